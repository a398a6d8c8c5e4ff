/** The lock file fits package.json and names no machine's registry: `npm ci` works wherever the packages are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../site.mjs';
import { report } from './files.mjs';

const GROUPS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/**
 * @param {Record<string, any>} manifest package.json
 * @param {Record<string, any>} lock package-lock.json
 * @param {string} npmrc the project's .npmrc
 * @returns {string[]}
 */
export function lockfileProblems(manifest, lock, npmrc) {
  const problems = [];
  if (lock.lockfileVersion !== 3) {
    problems.push(`package-lock.json: lockfileVersion must be 3, but it is ${lock.lockfileVersion}.`);
  }
  const top = lock.packages?.[''] ?? {};
  for (const group of GROUPS) {
    const [asked, locked] = [manifest[group] ?? {}, top[group] ?? {}];
    for (const name of new Set([...Object.keys(asked), ...Object.keys(locked)])) {
      if (asked[name] === locked[name]) continue;
      problems.push(
        `package-lock.json: ${group} has ${name} ${locked[name] ?? 'not at all'}, package.json ${asked[name] ?? 'not at all'}.`,
      );
    }
  }
  for (const [group, packages] of GROUPS.slice(0, 2).map((group) => [group, manifest[group] ?? {}])) {
    for (const [name, version] of Object.entries(packages)) {
      if (/^(npm:(@[^@/]+\/)?[^@/]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) continue;
      problems.push(`package.json: ${group} must pin ${name} to one version, but it has "${version}".`);
    }
  }
  for (const [path, entry] of Object.entries(lock.packages ?? {})) {
    if (path === '' || entry.link) continue;
    if (entry.resolved !== undefined) {
      problems.push(`package-lock.json: ${path} is tied to the address ${entry.resolved}.`);
    }
    // A package for another platform than the one that wrote the file may not have been seen by it.
    const elsewhere = entry.optional && (entry.os !== undefined || entry.cpu !== undefined);
    if (entry.integrity === undefined && !entry.inBundle && !elsewhere) {
      problems.push(`package-lock.json: ${path} has no integrity, so npm could not tell a changed package.`);
    }
  }
  if (/^\s*(@[\w-]+:)?registry\s*=/m.test(npmrc)) problems.push('.npmrc: names a registry.');
  return problems;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const read = (name) => readFileSync(join(ROOT, name), 'utf8');
  report(
    lockfileProblems(JSON.parse(read('package.json')), JSON.parse(read('package-lock.json')), read('.npmrc')),
    'Write it anew: npm install --package-lock-only --omit-lockfile-registry-resolved',
  );
}
