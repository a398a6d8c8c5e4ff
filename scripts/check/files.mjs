/** The files of the project, without what is installed, built or left behind by a run. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const NOT_OURS = new Set([
  '.git',
  '.next',
  '.pixy',
  'coverage',
  'next-env.d.ts',
  'node_modules',
  'package-lock.json',
  'playwright-report',
  'test-results',
]);

/**
 * @param {string} root
 * @returns {string[]} paths below `root`, with forward slashes, in order
 */
export function listFiles(root, below = '') {
  return readdirSync(join(root, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (NOT_OURS.has(entry.name)) return [];
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      return entry.isDirectory() ? listFiles(root, path) : [path];
    });
}

/**
 * Says what a check found, and fails if it found anything.
 * @param {readonly string[]} problems one sentence each
 * @param {string} next what to do about them
 */
export function report(problems, next) {
  for (const problem of problems) console.error(problem);
  if (problems.length === 0) return;
  console.error(`\n${next}`);
  process.exitCode = 1;
}
