/**
 * `npm run bench`: how soon the site answers, what memory it holds, and how long a whole run takes in a browser.
 * Prints the figures and writes them to `bench/results/spine.md`.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { idleMemory } from '../bench/memory.mjs';
import { measureStartUp } from '../bench/start-up.mjs';
import { isMet, toTable } from '../bench/statistics.mjs';
import { measureWholeRuns } from '../bench/whole-run.mjs';
import { requireChromium } from './chromium.mjs';
import { buildIfNeeded, checkGround, Explained, freePort, loopback, ROOT, serve } from './site.mjs';

const RESULTS = 'bench/results/spine.md';
const STARTS = 7;
const COLD_RUNS = 5;
const RUNS = 30;

const say = (line) => console.log(line);
const load = () =>
  loadavg()
    .map((average) => average.toFixed(1))
    .join(' ');

/** @type {Set<() => unknown>} what must not outlive this process */
const open = new Set();

/** Starts the built site with an empty data folder of its own, which goes when the site goes. */
async function startSite() {
  const data = mkdtempSync(join(tmpdir(), 'pixy-bench-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const env = { APP_BASE_URL: url, DATABASE_URL: `file:${join(data, 'pixy.db')}` };
  const cleanUp = () => rmSync(data, { recursive: true, force: true });
  try {
    const site = await serve({ port, host: await loopback(), env });
    const stop = () => {
      open.delete(stop);
      return site.stop().then(cleanUp);
    };
    open.add(stop);
    return { url, pid: site.pid, stop };
  } catch (error) {
    cleanUp();
    throw error;
  }
}

async function measureInBrowser(executablePath) {
  const { chromium } = await import('@playwright/test');
  const unsandboxed = process.getuid?.() === 0 || process.env.CI !== undefined;
  const browser = await chromium.launch({
    executablePath,
    args: [...(unsandboxed ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-background-networking'],
  });
  open.add(() => browser.close());
  // A run is cold once for each start of the site, so one start would say little.
  const cold = [];
  for (let i = 1; i < COLD_RUNS; i++) {
    const site = await startSite();
    const page = await browser.newPage();
    cold.push(...(await measureWholeRuns({ page, url: site.url, times: 1 })));
    await page.close();
    await site.stop();
  }

  const site = await startSite();
  const memory = [await idleMemory(site.pid)];
  const page = await browser.newPage();
  const readMemory = async () => void memory.push(await idleMemory(site.pid));
  const [first = 0, ...warm] = await measureWholeRuns({
    page,
    url: site.url,
    times: RUNS,
    after: readMemory,
  });
  await readMemory();
  const version = browser.version();
  await browser.close();
  await site.stop();
  return { cold: [...cold, first], warm, memory, version };
}

const versionOf = (name) =>
  JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version;

function page({ table, before, after, chromium }) {
  const [processor] = cpus();
  return `# Start-up, memory, one whole run

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}. Each figure belongs to the machine and its load
at the time: run it again before comparing.

${table}

- Start-up: from the start of the process, on an empty data folder, to the whole answer.
- Memory: resident, of the server and all that it started, after five seconds in which nobody asked anything.
- Whole run: from the click on "Run to the end" until the last step is done, in the page, on loopback.

| | |
|---|---|
| Machine | ${cpus().length} × ${processor?.model ?? 'unknown'}, ${Math.round(totalmem() / 1e9)} GB |
| Load (1, 5, 15 minutes) | ${before} before, ${after} after |
| Node | ${process.versions.node} |
| Chromium | ${chromium} |
| Next, React, oidc-provider | ${['next', 'react', 'oidc-provider'].map(versionOf).join(', ')} |
`;
}

async function bench() {
  checkGround();
  const executablePath = await requireChromium(say);
  await buildIfNeeded(say);
  const before = load();
  say(`Load before: ${before}. Starting the site ${STARTS} times.`);
  const { home, metadata } = await measureStartUp({ startSite, times: STARTS });
  say(`Running the flow in a browser, ${COLD_RUNS} times cold and ${RUNS - 1} times warm.`);
  const { cold, warm, memory, version } = await measureInBrowser(executablePath);
  const [started = 0, ranOnce = 0, ranAll = 0] = memory;
  const after = load();

  /** @type {import('../bench/statistics.mjs').Measure[]} */
  const measures = [
    { name: 'Start-up: first answer of /', unit: 'ms', values: home, target: 4000 },
    { name: "Start-up: and of the house tenant's metadata", unit: 'ms', values: metadata, target: 4000 },
    { name: 'Idle memory after the start', unit: 'MB', values: [started], target: 300 },
    { name: 'Idle memory after one run', unit: 'MB', values: [ranOnce], target: 300 },
    { name: `Idle memory after ${RUNS} runs`, unit: 'MB', values: [ranAll], target: 300 },
    { name: 'Whole run: the first after the start', unit: 'ms', values: cold, target: 2000 },
    { name: 'Whole run: those after it', unit: 'ms', values: warm, target: 2000 },
  ];
  const table = toTable(measures);
  say(`\n${table}\n\nLoad after: ${after}`);
  mkdirSync(join(ROOT, 'bench/results'), { recursive: true });
  writeFileSync(join(ROOT, RESULTS), page({ table, before, after, chromium: version }));
  say(`Written to ${RESULTS}`);

  const missed = measures.filter((measure) => !isMet(measure));
  if (missed.length === 0) return;
  say(
    `Missed: ${missed.map(({ name }) => name).join('; ')}. A busy machine measures itself: look at its load.`,
  );
  process.exitCode = 1;
}

const closeAll = () => Promise.all([...open].map((close) => close()));
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await closeAll();
    process.exit(1);
  });
}

try {
  await bench();
} catch (error) {
  console.error(error instanceof Explained ? error.message : error);
  process.exitCode = 1;
} finally {
  await closeAll();
}
