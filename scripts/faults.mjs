/**
 * `npm run faults`: plants every fault of tests/faults/ by itself in a copy of the tree, and looks whether the test
 * that is named for it fails. `npm run faults -- code-verifier-dropped` replays that one.
 */
import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { faults, harmless } from '../tests/faults/faults.mjs';
import { listFiles } from './check/files.mjs';
import { checkGround, Explained, elapsed, ROOT } from './site.mjs';

/** @typedef {import('../tests/faults/faults.mjs').Fault} Fault */
/** @typedef {ReadonlyMap<string, ReadonlyMap<string, string>>} Results file → title → `passed`, `failed`, … */
/**
 * `broken`: the fault kept the test from running at all, so nobody knows whether it would have noticed.
 * @typedef {{ verdict: 'caught', others: number } | { verdict: 'unnoticed' } | { verdict: 'broken', because: string }} Judgement
 */

/** A fault may make the code wait for ever. */
const TIMEOUT = 180_000;

/**
 * @param {string} text
 * @param {Pick<Fault, 'id' | 'file' | 'find' | 'replace'>} fault
 * @returns {string} the text with the fault in it
 * @throws {Explained} when the place is not there, or not the only one: the list must follow the code.
 */
export function plant(text, { id, file, find, replace }) {
  const [before, after, ...more] = text.split(find);
  if (after === undefined || more.length > 0) {
    const times = after === undefined ? 'nowhere' : `${more.length + 1} times`;
    throw new Explained(`${id}: its text stands ${times} in ${file}, not once:\n${find}`);
  }
  return before + replace + after;
}

/**
 * @param {{ testResults: readonly { name: string, assertionResults: readonly { ancestorTitles: readonly string[], title: string, status: string }[] }[] }} report
 *   what vitest's JSON reporter writes
 * @param {string} root the folder that the names in the report begin with
 * @returns {Results} where two tests have one title, `failed` if either did
 */
export function toResults(report, root) {
  const results = new Map();
  for (const { name, assertionResults } of report.testResults) {
    const titles = new Map();
    for (const { ancestorTitles, title, status } of assertionResults) {
      const whole = [...ancestorTitles, title].join(' › ');
      if (titles.get(whole) !== 'failed') titles.set(whole, status);
    }
    results.set(relative(root, name).replaceAll(sep, '/'), titles);
  }
  return results;
}

/**
 * @param {Fault} fault
 * @param {Results} results of the tree with the fault in it
 * @returns {Judgement}
 */
export function judge({ noticedBy: { file, title } }, results) {
  const status = results.get(file)?.get(title);
  if (status === undefined) return { verdict: 'broken', because: 'the test did not run at all' };
  if (status === 'passed') return { verdict: 'unnoticed' };
  if (status !== 'failed') return { verdict: 'broken', because: `the test was ${status}` };
  return { verdict: 'caught', others: failures(results).length - 1 };
}

/** @param {string} text */
const literally = (text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** @param {Results} results */
const failures = (results) =>
  [...results].flatMap(([file, titles]) =>
    [...titles].filter(([, status]) => status === 'failed').map(([title]) => `${file}: ${title}`),
  );

/** @type {Set<() => unknown>} what must not outlive this process */
const open = new Set();

/** A copy of the tree in a temporary folder, with what is installed linked and not copied. */
function copyTree(root) {
  const copy = mkdtempSync(join(realpathSync(tmpdir()), 'pixy-faults-'));
  open.add(() => rmSync(copy, { recursive: true, force: true }));
  for (const file of listFiles(root)) cpSync(join(root, file), join(copy, file), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  return copy;
}

/**
 * Runs test files in the copy.
 * @param {string} copy
 * @param {readonly string[]} files
 * @param {string} [title] of the one test that is wanted; all of them where there is none
 * @returns {Promise<{ results: Results, said: string }>} `said` is for the case that there are no results
 */
async function runTests(copy, files, title) {
  const output = join(copy, 'test-results.json');
  rmSync(output, { force: true });
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs');
  const options = ['--reporter=json', `--outputFile=${output}`, '--no-file-parallelism', '--cache=false'];
  if (title !== undefined) options.push('-t', `^${title.split(' › ').map(literally).join(' ')}$`);
  // A vitest around this one must not be taken for the one inside.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));
  const child = spawn(process.execPath, [vitest, 'run', ...files, ...options], { cwd: copy, env });
  const stop = () => child.kill('SIGKILL');
  open.add(stop);
  const timer = setTimeout(stop, TIMEOUT);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (chunk) => {
      said += chunk;
    });
  }
  await new Promise((resolve) => child.on('close', resolve));
  clearTimeout(timer);
  open.delete(stop);
  if (!existsSync(output)) return { results: new Map(), said };
  const report = JSON.parse(readFileSync(output, 'utf8'));
  // A file that could not even be loaded has no tests, but a message.
  const messages = report.testResults.map(({ message }) => message);
  return { results: toResults(report, copy), said: [said, ...messages].join('\n').trim() };
}

/**
 * Runs every test that the faults name in the way in which it will run with the fault: with its whole file, or alone.
 * @returns {Promise<{ results: Results, said: string }>}
 */
