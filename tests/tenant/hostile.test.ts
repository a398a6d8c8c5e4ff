/** Requests that mean harm, or mean nothing: each gets an answer that is no failure of the server. */
import { get, type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoUser, nativeClientId } from '#lib/scenario/defaults.ts';
import { action, Browser, field } from '../support/browser.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { settingsWith, TestTenant } from '../support/tenant.ts';

let server: TestServer;
let tenant: TestTenant;
beforeAll(async () => {
  server = await startServer();
  const skip = { skip_non_verifiable_callback_uri_confirmation_prompt: true };
  tenant = await TestTenant.create(server, settingsWith(server.baseUrl, { tenant: skip }));
});
afterAll(async () => {
  expect(server.failures).toEqual([]);
  await server.close();
});

const PATHS = [
  ...['.well-known/openid-configuration', '.well-known/jwks.json', 'authorize', 'authorize/x', 'oauth/token'],
  ...[
    'oauth/revoke',
    'userinfo',
    'oidc/logout',
    'v2/logout',
    'u/login',
    'u/signup',
    'u/consent',
    'u/confirm',
  ],
  ...['u/cancel', 'pixy/settings', 'pixy/logs', '', 'nothing', '%2e%2e/', 'constructor', '__proto__'],
];
const VALUES = [
  ...[
    '',
    '\0',
    '\0'.repeat(50),
    '%',
    '%zz',
    '%00',
    '\u{1f600}',
    '\ud800',
    'a'.repeat(7_000),
    '{}',
    '[]',
    'null',
  ],
  ...['__proto__', 'constructor', "' or 1=1 --", '<script>alert(1)</script>', '../../etc/passwd', '\r\nx: y'],
  ...[
    'urn:pixy:audience:eA',
    'pixy:none',
    'javascript:alert(1)',
    'http://[',
    'http://\u0000',
    '-1',
    '1e309',
    'NaN',
  ],
];
const NAMES = [
  ...[
    'client_id',
    'redirect_uri',
    'response_type',
    'response_mode',
    'scope',
    'audience',
    'resource',
    'state',
  ],
  ...['nonce', 'prompt', 'max_age', 'login_hint', 'id_token_hint', 'code_challenge', 'code_challenge_method'],
  ...[
    'screen_hint',
    'connection',
    'request',
    'request_uri',
    'registration',
    'claims',
    'pixy_request',
    'display',
  ],
];

/** No answer may be the server's own failure, whatever the request. */
async function answered(response: Response, what: unknown): Promise<void> {
  await response.body?.cancel();
  expect([what, response.status < 500]).toEqual([what, true]);
  expect([what, response.headers.get('x-content-type-options')]).toEqual([what, 'nosniff']);
}

test('every parameter of /authorize takes every value', async () => {
  const browser = new Browser();
  await tenant.login({}, browser);
  for (const name of NAMES) {
    for (const value of VALUES) {
      const url = tenant.authorizationRequest({ [name]: value });
      if (url.length > 8_500) continue;
      await answered(await browser.get(url), [name, value.slice(0, 40)]);
    }
  }
}, 120_000);

test('every parameter of the token, revocation and logout endpoints takes every value', async () => {
  const forms = [
    ['oauth/token', 'grant_type', 'client_id', 'client_secret', 'code', 'code_verifier', 'redirect_uri'],
    ['oauth/token', 'refresh_token', 'scope', 'resource', 'authorization_details', 'client_assertion'],
    ['oauth/revoke', 'client_id', 'token', 'token_type_hint'],
    ['oidc/logout', 'id_token_hint', 'post_logout_redirect_uri', 'state', 'client_id', 'xsrf', 'logout_hint'],
  ];
  for (const [path = '', ...names] of forms) {
    for (const name of names) {
      for (const value of VALUES) {
        for (const grant_type of ['authorization_code', 'refresh_token']) {
          const form = {
            ...{ grant_type, client_id: nativeClientId, code: 'x', refresh_token: 'v1.x' },
            ...{ redirect_uri: tenant.callback, code_verifier: 'x'.repeat(43), token: 'x' },
            [name]: value,
          };
          const response = await fetch(`${tenant.issuer}${path}`, {
            method: 'POST',
            body: new URLSearchParams(form),
            redirect: 'manual',
          });
          await answered(response, [path, name, value.slice(0, 40)]);
        }
      }
    }
  }
}, 120_000);

test('every path takes every method, type and body', async () => {
  for (const path of PATHS) {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const types = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data', 'x', ''];
      for (const type of method === 'GET' || method === 'HEAD' ? [''] : types) {
        for (const body of type === '' ? [undefined] : ['', '{', '%', 'state=%E0%A4%A']) {
          const response = await fetch(`${tenant.issuer}${path}`, {
            method,
            redirect: 'manual',
            headers: { accept: 'text/html', ...(type && { 'content-type': type }) },
            ...(body !== undefined && { body }),
          });
          await answered(response, [method, path, type, body]);
        }
      }
    }
  }
}, 120_000);

