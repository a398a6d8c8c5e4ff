/** A site of a test's own, from the same build: to be stopped, started again and looked into. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { freePort, loopback, serve } from '../../scripts/site.mjs';
import { test as base } from './test.ts';

export { expect } from './test.ts';

export interface OwnSite {
  readonly url: string;
  /** Ends the server. What it kept stays. */
  readonly stop: () => Promise<void>;
  /** Starts it again at the same address. */
  readonly start: () => Promise<void>;
  /** Takes away everything that it kept. It must be stopped. */
  readonly forget: () => Promise<void>;
  /** Everything that it printed. */
  readonly printed: () => string;
  /** Every byte that it keeps on disk, one character each. */
  readonly stored: () => Promise<string>;
}

async function openSite(): Promise<OwnSite> {
  const folder = await mkdtemp(join(tmpdir(), 'pixy-e2e-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const printed: string[] = [];
  const log = new Writable({
    write(chunk, _, done) {
      printed.push(String(chunk));
      done();
    },
  });
  let running: Awaited<ReturnType<typeof serve>> | null = null;
  return {
    url,
    async start() {
      const env = { APP_BASE_URL: url, DATABASE_URL: `file:${join(folder, 'pixy.db')}` };
      running = await serve({ port, host: await loopback(), log, env });
    },
    async stop() {
      await running?.stop();
      running = null;
    },
    async forget() {
      for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
    },
    printed: () => printed.join(''),
    async stored() {
      const names = await readdir(folder);
      const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')));
      return files.join('\n');
    },
  };
}

/** Like `test`, but the pages are those of the test's own site. */
export const test = base.extend<{ readonly site: OwnSite }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
  site: async ({}, use) => {
    const site = await openSite();
    await site.start();
    await use(site);
    await site.stop();
    await site.forget();
  },
  baseURL: async ({ site }, use) => {
    await use(site.url);
  },
});
