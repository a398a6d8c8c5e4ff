/** The same flow against a tenant that is not ours: nothing changes but the parties. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { authorizationCodePkce as flow } from '#lib/flow/index.ts';
import { createBrowserTransport } from '#lib/sandbox/browser.ts';
import { awaited, newRun } from '#lib/sandbox/machine.ts';
import { createStore, runToEnd } from '#lib/sandbox/run-to-end.ts';
import type { Parties } from '#lib/scenario/parties.ts';
import { createHttpBrowser } from './http-browser.ts';

let server: Server;
let parties: Parties;

beforeAll(async () => {
  // It speaks up about every default that it is left with, and its defaults are what is wanted here.
  for (const level of ['info', 'warn'] as const) vi.spyOn(console, level).mockImplementation(() => {});
  const { default: Provider } = await import('oidc-provider');
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const redirectUri = 'com.example.timesheets:/callback';
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'plain',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [`${redirectUri}/logout`],
        grant_types: ['authorization_code', 'refresh_token'],
      },
    ],
    cookies: { keys: ['for this test only'] },
    features: { revocation: { enabled: true }, devInteractions: { enabled: true } },
    issueRefreshToken: async () => true,
  });
  server.on('request', provider.callback());
  parties = {
    tenant: { issuer, logs_url: null },
    app: {
      client_id: 'plain',
      redirect_uri: redirectUri,
      post_logout_redirect_uri: `${redirectUri}/logout`,
      scope: 'openid',
      audience: '',
    },
    // It has no API of its own, but its userinfo endpoint takes a bearer token like any other.
    api: { url: `${issuer}/me`, logs_url: null },
  };
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test('a plain oidc-provider on another port: the whole flow, every step done', async () => {
  const store = createStore(flow, newRun(flow, parties));
  const browser = createHttpBrowser();
  const person = { login: 'ada', password: 'anything' };
  const opened: Promise<void>[] = [];

  const open = (url: string) => {
    const ends = [parties.app.redirect_uri, parties.app.post_logout_redirect_uri];
    opened.push(
      browser.journey(url, ends, person).then((back) => {
        store.dispatch({ type: 'arrived', url: back, at: Date.now() });
      }),
    );
  };
  const transport = createBrowserTransport({ open, key: () => null });
  const signIn = async () => {
    await opened.at(-1);
  };

  const ending = await runToEnd({ flow, store, transport }, { signIn, signal: AbortSignal.timeout(15_000) });
  expect(ending).toEqual({ ended: 'complete' });
  expect(awaited(flow, store.get())).toBeNull();
  const { values, steps } = store.get();
  expect(Object.values(steps).map(({ status }) => status)).toEqual(flow.steps.map(() => 'done'));
  expect(values.sub).toBe('ada');
  expect(values.timesheets).toBe('{"sub":"ada"}');
});
