/** The replay itself: what it calls caught, and what it must not. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cleanUp, judge, plant, replay, toResults } from '../../scripts/faults.mjs';
import type { Fault } from './faults.mjs';

const double: Fault = {
  id: 'double',
  wrong: 'It adds three.',
  file: 'src/double.mjs',
  find: 'n + n',
  replace: 'n + 3',
  noticedBy: { file: 'src/double.test.mjs', title: 'double › of 2 is 4' },
};

describe('a place in the code', () => {
  it('is where the text stands', () => {
    expect(plant('const a = n + n;\n', double)).toBe('const a = n + 3;\n');
  });

  it('is lost when the text stands nowhere, or twice', () => {
    expect(() => plant('const a = 2 * n;', double)).toThrow(
      'double: its text stands nowhere in src/double.mjs, not once',
    );
    expect(() => plant('n + n; n + n;', double)).toThrow(
      'double: its text stands 2 times in src/double.mjs, not once',
    );
  });

  it('takes the fault as it is written, with no sign in it special', () => {
    expect(plant('n + n', { ...double, replace: "$& $' $1" })).toBe("$& $' $1");
  });
});

describe('a judgement', () => {
  const report = (...tests: readonly (readonly [title: string, status: string])[]) =>
    toResults(
      {
        testResults: [
          {
            name: '/tree/src/double.test.mjs',
            assertionResults: tests.map(([title, status]) => ({ ancestorTitles: ['double'], title, status })),
          },
        ],
      },
      '/tree',
    );

  it.each([
    ['the named test fails', report(['of 2 is 4', 'failed']), { verdict: 'caught', others: 0 }],
    [
      'other tests fail with it',
      report(['of 2 is 4', 'failed'], ['of 3 is 6', 'failed'], ['of 0 is 0', 'passed']),
      { verdict: 'caught', others: 1 },
    ],
    [
      'one of two tests with this title fails',
      report(['of 2 is 4', 'failed'], ['of 2 is 4', 'passed']),
      { verdict: 'caught', others: 0 },
    ],
    [
      'only another test fails',
      report(['of 2 is 4', 'passed'], ['of 3 is 6', 'failed']),
      { verdict: 'unnoticed' },
    ],
    ['the file could not be loaded', report(), { verdict: 'broken', because: 'the test did not run at all' }],
    [
      'the test was left out',
      report(['of 2 is 4', 'skipped']),
      { verdict: 'broken', because: 'the test was skipped' },
    ],
  ])('when %s', (_, results, judgement) => expect(judge(double, results)).toEqual(judgement));
});

describe('a small project', () => {
  const source = 'export const double = (n) => n + n;\n';
  let root: string;
  let said: string[];
  const say = (line: string) => void said.push(line);

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'pixy-replay-'));
    mkdirSync(join(root, 'src'));
    writeFileSync(join(root, 'package.json'), '{"type":"module"}');
    writeFileSync(join(root, 'src/double.mjs'), source);
    writeFileSync(
      join(root, 'src/double.test.mjs'),
      `import { describe, expect, it } from 'vitest';
import { double } from './double.mjs';
describe('double', () => {
  it('of 2 is 4', () => expect(double(2)).toBe(4));
  it('of 0 is 0', () => expect(double(0)).toBe(0));
});
`,
    );
    symlinkSync(join(import.meta.dirname, '../../node_modules'), join(root, 'node_modules'), 'junction');
  });
  afterEach(cleanUp);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('has its fault caught, a comment let pass and a syntax error told from both', async () => {
    said = [];
    const comment = { ...double, id: 'comment', replace: 'n + /* the same */ n' };
    const syntax = { ...double, id: 'syntax', replace: 'n +' };
    expect(Object.fromEntries(await replay(root, [double, comment, syntax], say))).toEqual({
      double: { verdict: 'caught', others: 1 },
      comment: { verdict: 'unnoticed' },
      syntax: { verdict: 'broken', because: 'the test did not run at all' },
    });
    expect(said[0]).toBe('Without a fault: 2 tests in 1 files, all green.');
    expect(readFileSync(join(root, 'src/double.mjs'), 'utf8')).toBe(source);
    expect(readdirSync(root).sort()).toEqual(['node_modules', 'package.json', 'src']);
  }, 60_000);

  it('is not believed when a test fails already, or the named one is not there', async () => {
    said = [];
    const unknown = { ...double, noticedBy: { ...double.noticedBy, title: 'double › of 2 is four' } };
    await expect(replay(root, [unknown], say)).rejects.toThrow('There is no test of this name that passes');
    writeFileSync(join(root, 'src/double.mjs'), source.replace('n + n', 'n + n + 1'));
    const fault = { ...double, find: 'n + n + 1' };
    await expect(replay(root, [fault], say)).rejects.toThrow('Without any fault these tests fail');
    expect(said).toEqual([]);
  }, 60_000);
});
