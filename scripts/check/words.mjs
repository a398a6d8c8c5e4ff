/** Words that must not be in the tree: other people's folders, promises instead of work, tests that do not run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../site.mjs';
import { listFiles, report } from './files.mjs';

const CODE = /\.(tsx?|mjs|js)$/;
const TEST = /\.(test|spec)\.tsx?$|^tests\/.*\.tsx?$/;

/** @type {readonly { pattern: RegExp, where: RegExp, because: string }[]} */
const RULES = [
  {
    pattern: /(?<![\w.:/~-])\/(?:work|root|Users\/\w+|home\/\w+)\/[\w.-]*/g,
    where: /./,
    because: 'a folder of one machine; on every other it leads nowhere',
  },
  {
    pattern: /\b(?:TODO|FIXME|XXX|HACK)\b/g,
    where: /./,
    because: 'a promise; do it now, or describe it where work is planned',
  },
  {
    pattern: /@ts-(?:ignore|nocheck)\b/g,
    where: CODE,
    because: 'the compiler is right more often than the one who silences it',
  },
  {
    pattern:
      /\b(?:describe|it|test|suite)\.(?:only|skip|todo|fixme|skipIf|runIf)\b|\b(?:xit|xdescribe|fit|fdescribe)\(/g,
    where: TEST,
    because: 'a test that does not run proves nothing, and nobody sees it',
  },
  {
    pattern: /\bregistry\.(?:npmjs\.org|yarnpkg\.com)|\bnpm\.pkg\.github\.com/g,
    where: /./,
    because: 'where packages come from is for the reader to say',
  },
];

/**
 * @param {string} file
 * @param {string} text
 * @returns {string[]}
 */
export const badWords = (file, text) =>
  RULES.filter(({ where }) => where.test(file)).flatMap(({ pattern, because }) =>
    [...text.matchAll(pattern)].map(
      (match) => `${file}:${text.slice(0, match.index).split('\n').length}: "${match[0]}" is ${because}.`,
    ),
  );

/** These two name the words in order to find them. */
const SELF = ['scripts/check/words.mjs', 'scripts/check/words.test.ts'];

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const files = listFiles(ROOT).filter(
    (file) =>
      !SELF.includes(file) &&
      /(?:^|\/)[^/]*\.(?:[cm]?[jt]sx?|mdx?|css|json|http|ya?ml|svg|html)$|^\.ci\/|^[A-Z]+$/.test(file),
  );
  report(
    files.flatMap((file) => badWords(file, readFileSync(join(ROOT, file), 'utf8'))),
    'The words and their reasons: scripts/check/words.mjs',
  );
}
