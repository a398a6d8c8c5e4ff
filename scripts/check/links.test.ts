import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { brokenLinks } from './links.mjs';

let root = '';
afterEach(() => rmSync(root, { recursive: true, force: true }));

function check(text: string): string[] {
  root = mkdtempSync(join(tmpdir(), 'pixy-links-'));
  mkdirSync(join(root, 'lib'));
  writeFileSync(join(root, 'lib/there.ts'), '');
  writeFileSync(join(root, 'other.md'), '# The `first` step: why?\n');
  writeFileSync(join(root, 'README.md'), text);
  return brokenLinks(root, ['README.md']);
}

it('links to files, headings and other sites pass', () => {
  const text =
    '# One\n[a](lib/there.ts) [b](other.md#the-first-step-why) [c](#one) [d](https://example.com/x)';
  expect(check(text)).toEqual([]);
});

it('a link to a file that is not there is named with its line', () => {
  expect(check('one\n\n[a](lib/gone.ts)')).toEqual(['README.md:3: no file lib/gone.ts']);
});

it('a link to a heading that is not there is named', () => {
  expect(check('[a](other.md#second)')).toEqual(['README.md:1: no heading #second in other.md']);
});

it('a reference link is a link', () => {
  expect(check('[a]\n\n[a]: gone.md')).toEqual(['README.md:3: no file gone.md']);
});

it('a file named in code must exist, a pattern need not', () => {
  expect(check('`lib/there.ts` `lib/gone.ts` `lib/<id>.ts` `lib/*.ts`')).toEqual([
    'README.md:1: no file lib/gone.ts',
  ]);
});

it('what stands in a code block is an example', () => {
  expect(check('```\n[a](gone.md)\n`lib/gone.ts`\n```\n[b](gone.md)')).toEqual([
    'README.md:5: no file gone.md',
  ]);
});
