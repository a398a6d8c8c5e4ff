/** Who may import whom: dependency-cruiser's rules, and two that need to look into the files. */
import './typescript-api.mjs';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listFiles, report } from './files.mjs';

/** The folder to check; another one only where the check itself is tested. */
const root = resolve(process.argv[2] ?? fileURLToPath(new URL('../..', import.meta.url)));

if (!existsSync(new URL('../../node_modules/typescript-6', import.meta.url))) {
  throw new Error('dependency-cruiser needs the package typescript-6 to read TypeScript. Run: npm ci');
}

const { cruise } = await import('dependency-cruiser');
const { default: config } = await import('../../.dependency-cruiser.mjs');

const files = listFiles(root).filter((file) => /\.(tsx?|mjs|mdx)$/.test(file));
const { forbidden, options } = config;
const { output } = await cruise(files, { ...options, ruleSet: { forbidden }, validate: true, baseDir: root });
const { modules, summary } = output;

/** @type {Map<string, { comment: string, ways: string[] }>} what was found, by rule */
const found = new Map();

function add(rule, comment, way) {
  const entry = found.get(rule) ?? { comment, ways: [] };
  entry.ways.push(way.join(' → '));
  found.set(rule, entry);
}

for (const { rule, from, to, cycle } of summary.violations) {
  const comment = forbidden.find(({ name }) => name === rule.name)?.comment ?? '';
  add(
    rule.name,
    comment,
    cycle ? [from, ...cycle.map((step) => step.name)] : from === to ? [from] : [from, to],
  );
}

/** The first statement: nothing but comments may stand before a directive. */
const isClient = (file) =>
  /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*['"]use client['"]/.test(readFileSync(join(root, file), 'utf8'));

const dependencies = new Map(
  modules.map((module) => [
    module.source,
    module.dependencies
      .filter((dependency) => !dependency.dependencyTypes.includes('type-only'))
      .map((dependency) => dependency.resolved),
  ]),
);

/** The way from a file to the first client component that it would bring along, or null. */
function wayToClient(file, seen = new Set()) {
  if (seen.has(file) || !dependencies.has(file) || file.includes('node_modules/')) return null;
  seen.add(file);
  if (/\.tsx?$/.test(file) && isClient(file)) return [file];
  for (const next of dependencies.get(file) ?? []) {
    const way = wayToClient(next, seen);
    if (way !== null) return [file, ...way];
  }
  return null;
}

for (const file of files) {
  // Next insists that error boundaries are client components; they run only where something broke.
  if (!file.startsWith('app/(docs)/') || file.endsWith('/error.tsx')) continue;
  const way = wayToClient(file);
  if (way === null) continue;
  add(
    'docs-send-no-client-code',
    'Pages of app/(docs) are documents: they must work, and be auditable, without any script.',
    way,
  );
}

for (const file of files) {
  if (!file.startsWith('content/') || !file.endsWith('.mdx')) continue;
  const prose = readFileSync(join(root, file), 'utf8').replace(/^(```|~~~)[\s\S]*?^\1/gm, '');
  if (!/^import\s|^export\s[^'"]*\sfrom\s/m.test(prose)) continue;
  add(
    'pages-import-nothing',
    'Authors use the names in mdx-components.tsx; an import in a page would be a second vocabulary.',
    [file],
  );
}

report(
  [...found].map(
    ([rule, { comment, ways }]) => `${rule}\n  ${comment}\n${ways.map((way) => `    ${way}`).join('\n')}`,
  ),
  'The rules and their reasons: .dependency-cruiser.mjs and scripts/check/rooms.mjs',
);
