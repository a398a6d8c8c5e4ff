/** The whole flow over HTTP, with nothing of the tenant or the API but what their doors show. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorizationCodePkce as flow } from '#lib/flow/index.ts';
import { createBrowserTransport } from '#lib/sandbox/browser.ts';
import { deleteTenant, putApi, putTenant } from '#lib/sandbox/control.ts';
import { newRun } from '#lib/sandbox/machine.ts';
import type { StepRun } from '#lib/sandbox/run.ts';
import { createStore, type Driver, performStep, readJourney, runToEnd } from '#lib/sandbox/run-to-end.ts';
import { createLogReader } from '#lib/sandbox/server-verdicts.ts';
import {
  demoUser,
  houseParties,
  timesheetsIdentifier,
  timesheetsTenant,
  visitorParties,
} from '#lib/scenario/defaults.ts';
import type { Parties } from '#lib/scenario/parties.ts';
import { calculateTenantId, generateTenantKey } from '#lib/scenario/tenant-key.ts';
import { createResourceServer } from '#resource-server/index.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { createHttpBrowser } from './http-browser.ts';

let tenants: TestServer;
let api: Server;
let apiUrl: string;

beforeAll(async () => {
  tenants = await startServer();
  const resourceServer = createResourceServer({ store: tenants.store, baseUrl: tenants.baseUrl });
  api = createServer(async (incoming, outgoing) => {
    const [, , tenant = '', ...path] = new URL(incoming.url ?? '/', apiUrl).pathname.split('/');
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const request = new Request(new URL(incoming.url ?? '/', apiUrl), {
      method: incoming.method ?? 'GET',
      headers: new Headers(incoming.headers as Record<string, string>),
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    const response = await resourceServer.handle(request, { tenant, path: `/${path.join('/')}` });
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => api.close(resolve));
  await tenants.close();
});

/** The same parties, with the API at the port that it has here. */
const atOurPorts = (parties: Parties): Parties => {
  const move = (url: string) => url.replace(tenants.baseUrl, apiUrl);
  const { url, logs_url: logs } = parties.api;
  return { ...parties, api: { url: move(url), logs_url: logs && move(logs) } };
};

interface Live extends Driver {
  readonly key: string;
  /** Does what the person does at the pages of the tenant. */
  readonly signIn: () => Promise<void>;
  readonly state: (step: string) => StepRun | undefined;
}

function live(parties: Parties, key: string, person: Readonly<Record<string, string>> = credentials): Live {
  const store = createStore(flow, newRun(flow, atOurPorts(parties)));
  const browser = createHttpBrowser();
  let way: Promise<void> = Promise.resolve();
  const open = (url: string) => {
    const ends = [parties.app.redirect_uri, parties.app.post_logout_redirect_uri];
    way = browser.journey(url, ends, person).then((back) => {
      store.dispatch({ type: 'arrived', url: back, at: Date.now() });
    });
    // Whoever waits for the journey hears of a failure; until then nobody does.
    way.catch(() => {});
  };
  const transport = createBrowserTransport({ open, key: () => key });
  const logs = createLogReader(transport);
  return { flow, store, transport, logs, key, signIn: () => way, state: (step) => store.get().steps[step] };
}

const credentials = { username: demoUser.email, password: demoUser.password };

