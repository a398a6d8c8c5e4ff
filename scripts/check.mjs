/**
 * `npm run check`: everything that can be known without running the product, one line each.
 * `npm run check -- arrows links` runs those two.
 */
import { spawnSync } from 'node:child_process';
import { checkGround, Explained, elapsed, ROOT } from './site.mjs';

const TSX = 'node_modules/tsx/dist/cli.mjs';

/** In the order of what helps most to know first. */
const CHECKS = {
  types: { command: ['scripts/check/types.mjs'], says: 'TypeScript finds no fault' },
  lint: {
    command: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
    says: 'Biome finds no fault, all is formatted',
  },
  arrows: { command: ['scripts/check/arrows.mjs'], says: 'each room imports only what it may' },
  content: { command: [TSX, 'scripts/check-content.ts'], says: 'pages name only what exists' },
  links: { command: ['scripts/check/links.mjs'], says: 'links lead somewhere' },
  freshness: {
    command: [TSX, 'scripts/generate.ts', '--check'],
    says: 'generated files are as their sources',
  },
  lockfile: { command: ['scripts/check/lockfile.mjs'], says: 'npm ci installs the same everywhere' },
  words: { command: ['scripts/check/words.mjs'], says: 'no foreign paths, empty promises or silent tests' },
};

function check() {
  checkGround();
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !(name in CHECKS));
  if (unknown !== undefined) {
    throw new Explained(`There is no check named ${unknown}. There are: ${Object.keys(CHECKS).join(', ')}`);
  }
  const names = Object.keys(CHECKS).filter((name) => asked.length === 0 || asked.includes(name));
  const failed = [];
  for (const name of names) {
    const since = Date.now();
    const { command, says } = CHECKS[name];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    console.log(`${status === 0 ? 'ok    ' : 'FAILED'}  ${name.padEnd(9)} ${says} (${elapsed(since)})`);
    if (status === 0) continue;
    failed.push(name);
    console.log(`\n${stdout}${stderr}`.trimEnd().replaceAll('\n', '\n    '), '\n');
  }
  if (failed.length === 0) return;
  console.log(`Run one alone: npm run check -- ${failed[0]}`);
  process.exitCode = 1;
}

try {
  check();
} catch (error) {
  console.error(error instanceof Explained ? error.message : error);
  process.exitCode = 1;
}
