/**
 * `npm test`: every test, on a machine that has nothing but Node.
 * `npm test -- unit` runs one suite; further words go to its runner: `npm test -- e2e quickstart`.
 */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireChromium } from './chromium.mjs';
import { buildIfNeeded, checkGround, Explained, elapsed, freePort, loopback, ROOT, serve } from './site.mjs';

const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');
const PLAYWRIGHT = join(ROOT, 'node_modules/@playwright/test/cli.js');
const SERVER_LOG = join(ROOT, 'test-results/server.log');

/** In the order in which they run: what is quick and near the cause comes first. */
const SUITES = {
  unit: { needsSite: false, command: [VITEST, 'run', '--project', 'unit'] },
  tenant: { needsSite: false, command: [VITEST, 'run', '--project', 'tenant'] },
  interop: { needsSite: true, command: [VITEST, 'run', '--project', 'interop'] },
  e2e: { needsSite: true, command: [PLAYWRIGHT, 'test'] },
};

const say = (line) => console.log(line);

/** The suites that were asked for, all when none was, and the words that are no suite's name. */
function wanted(words) {
  const names = Object.keys(SUITES).filter((name) => words.includes(name));
  return {
    names: names.length > 0 ? names : Object.keys(SUITES),
    rest: words.filter((word) => !(word in SUITES)),
  };
}

/** @type {Set<() => unknown>} what must not outlive this process */
const open = new Set();

async function runSuite(name, rest, env) {
  const since = Date.now();
  say(`\n── ${name} ──`);
  const child = spawn(process.execPath, [...SUITES[name].command, ...rest], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  const stop = () => child.kill('SIGTERM');
  open.add(stop);
  const code = await new Promise((resolve) => child.on('close', resolve));
  open.delete(stop);
  return { name, passed: code === 0, time: elapsed(since) };
}

/** Starts the built site with a data directory of its own, which goes when the site goes. */
async function startSite() {
  await buildIfNeeded(say);
  const data = mkdtempSync(join(tmpdir(), 'pixy-test-'));
  mkdirSync(join(ROOT, 'test-results'), { recursive: true });
  const log = createWriteStream(SERVER_LOG);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const since = Date.now();
  const cleanUp = () => rmSync(data, { recursive: true, force: true });
  try {
    const site = await serve({
      port,
      host: await loopback(),
      log,
      env: {
        APP_BASE_URL: url,
        DATABASE_URL: `file:${join(data, 'pixy.db')}`,
      },
    });
    say(`The site answers at ${url} after ${elapsed(since)}.`);
    return { url, pid: site.pid, stop: () => site.stop().then(cleanUp) };
  } catch (error) {
    cleanUp();
    throw new Explained(`${error instanceof Error ? error.message : error} Its log: test-results/server.log`);
  }
}

async function test() {
  checkGround();
  const { names, rest } = wanted(process.argv.slice(2));
  const results = [];
  const needSite = names.filter((name) => SUITES[name].needsSite);
  // First, because the rest is in vain without it.
  const chromium = needSite.length > 0 ? await requireChromium(say) : null;

  for (const name of names) {
    if (!SUITES[name].needsSite) results.push(await runSuite(name, rest, {}));
  }
  if (chromium !== null) {
    const site = await startSite();
    open.add(site.stop);
    const env = { PIXY_TEST_URL: site.url, PIXY_TEST_PID: String(site.pid), CHROMIUM_PATH: chromium };
    for (const name of needSite) results.push(await runSuite(name, rest, env));
    open.delete(site.stop);
    await site.stop();
  }

  say('');
  for (const { name, passed, time } of results)
    say(`${passed ? 'passed' : 'FAILED'}  ${name.padEnd(8)} ${time}`);
  if (results.some(({ passed }) => !passed)) {
    if (needSite.length > 0) say('What the server said: test-results/server.log');
    process.exitCode = 1;
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await Promise.all([...open].map((stop) => stop()));
    process.exit(1);
  });
}

try {
  await test();
} catch (error) {
  console.error(error instanceof Explained ? error.message : error);
  process.exitCode = 1;
}