async function visit(lifetime = 86_400): Promise<Live> {
  const key = generateTenantKey((bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
  const settings = timesheetsTenant(tenants.baseUrl);
  const [timesheets] = settings.resource_servers ?? [];
  if (!timesheets) throw new Error('no API');
  const run = live(visitorParties(tenants.baseUrl, await calculateTenantId(key)), key);
  const made = await putTenant(
    run.transport,
    { baseUrl: tenants.baseUrl, key },
    { ...settings, resource_servers: [{ ...timesheets, token_lifetime: lifetime }] },
  );
  expect(made).toMatchObject({ ok: true, value: { created: true } });
  return run;
}

const ids = flow.steps.map(({ id }) => id);
const upTo = (id: string) => ids.slice(0, ids.indexOf(id as (typeof ids)[number]));

/** Performs the steps one by one, as a reader does. */
async function walk(run: Live, steps: readonly string[]): Promise<void> {
  for (const id of steps) {
    const step = flow.steps.find((each) => each.id === id);
    if (step?.kind === 'interaction') {
      await run.signIn();
      await readJourney(run);
    } else await performStep(run, id);
    expect(run.state(id), id).toMatchObject({ status: 'done' });
  }
}

const toEnd = (run: Live) => runToEnd(run, { signIn: run.signIn, signal: AbortSignal.timeout(15_000) });

describe('a visitor’s tenant', () => {
  test('the whole run: every step done, and each server says what it checked', async () => {
    const run = await visit();
    expect(await toEnd(run)).toEqual({ ended: 'complete' });
    expect(ids.map((id) => run.state(id)?.status)).toEqual(ids.map(() => 'done'));

    const { values, trace } = run.store.get();
    expect(values.sub).toBe(demoUser.user_id);
    expect(values.granted_scope?.split(' ')).toEqual(expect.arrayContaining(['openid', 'read:timesheets']));
    expect(JSON.parse(values.timesheets ?? '')).toMatchObject({ sub: demoUser.user_id });
    expect(
      trace.filter((entry) => entry.kind === 'exchange').every(({ response }) => response?.status === 200),
    ).toBe(true);
    for (const id of [
      'authorization-request',
      'token-request',
      'api-request',
      'refresh-request',
      'revocation-request',
    ]) {
      const state = run.state(id);
      expect(state, id).toMatchObject({ status: 'done' });
      expect(state && 'verdicts' in state ? state.verdicts.length : 0, id).toBeGreaterThan(0);
    }

    expect(tenants.failures).toEqual([]);
  });

  test('no token, code, verifier or password is in any log', async () => {
    const run = await visit();
    expect(await toEnd(run)).toEqual({ ended: 'complete' });
    const { values, parties } = run.store.get();
    const logs = JSON.stringify([
      await run.transport.readLogs(parties.tenant.logs_url ?? '', null),
      await run.transport.readLogs(parties.api.logs_url ?? '', null),
    ]);
    expect(logs).toContain('seacft');
    const secrets = [
      values.code,
      values.code_verifier,
      values.access_token,
      values.refresh_token,
      values.id_token,
    ];
    for (const secret of [...secrets, demoUser.password, run.key]) {
      expect(secret).toEqual(expect.stringMatching(/.{8}/));
      expect(logs.includes(secret ?? '')).toBe(false);
    }
  });

  test('RFC 6749 Section 4.1.2: a code that is sent twice is refused, and its tokens die', async () => {
    const run = await visit();
    await walk(run, upTo('signing-keys'));
    await performStep(run, 'token-request');
    expect(run.state('token-request')).toMatchObject({ status: 'refused', error: 'invalid_grant' });
    expect(run.state('token-request')).toHaveProperty(
      'verdicts',
      expect.arrayContaining([expect.objectContaining({ verdict: 'fail' })]),
    );
    // The first answer's values are still there, so the app can go on and find out.
    await walk(run, ['signing-keys', 'id-token-validation']);
    await performStep(run, 'api-request');
    await performStep(run, 'refresh-request');
    expect(run.state('refresh-request')).toMatchObject({ status: 'refused', error: 'invalid_grant' });
  });

  test('RFC 7636 Section 4.6: a verifier made anew does not fit the code', async () => {
    const run = await visit();
    await walk(run, upTo('token-request'));
    await performStep(run, 'code-verifier');
    expect(run.state('code-challenge')).toMatchObject({
      status: 'stale',
      because: 'code_verifier has changed since.',
    });
    expect(run.state('authorization-request')).toMatchObject({ status: 'stale' });
    // The page warns, and the tenant finds out.
    await performStep(run, 'token-request');
    expect(run.state('token-request')).toMatchObject({
      status: 'refused',
      error: 'invalid_grant',
      description: 'Failed to verify code verifier',
    });
    await walk(run, upTo('signing-keys').slice(upTo('code-challenge').length));
  });

  test('a short token_lifetime: the API answers 401 for real, and the refresh token helps', async () => {
    const run = await visit(1);
    await walk(run, upTo('api-request'));
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await performStep(run, 'api-request');
    expect(run.state('api-request')).toMatchObject({ status: 'refused', error: 'invalid_token' });
    await walk(run, ['refresh-request', 'api-request-again']);
  });

  test('an API that expects another audience refuses a good token, and says so in its own log', async () => {
    const run = await visit();
    await walk(run, upTo('api-request'));
    const { issuer } = run.store.get().parties.tenant;
    const changed = await putApi(
      run.transport,
      { baseUrl: apiUrl, key: run.key },
      { issuer, audience: 'https://elsewhere.example.com/' },
    );
    expect(changed).toMatchObject({ ok: true });
    await performStep(run, 'api-request');
    expect(run.state('api-request')).toMatchObject({ status: 'refused', error: 'invalid_token' });
    const state = run.state('api-request');
    const verdicts = state && 'verdicts' in state ? state.verdicts : [];
    expect(verdicts.find(({ verdict }) => verdict === 'fail')?.actual).toContain(timesheetsIdentifier);
  });

  test('a tenant that was thrown away is named as such', async () => {
    const run = await visit();
    expect(await deleteTenant(run.transport, { baseUrl: tenants.baseUrl, key: run.key })).toMatchObject({
      ok: true,
    });
    await performStep(run, 'configure');
    expect(run.state('configure')).toMatchObject({ status: 'refused', error: 'unknown_tenant' });
  });

  test('a wrong password leads nowhere, and the run waits for the person', async () => {
    const key = (await visit()).key;
    const parties = visitorParties(tenants.baseUrl, await calculateTenantId(key));
    const run = live(parties, key, { ...credentials, password: 'not the password' });
    await walk(run, upTo('login'));
    await expect(run.signIn()).rejects.toThrow();
    expect(run.state('login')).toMatchObject({ status: 'running' });
    expect(run.state('authorization-response')).toMatchObject({ status: 'locked' });
  });
});

test('the house tenant: the whole run, with what the app itself can check', async () => {
  const run = live(houseParties(tenants.baseUrl), '');
  expect(await toEnd(run)).toEqual({ ended: 'complete' });
  expect(run.state('api-request')).toMatchObject({ status: 'done', verdicts: [] });
});

test('a server that is gone is unreachable, in words', async () => {
  const run = live(
    { ...houseParties(tenants.baseUrl), tenant: { issuer: 'http://127.0.0.1:9/', logs_url: null } },
    '',
  );
  await performStep(run, 'configure');
  expect(run.state('configure')).toMatchObject({
    status: 'unreachable',
    cause: expect.stringContaining('http://127.0.0.1:9 did not answer'),
  });
});
