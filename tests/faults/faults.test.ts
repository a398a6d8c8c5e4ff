/** The list of planted faults follows the code. Whether each is noticed is for `npm run faults` to say. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plant } from '../../scripts/faults.mjs';
import { faults, harmless } from './faults.mjs';

const root = join(import.meta.dirname, '../..');
const all = [...faults, harmless];

it('has at least the faults that were promised', () => expect(faults.length).toBeGreaterThanOrEqual(24));

it('names each fault once, in kebab-case', () => {
  const ids = all.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
});

it('says in one sentence what is wrong', () => {
  expect(all.map(({ wrong }) => wrong).filter((wrong) => !/^\S[^\n|]*\.$/.test(wrong))).toEqual([]);
});

it('plants nothing in a test, and names tests that are there', () => {
  expect(all.map(({ file }) => file).filter((file) => /^tests\/|\.test\./.test(file))).toEqual([]);
  const named = all.map(({ noticedBy }) => noticedBy.file);
  expect(named.filter((file) => !/\.test\.tsx?$/.test(file) || !existsSync(join(root, file)))).toEqual([]);
});

it.each(all)('$id has its place in the code, exactly once', (fault) => {
  const text = readFileSync(join(root, fault.file), 'utf8');
  expect(plant(text, fault)).not.toBe(text);
});
