/** Types, in a fresh clone as well: Next's own type files are made first, which needs no build. */
import { spawnSync } from 'node:child_process';
import { ROOT } from '../site.mjs';

const run = (...args) =>
  spawnSync(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
    encoding: 'utf8',
  });

const steps = [
  ['node_modules/next/dist/bin/next', 'typegen'],
  ['node_modules/typescript/bin/tsc', '--noEmit', '--project', '.'],
];

for (const step of steps) {
  const { status, stdout, stderr } = run(...step);
  if (status === 0) continue;
  process.stderr.write(stdout + stderr);
  process.exitCode = 1;
  break;
}
