/**
 * Another server: a plain oidc-provider, and nothing of the run changes but the parties. What that server does
 * differently shows where it happens, in words.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { authorizationCodePkce as flow } from '#lib/flow/index.ts';
import { createBrowserTransport } from '#lib/sandbox/browser.ts';
import { newRun } from '#lib/sandbox/machine.ts';
import type { Run } from '#lib/sandbox/run.ts';
import { createStore, type Ending, runToEnd } from '#lib/sandbox/run-to-end.ts';
import { timesheetsIdentifier } from '#lib/scenario/defaults.ts';
import type { Parties } from '#lib/scenario/parties.ts';
import { createResourceServer } from '#resource-server/index.ts';
import { openStore, type Store } from '#store/index.ts';
import { createHttpBrowser } from '../sandbox/http-browser.ts';

const clientId = 'timesheets-elsewhere';
const redirectUri = 'com.example.timesheets:/callback';
const accountId = 'grace';

let folder: string;
let store: Store;
const servers: Server[] = [];
let issuer: string;
let timesheetsApi: string;

/** Listens on a free port; the address is known before the listener is made. */
async function listen(listener: (origin: string) => Promise<RequestListener>): Promise<string> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on('request', await listener(origin));
  return origin;
}

/** As it comes: one registered app, one account, and a login page that asks nobody anything. */
async function plainProvider(origin: string): Promise<RequestListener> {
  const { default: Provider } = await import('oidc-provider');
  const provider = new Provider(origin, {
    clients: [
      {
        client_id: clientId,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [`${redirectUri}/logout`],
        grant_types: ['authorization_code', 'refresh_token'],
      },
    ],
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    cookies: { keys: ['for this test only'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    // By default it issues one only where the app asks with `prompt=consent` (OpenID Connect Core Section 11).
    issueRefreshToken: async () => true,
  });
  const serve = provider.callback();

  return async (incoming, outgoing) => {
    if (!incoming.url?.startsWith('/interaction/')) return serve(incoming, outgoing);
    const { params } = await provider.interactionDetails(incoming, outgoing);
    const grant = new provider.Grant({ accountId, clientId: String(params.client_id) });
    grant.addOIDCScope(String(params.scope));
    const result = { login: { accountId }, consent: { grantId: await grant.save() } };
    return provider.interactionFinished(incoming, outgoing, result);
  };
}

/** The sample API, which trusts its own tenant and no other. */
async function timesheets(origin: string): Promise<RequestListener> {
  const api = createResourceServer({ store, baseUrl: origin });
  return async (incoming, outgoing) => {
    const { authorization = '' } = incoming.headers;
    const request = new Request(`${origin}${incoming.url}`, { headers: { authorization } });
    const response = await api.handle(request, { tenant: 'root', path: '/timesheets' });
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(await response.text());
  };
}

beforeAll(async () => {
  // It speaks up about every default that it is left with, and its defaults are what is wanted here.
  for (const level of ['info', 'warn'] as const) vi.spyOn(console, level).mockImplementation(() => {});
  folder = await mkdtemp(join(tmpdir(), 'pixy-spine-'));
  store = await openStore(`file:${join(folder, 'pixy.db')}`);
  issuer = await listen(plainProvider);
  timesheetsApi = `${await listen(timesheets)}/api/root/timesheets`;
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

/** The one object: whom the run talks to. */
const elsewhere = (api: string): Parties => ({
  tenant: { issuer, logs_url: null },
  app: {
    client_id: clientId,
    redirect_uri: redirectUri,
    post_logout_redirect_uri: `${redirectUri}/logout`,
    scope: 'openid offline_access',
    audience: timesheetsIdentifier,
  },
  api: { url: api, logs_url: null },
});

/** Runs the flow of the quickstart, and goes on after a refused request as an app may. */
async function goThrough(
  parties: Parties,
): Promise<{ readonly run: Run; readonly endings: readonly Ending[] }> {
  const runs = createStore(flow, newRun(flow, parties));
  const browser = createHttpBrowser();
  let way: Promise<void> = Promise.resolve();
  const open = (url: string) => {
    const ends = [parties.app.redirect_uri, parties.app.post_logout_redirect_uri];
    way = browser.journey(url, ends, {}).then((back) => {
      runs.dispatch({ type: 'arrived', url: back, at: Date.now() });
    });
    // Whoever waits for the journey hears of a failure; until then nobody does.
    way.catch(() => {});
  };
  const transport = createBrowserTransport({ open, key: () => null });
  const driver = { flow, store: runs, transport };
  const endings: Ending[] = [];
  const tried = new Set<string>();
  for (;;) {
    const ending = await runToEnd(driver, { signIn: () => way, signal: AbortSignal.timeout(15_000) });
    endings.push(ending);
    if (ending.ended !== 'stopped' || tried.has(ending.step)) return { run: runs.get(), endings };
    tried.add(ending.step);
  }
}

describe('a plain oidc-provider', () => {
  let run: Run;
  let endings: readonly Ending[];

  beforeAll(async () => {
    ({ run, endings } = await goThrough(elsewhere(timesheetsApi)));
  });

  test.each([
    'configure',
    'authorization-request',
    'login',
    'authorization-response',
    'token-request',
    'signing-keys',
    'id-token-validation',
    'refresh-request',
  ])('%s is done', (id) => {
    expect(run.steps[id]).toMatchObject({ status: 'done' });
  });

  test('OpenID Connect Core Section 3.1.3.7: its ID token is validated with its own keys', () => {
    expect(run.values.sub).toBe(accountId);
    const state = run.steps['id-token-validation'];
    const verdicts = state && 'verdicts' in state ? state.verdicts : [];
    expect(verdicts.length).toBeGreaterThan(5);
    expect(verdicts.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    const passed = verdicts.filter(({ verdict }) => verdict === 'pass').map(({ check }) => check);
    expect(passed).toEqual(
      expect.arrayContaining([
        'iss is the issuer the app was configured with',
        'The tenant publishes the key that signed it',
        'The signature is valid',
        'nonce is the one that was sent',
      ]),
    );
  });

  test('RFC 6749 Section 6: the refresh brings another access token', () => {
    const tokens = run.trace.flatMap((entry) =>
      entry.kind === 'exchange' && ['token-request', 'refresh-request'].includes(entry.step ?? '')
        ? [JSON.parse(entry.response?.body ?? '{}').access_token as unknown]
        : [],
    );
    expect(tokens).toEqual([expect.any(String), run.values.access_token]);
    expect(new Set(tokens).size).toBe(2);
  });

  test.each(['api-request', 'api-request-again'])(
    'RFC 6750 Section 3.1: %s is refused by an API that cannot read its opaque token',
    (id) => {
      // Its access token is a reference that only the provider can look up; the API takes JWTs of its own tenant.
      expect(run.values.access_token).not.toContain('.');
      expect(run.steps[id]).toMatchObject({ status: 'refused', error: 'invalid_token' });
      const answers = run.trace.filter((entry) => entry.kind === 'exchange' && entry.step === id);
      expect(answers.length).toBeGreaterThan(0);
      for (const answer of answers) {
        expect(answer).toHaveProperty('response.status', 401);
        expect(answer).toHaveProperty(
          'response.headers',
          expect.arrayContaining([['www-authenticate', expect.stringContaining('error="invalid_token"')]]),
        );
      }
      expect(endings).toContainEqual(expect.objectContaining({ ended: 'stopped', step: id }));
    },
  );

  test('nothing was sent to anybody but the parties', () => {
    const { app } = run.parties;
    const addresses = run.trace.flatMap((entry) =>
      entry.kind === 'exchange' ? [entry.request.url] : entry.kind === 'redirect' ? [entry.url] : [],
    );
    expect(addresses.length).toBeGreaterThan(7);
    const known = [`${issuer}/`, timesheetsApi, app.redirect_uri];
    expect(addresses.filter((url) => !known.some((party) => url.startsWith(party)))).toEqual([]);
  });
});

test('its own resource takes the same token, and what it does not offer is named', async () => {
  const { run, endings } = await goThrough(elsewhere(`${issuer}/me`));
  expect(run.steps['api-request']).toMatchObject({ status: 'done' });
  expect(run.steps['api-request-again']).toMatchObject({ status: 'done' });
  expect(JSON.parse(run.values.timesheets ?? '')).toEqual({ sub: accountId });
  // The first step for which the provider's metadata name no endpoint.
  const missing = flow.steps.flatMap((step) =>
    'endpoint' in step && run.values[step.endpoint] === undefined ? [step] : [],
  )[0];
  expect(missing).toBeDefined();
  expect(endings[0]).toEqual({
    ended: 'stopped',
    step: missing?.id,
    because: expect.stringContaining(`It needs ${missing?.endpoint}`),
  });
});
