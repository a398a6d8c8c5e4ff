import { expect, it } from 'vitest';
import { lockfileProblems } from './lockfile.mjs';

const manifest = {
  dependencies: { jose: '6.2.17' },
  devDependencies: { 'typescript-6': 'npm:typescript@6.0.3' },
};
const jose = { version: '6.2.17', integrity: 'sha512-x' };
const lock = (packages = {}) => ({
  lockfileVersion: 3,
  packages: { '': manifest, 'node_modules/jose': jose, ...packages },
});

it('a lock file that fits and names no address passes', () => {
  expect(lockfileProblems(manifest, lock(), 'fund=false\n')).toEqual([]);
});

it('an address in the lock file is named', () => {
  const tied = lock({ 'node_modules/jose': { ...jose, resolved: 'https://packages.example.com/jose.tgz' } });
  expect(lockfileProblems(manifest, tied, '')).toEqual([
    'package-lock.json: node_modules/jose is tied to the address https://packages.example.com/jose.tgz.',
  ]);
});

it('a package without integrity is named', () => {
  expect(lockfileProblems(manifest, lock({ 'node_modules/jose': { version: '6.2.17' } }), '')).toEqual([
    'package-lock.json: node_modules/jose has no integrity, so npm could not tell a changed package.',
  ]);
});

it('a package for another platform may lack it', () => {
  const elsewhere = { version: '2.6.8', optional: true, os: ['darwin'] };
  expect(lockfileProblems(manifest, lock({ 'node_modules/there': elsewhere }), '')).toEqual([]);
});

it('a dependency that the lock file does not know is named', () => {
  const more = { ...manifest, dependencies: { ...manifest.dependencies, zod: '4.6.7' } };
  expect(lockfileProblems(more, lock(), '')).toEqual([
    'package-lock.json: dependencies has zod not at all, package.json 4.6.7.',
  ]);
});

it('a range instead of a version is named', () => {
  const loose = { dependencies: { jose: '^6.2.17' } };
  const fitting = { lockfileVersion: 3, packages: { '': loose } };
  expect(lockfileProblems(loose, fitting, '')).toEqual([
    'package.json: dependencies must pin jose to one version, but it has "^6.2.17".',
  ]);
});

it('a registry in .npmrc is named', () => {
  expect(lockfileProblems(manifest, lock(), 'fund=false\nregistry=https://packages.example.com/\n')).toEqual([
    '.npmrc: names a registry.',
  ]);
});

it('another version of the format is named', () => {
  expect(lockfileProblems(manifest, { ...lock(), lockfileVersion: 2 }, '')).toEqual([
    'package-lock.json: lockfileVersion must be 3, but it is 2.',
  ]);
});
