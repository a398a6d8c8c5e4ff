/**
 * The tenant and the API are other parties: whoever deletes one of them, with its door and the tests that start it,
 * is left with a tree in which every type still fits.
 */
import { spawn } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { listFiles } from '../../scripts/check/files.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files: readonly string[] = listFiles(root);
const isCode = (file: string) => /\.(?:[cm]?[jt]sx?|mdx)$/.test(file);
const isTest = (file: string) => /^(?:tests|bench)\/|\.test\.tsx?$/.test(file);

/** What stands between quotes after `from`, `import`, `import(` and `require(`. */
const IMPORT = /(?:\bfrom|\bimport|\b(?:import|require)\s*\()\s*['"`]([^'"`\n]+)['"`]/g;

/** The paths in this tree that a file imports; those of packages are left out. */
function importsOf(file: string, text: string): readonly string[] {
  return [...text.matchAll(IMPORT)].flatMap(([, specifier = '']) => {
    if (specifier.startsWith('#')) return [specifier.slice(1)];
    return specifier.startsWith('.') ? [posix.join(posix.dirname(file), specifier)] : [];
  });
}

const imports = new Map(
  files.filter(isCode).map((file) => [file, importsOf(file, readFileSync(join(root, file), 'utf8'))]),
);

/** Everybody whose imports lead into one of the folders, at once or by way of others. */
function whoReaches(folders: readonly string[], among: (file: string) => boolean): ReadonlySet<string> {
  const reached = new Set<string>();
  const isReached = (path: string) => reached.has(path) || folders.some((folder) => path.startsWith(folder));
  for (let before = -1; before < reached.size; ) {
    before = reached.size;
    for (const [file, paths] of imports) if (among(file) && paths.some(isReached)) reached.add(file);
  }
  return reached;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A copy of the tree with only the files that `keep` wants. Nothing in it is ever written back. */
function copyTree(keep: (file: string) => boolean): string {
  const copy = mkdtempSync(join(tmpdir(), 'pixy-without-'));
  folders.push(copy);
  for (const file of files.filter(keep)) {
    mkdirSync(join(copy, dirname(file)), { recursive: true });
    copyFileSync(join(root, file), join(copy, file));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
  return copy;
}

/** What the compiler says of the project in `folder`: nothing when all is well. */
async function compile(folder: string, project = '.'): Promise<string> {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const args = [compiler, '--noEmit', '--incremental', 'false', '--project', project];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise((resolve) => child.on('close', resolve));
  const text = Buffer.concat(said).toString();
  return code === 0 ? text : `${text}(exit code ${code})`;
}

describe.each([
  { party: 'tenant/', door: 'app/t/' },
  { party: 'resource-server/', door: 'app/api/' },
])('without $party', ({ party, door }) => {
  const gone = [party, door];
  const isGone = (file: string) => gone.some((folder) => file.startsWith(folder));

  test('its door imports it, and nobody else but tests', () => {
    const importers = [...imports].flatMap(([file, paths]) =>
      !isGone(file) && !isTest(file) && paths.some((path) => path.startsWith(party)) ? [file] : [],
    );
    expect(importers).toEqual([]);
    // An expression that finds nothing anywhere would say the same.
    const throughDoor = [...imports].filter(([file, paths]) => file.startsWith(door) && paths.some(isGone));
    expect(throughDoor).not.toEqual([]);
  });

  test('everything else type-checks', { timeout: 180_000 }, async () => {
    const tests = whoReaches(gone, isTest);
    const copy = copyTree((file) => !isGone(file) && !tests.has(file));
    expect(await compile(copy)).toBe('');

    // The same compiler in the same place does notice an import that leads nowhere.
    writeFileSync(join(copy, 'app/planted.ts'), `export * from '#${party}index.ts';\n`);
    const planted = { extends: './tsconfig.json', include: ['next-env.d.ts'], files: ['app/planted.ts'] };
    writeFileSync(join(copy, 'tsconfig.planted.json'), JSON.stringify(planted));
    expect(await compile(copy, 'tsconfig.planted.json')).toContain(
      `app/planted.ts(1,15): error TS2307: Cannot find module '#${party}index.ts'`,
    );
  });
});