async function runNamed(copy, chosen) {
  const named = chosen.map(({ noticedBy }) => noticedBy);
  const whole = [...new Set(named.filter(({ alone }) => !alone).map(({ file }) => file))];
  const alone = new Map(
    named.filter((test) => test.alone).map((test) => [`${test.file}: ${test.title}`, test]),
  );
  const runs = [
    ...(whole.length > 0 ? [{ files: whole }] : []),
    ...[...alone.values()].map(({ file, title }) => ({ files: [file], title })),
  ];
  const said = [];
  const results = new Map();
  for (const { files, title } of runs) {
    const run = await runTests(copy, files, title);
    said.push(run.said);
    for (const [file, titles] of run.results) {
      // What was left out because another test was wanted did not run.
      const ran = [...titles].filter(([, status]) => status === 'passed' || status === 'failed');
      results.set(file, new Map([...(results.get(file) ?? []), ...ran]));
    }
  }
  return { results, said: said.join('\n').trim() };
}

/** Says how many tests ran, when all of them passed and each named one is among them. */
async function confirmGreen(copy, chosen) {
  const { results, said } = await runNamed(copy, chosen);
  const count = [...results.values()].reduce((sum, { size }) => sum + size, 0);
  if (count === 0) throw new Explained(`No test ran at all, so none could notice anything.\n${said}`);
  const red = failures(results);
  if (red.length > 0) {
    throw new Explained(
      `Without any fault these tests fail; a fault would prove nothing:\n${red.join('\n')}`,
    );
  }
  const missing = chosen.filter(
    ({ noticedBy: { file, title } }) => results.get(file)?.get(title) !== 'passed',
  );
  if (missing.length > 0) {
    const lines = missing.map(({ id, noticedBy: { file, title } }) => `${id}: ${file}: ${title}`);
    const near = new Set(
      missing.flatMap(({ noticedBy: { file } }) => [...(results.get(file)?.keys() ?? [])]),
    );
    throw new Explained(
      `There is no test of this name that passes:\n${lines.join('\n')}\n\nThere are:\n${[...near].join('\n')}\n${said}`,
    );
  }
  return { count, files: results.size };
}

/**
 * Replays faults, one after the other, in a copy of the tree.
 * @param {string} root
 * @param {readonly Fault[]} chosen
 * @param {(line: string) => void} say
 * @returns {Promise<ReadonlyMap<string, Judgement>>} by the fault's id
 * @throws {Explained} when a fault has lost its place, or a test fails without any.
 */
export async function replay(root, chosen, say) {
  const copy = copyTree(root);
  const planted = chosen.map((fault) => {
    const text = readFileSync(join(copy, fault.file), 'utf8');
    return { fault, text, faulty: plant(text, fault) };
  });
  const { count, files } = await confirmGreen(copy, chosen);
  say(`Without a fault: ${count} tests in ${files} files, all green.`);

  const width = Math.max(...chosen.map(({ id }) => id.length));
  const judgements = new Map();
  for (const { fault, text, faulty } of planted) {
    const path = join(copy, fault.file);
    writeFileSync(path, faulty);
    const { file, title, alone } = fault.noticedBy;
    const { results, said } = await runTests(copy, [file], alone ? title : undefined);
    writeFileSync(path, text);
    const judgement = judge(fault, results);
    judgements.set(fault.id, judgement);
    say(`${judgement.verdict.padEnd(9)}  ${fault.id.padEnd(width)}  ${inWords(fault, judgement)}`);
    if (judgement.verdict === 'broken') say(said.trimEnd());
  }
  return judgements;
}

function inWords({ noticedBy: { file, title } }, judgement) {
  const test = `${file}: ${title}`;
  switch (judgement.verdict) {
    case 'caught':
      return judgement.others > 0 ? `${test} (and ${judgement.others} more)` : test;
    case 'unnoticed':
      return test;
    case 'broken':
      return `${test}: ${judgement.because}`;
  }
}

/** Removes what was made. */
export function cleanUp() {
  for (const close of open) close();
  open.clear();
}

/** The faults of these ids, all when there is none. */
function choose(ids) {
  const unknown = ids.find((id) => !faults.some((fault) => fault.id === id));
  if (unknown !== undefined) {
    const known = faults.map(({ id }) => id).join('\n');
    throw new Explained(`There is no fault named ${unknown}. There are:\n${known}`);
  }
  return ids.length === 0 ? faults : faults.filter(({ id }) => ids.includes(id));
}

async function main() {
  checkGround();
  const since = Date.now();
  const chosen = choose(process.argv.slice(2));
  // A list that called everything caught would be worthless, so a change that does no harm goes with the faults.
  const judgements = await replay(ROOT, [...chosen, harmless], console.log);
  const caught = chosen.filter(({ id }) => judgements.get(id)?.verdict === 'caught');
  const control = judgements.get(harmless.id)?.verdict === 'unnoticed';
  console.log(`\n${caught.length} of ${chosen.length} faults were caught (${elapsed(since)}).`);
  console.log(
    control
      ? 'A harmless change went unnoticed, as it must.'
      : 'A harmless change was not let pass, so the replay itself is wrong.',
  );
  if (caught.length === chosen.length && control) return;
  console.log('The faults and the tests named for them: tests/faults/');
  process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      cleanUp();
      process.exit(1);
    });
  }
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Explained ? error.message : error);
    process.exitCode = 1;
  } finally {
    cleanUp();
  }
}