test('every header takes every value that HTTP lets through', async () => {
  const values = [
    '%',
    'a=b; c',
    '=',
    ';;;',
    'x'.repeat(4_000),
    '__proto__=1',
    'Bearer',
    'Bearer  ',
    'Basic',
    'Basic ====',
    'Basic eA==',
    'é',
  ];
  for (const name of [
    'cookie',
    'authorization',
    'accept',
    'origin',
    'user-agent',
    'x-forwarded-for',
    'x-pixy-key',
    'sec-fetch-dest',
    'x-forwarded-host',
    'x-forwarded-proto',
  ]) {
    for (const value of values) {
      for (const path of [
        'authorize',
        'userinfo',
        'oauth/token',
        'u/login?state=x',
        'pixy/settings',
        'oidc/logout',
      ]) {
        const method = path === 'oauth/token' ? 'POST' : 'GET';
        const response = await fetch(`${tenant.issuer}${path}`, {
          ...{ method, redirect: 'manual' as const },
          headers: { [name]: value },
        });
        await answered(response, [name, value.slice(0, 40), path]);
      }
    }
  }
}, 120_000);

test('cookies of every kind', async () => {
  for (const value of ['', '%', 'x'.repeat(3_000), '"', 'a b', '\u00e9', '__proto__']) {
    const cookie = ['auth0', 'auth0_resume', 'did', 'auth0_interaction']
      .map((name) => `${name}_${tenant.id}=${value}`)
      .join('; ');
    for (const path of ['authorize/abc', 'u/login?state=abc', 'oidc/logout']) {
      const headers = { cookie };
      await answered(await fetch(`${tenant.issuer}${path}`, { headers, redirect: 'manual' }), [path, value]);
    }
    await answered(await new Browser().get(tenant.authorizationRequest(), { cookie }), value);
  }
});

test('the forms of the pages take every value', async () => {
  const browser = new Browser();
  for (const value of VALUES) {
    const page = await browser.get(
      new URL((await tenant.authorize({}, browser)).headers.get('location') ?? '', server.baseUrl).href,
    );
    const html = await page.text();
    const target = new URL(action(html), tenant.issuer).href;
    const state = field(html, 'state');
    for (const form of [
      { state, username: value, password: demoUser.password },
      { state, username: demoUser.email, password: value },
      { state: value, username: demoUser.email, password: demoUser.password },
    ]) {
      await answered(await browser.post(target, form), ['login', value.slice(0, 40)]);
      await answered(await browser.post(target.replace('login', 'signup'), form), [
        'signup',
        value.slice(0, 40),
      ]);
      await answered(await browser.post(target.replace('login', 'consent'), form), [
        'consent',
        value.slice(0, 40),
      ]);
      await answered(await browser.post(target.replace('login', 'confirm'), form), [
        'confirm',
        value.slice(0, 40),
      ]);
    }
  }
}, 60_000);

test('a state of 4 KB comes back whole; a request that is too long is 414', async () => {
  const state = 's'.repeat(4_096);
  const callback = await tenant.login({ state });
  expect(callback.searchParams.get('state')).toBe(state);
  const response = await tenant.authorize({ state: 's'.repeat(9_000) });
  expect(response.status).toBe(414);
});

test('what is shown is text: nothing of a request becomes markup', async () => {
  const evil = '"><img src=x onerror=alert(1)>';
  const mismatch = await (await tenant.authorize({ client_id: evil })).text();
  expect(mismatch).not.toContain('<img');
  const browser = new Browser();
  const { response } = await browser.follow(
    await tenant.authorize({ login_hint: evil }, browser),
    server.baseUrl,
  );
  expect(await response.text()).not.toContain('<img');
});

test('the Host header decides nothing: every address is one of the base URL', async () => {
  const evil = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
  const request = new URL(tenant.authorizationRequest());
  const first = await send(request.pathname + request.search, evil);
  const cookie = (first.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
  const login = await fetch(new URL(first.headers.location ?? '', server.baseUrl), { headers: { cookie } });
  const state = field(await login.text(), 'state');
  const sent = await fetch(`${tenant.issuer}u/login`, {
    method: 'POST',
    body: new URLSearchParams({ state, username: demoUser.email, password: demoUser.password }),
    headers: { cookie },
    redirect: 'manual',
  });
  expect(sent.headers.get('location')?.startsWith(`${tenant.issuer}authorize/`)).toBe(true);
  const metadata = await send(new URL(`${tenant.issuer}.well-known/openid-configuration`).pathname, evil);
  expect(metadata.body).toContain(tenant.issuer);
  expect(metadata.body).not.toContain('evil.example');
});

interface RawAnswer {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request with the headers as given, `Host` included. */
const send = (path: string, headers: Record<string, string>): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(server.baseUrl);
    get({ host: '127.0.0.1', port, path, headers }, (incoming) => {
      let body = '';
      incoming.setEncoding('utf8').on('data', (chunk) => {
        body += chunk;
      });
      incoming.on('end', () => resolve({ headers: incoming.headers, body }));
    }).on('error', reject);
  });

describe('the answer never depends on', () => {
  test('parameters that only the tenant may set', async () => {
    const browser = new Browser();
    const kept = JSON.stringify({ mode: 'query', redirectUriSent: false, offline: true, modeTwice: false });
    const code = await tenant.code({ pixy_request: kept }, browser);
    const response = await tenant.redeem(code, { redirect_uri: undefined });
    expect(response.status).toBe(400);
  });
});
