/** A single-page app that is made with @auth0/auth0-spa-js, in Chromium. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import type { Auth0Client, createAuth0Client, User } from '@auth0/auth0-spa-js';
import { type Browser, type BrowserContext, chromium, type Page, type Request } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { demoUser, timesheetsIdentifier } from '#lib/scenario/defaults.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { callApi, site } from './house.ts';

declare global {
  interface Window {
    auth0: { createAuth0Client: typeof createAuth0Client };
    client: Auth0Client;
  }
}

/** Vite's address, which the house knows. The browser is told that it leads to this test, on whichever port. */
const app = 'http://localhost:5173';
/** The file that a page loads with a script element; the package's entry is one for Node. */
const entry = createRequire(import.meta.url).resolve('@auth0/auth0-spa-js');
const sdk = join(dirname(entry), '..', 'auth0-spa-js.production.js');

/** As in the SDK's own quickstart. */
const page = (options: object) => `<!doctype html>
<html lang="en">
  <head><title>Timesheets</title><script src="/auth0-spa-js.js"></script></head>
  <body>
    <script type="module">
      const client = await auth0.createAuth0Client(${JSON.stringify(options)});
      if (location.search.includes('code=')) {
        await client.handleRedirectCallback();
        history.replaceState({}, '', '/');
      }
      window.client = client;
      document.body.dataset.ready = '';
    </script>
  </body>
</html>`;

let browser: Browser;
let context: BrowserContext;
let tab: Page;
let requests: Request[];

let html = '';
const server = createServer(async (request, response) => {
  const [path] = (request.url ?? '').split('?');
  if (path === '/') response.setHeader('content-type', 'text/html').end(html);
  else if (path === '/auth0-spa-js.js') {
    response.setHeader('content-type', 'text/javascript').end(await readFile(sdk, 'utf8'));
  } else response.writeHead(404).end();
});

beforeAll(async () => {
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('There is no Chromium. Run: npm test -- interop');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-quic',
      `--host-resolver-rules=MAP ${new URL(app).host} 127.0.0.1:${port}`,
    ],
  });
});
afterAll(async () => {
  await browser.close();
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(async () => {
  requests = [];
  context = await browser.newContext();
  context.setDefaultTimeout(15_000);
  context.on('request', (request) => requests.push(request));
});
afterEach(() => context.close());

/** Opens the app with the SDK's defaults and these options. */
async function openApp(options: object): Promise<void> {
  html = page({
    domain: site,
    clientId: 'timesheets-spa',
    authorizationParams: {
      redirect_uri: app,
      audience: timesheetsIdentifier,
      scope: 'openid profile email read:timesheets',
    },
    ...options,
  });
  tab = await context.newPage();
  await tab.goto(app);
  await ready();
}

const ready = () => tab.waitForSelector('body[data-ready]', { state: 'attached' });

async function logIn(): Promise<void> {
  await tab.evaluate(() => window.client.loginWithRedirect());
  await tab.getByLabel('Email address').fill(demoUser.email);
  await tab.getByLabel('Password', { exact: true }).fill(demoUser.password);
  await tab.getByRole('button', { name: 'Continue' }).click();
  await tab.waitForURL(`${app}/**`);
  await ready();
}

const user = (): Promise<User | undefined> => tab.evaluate(() => window.client.getUser());
async function token(cacheMode: 'on' | 'off'): Promise<string> {
  const got = await tab.evaluate((mode) => window.client.getTokenSilently({ cacheMode: mode }), cacheMode);
  if (got === undefined) throw new Error('The SDK gave no access token.');
  return got;
}

/** `grant_type` of each token request, in order. */
const grants = () =>
  requests
    .filter((request) => request.method() === 'POST' && request.url() === `${site}/oauth/token`)
    .map((request) => new URLSearchParams(request.postData() ?? '').get('grant_type'));

async function logOut(): Promise<void> {
  await tab.evaluate(() => window.client.logout({ logoutParams: { returnTo: location.origin } }));
  await tab.waitForURL(`${app}/**`);
  await ready();
}

test('refresh tokens in memory: logs in, refreshes in its worker, logs out', async () => {
  await openApp({ useRefreshTokens: true, cacheLocation: 'memory' });
  expect(await user()).toBeUndefined();
  await logIn();
  expect(await user()).toMatchObject({ sub: demoUser.user_id, email: demoUser.email });
  expect(await callApi(await token('on'))).toMatchObject({ status: 200, body: { sub: demoUser.user_id } });
  expect(grants()).toEqual(['authorization_code']);

  expect(await callApi(await token('off'))).toMatchObject({ status: 200 });
  await token('off');
  expect(grants()).toEqual(['authorization_code', 'refresh_token', 'refresh_token']);
  // The worker alone holds the refresh token.
  expect(tab.workers()).toHaveLength(1);

  await logOut();
  expect(await user()).toBeUndefined();
  await logIn();
});

test('the SDK’s defaults: refreshes in a frame of the tenant, also after a reload', async () => {
  await openApp({});
  await logIn();
  await token('off');
  expect(grants()).toEqual(['authorization_code', 'authorization_code']);
  await tab.reload();
  await ready();
  expect(await callApi(await token('on'))).toMatchObject({ status: 200 });
  expect(await user()).toMatchObject({ sub: demoUser.user_id });

  await logOut();
  await expect(token('on')).rejects.toThrow('Login required');
});
