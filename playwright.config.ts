import { defineConfig } from '@playwright/test';

const baseURL = process.env.PIXY_TEST_URL;
const executablePath = process.env.CHROMIUM_PATH;
if (baseURL === undefined || executablePath === undefined) {
  throw new Error('The browser tests need the site and a browser. `npm test -- e2e` brings both.');
}

/** Chromium's sandbox needs a user namespace, which root and most build machines do not have. */
const unsandboxed = process.getuid?.() === 0 || process.env.CI !== undefined;

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  reporter: 'list',
  // One server and one processor serve them all. A test that passes at the second try has failed.
  workers: 1,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 60_000,
  use: {
    baseURL,
    trace: 'off',
    launchOptions: {
      executablePath,
      args: [
        ...(unsandboxed ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
