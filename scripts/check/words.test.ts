import { expect, it } from 'vitest';
import { badWords } from './words.mjs';

it.each([
  ['lib/a.ts', "read('/home/ada/pixy/a.txt')"],
  ['docs/a.md', 'see /Users/ada/pixy'],
  ['docs/a.md', 'the tree is `/work/main`'],
  ['lib/a.ts', '// TODO: later'],
  ['components/a.tsx', '{/* FIXME */}'],
  ['lib/a.ts', '// @ts-ignore'],
  ['lib/a.test.ts', "it.only('x', () => {})"],
  ['tests/tenant/a.ts', 'test.skip(true)'],
  ['tests/e2e/a.spec.ts', "test.fixme('x')"],
  ['lib/a.test.ts', "xit('x')"],
  ['docs/a.md', 'https://registry.npmjs.org/jose'],
])('%s: %s is found', (file, text) => {
  expect(badWords(file, `first line\n${text}\n`)).toEqual([expect.stringMatching(`^${file}:2: `)]);
});

it.each([
  ['lib/a.ts', "const path = '/t/root/work/authorize'"],
  ['docs/a.md', 'https://example.com/home/ada/'],
  ['lib/a.ts', 'list.only(1); todo.skip()'],
  ['lib/a.test.ts', "it('skips what is not there', () => {})"],
  ['lib/a.ts', '// @ts-expect-error the types lag behind'],
])('%s: %s passes', (file, text) => {
  expect(badWords(file, text)).toEqual([]);
});
