/** The headers of every kind of answer. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoUser, privateUseCallback } from '#lib/scenario/defaults.ts';
import { Browser } from '../support/browser.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { settingsWith, TestTenant } from '../support/tenant.ts';

let server: TestServer;
let tenant: TestTenant;
beforeAll(async () => {
  server = await startServer();
  tenant = await TestTenant.create(server, settingsWith(server.baseUrl));
});
afterAll(async () => {
  expect(server.failures).toEqual([]);
  await server.close();
});

const DATA = "default-src 'none'; frame-ancestors 'none'";
const PAGE =
  /^default-src 'none'; style-src 'sha256-[^']+'; img-src data:; form-action 'self'( \S+)?; frame-ancestors 'self'; base-uri 'none'$/;

type Kind = 'page' | 'data' | 'redirect';

const answers: readonly [string, Kind, () => Promise<Response>][] = [
  ['metadata', 'data', () => fetch(`${tenant.issuer}.well-known/openid-configuration`)],
  ['keys', 'data', () => fetch(`${tenant.issuer}.well-known/jwks.json`)],
  ['the way to the login page', 'redirect', () => tenant.authorize()],
  ['the login page', 'page', () => page()],
  ['the sign-up page', 'page', () => page({ screen_hint: 'signup' })],
  ['the error page', 'page', () => tenant.authorize({ client_id: 'nobody' })],
  ['a lost session', 'page', () => fetch(`${tenant.issuer}u/login?state=x`)],
  ['the confirmation page', 'page', () => again()],
  ['tokens', 'data', async () => tenant.redeem(await tenant.code())],
  ['a refused token request', 'data', () => tenant.redeem('nothing')],
  ['user info', 'data', async () => tenant.userinfo((await tenant.tokens()).access_token)],
  ['refused user info', 'data', () => tenant.userinfo('x')],
  ['revocation', 'data', () => tenant.revoke('x')],
  ['the logout page', 'page', () => fetch(`${tenant.issuer}oidc/logout`)],
  ['settings', 'data', () => tenant.control('settings')],
  ['logs', 'data', () => tenant.control('logs')],
  ['an unknown path', 'data', () => fetch(`${tenant.issuer}nothing`)],
  ['an unknown tenant', 'data', () => fetch(`${server.baseUrl}/t/nobody/authorize`)],
  [
    'an unknown tenant, to a person',
    'page',
    () => fetch(`${server.baseUrl}/t/nobody/authorize`, { headers: { accept: 'text/html' } }),
  ],
];

async function page(changes = {}): Promise<Response> {
  const browser = new Browser();
  return (await browser.follow(await tenant.authorize(changes, browser), server.baseUrl)).response;
}

async function again(): Promise<Response> {
  const browser = new Browser();
  await tenant.login({}, browser);
  return (await browser.follow(await tenant.authorize({}, browser), server.baseUrl)).response;
}

describe('every answer', () => {
  test.each(answers)('%s', async (name, kind, ask) => {
    const { headers } = await ask();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    const isPublic = name === 'metadata' || name === 'keys';
    expect(headers.get('cache-control')).toBe(isPublic ? 'public, max-age=15' : 'no-store');
    const policy = headers.get('content-security-policy') ?? '';
    if (kind === 'page') expect(policy).toMatch(PAGE);
    else expect(policy).toBe(DATA);
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-auth0-requestid')).toMatch(/^[0-9a-f]{20}$/);
  });
});

describe('form-action', () => {
  test.each([
    ['a private-use scheme', privateUseCallback, 'com.example.timesheets:'],
    ['a web address', 'https://app.example.com/callback?x=1', 'https://app.example.com'],
    ['IPv6 loopback, which has no host source', 'http://[::1]:5000/cb', 'http:'],
  ])('names %s, where the redirects of the form end', async (_name, callback, source) => {
    await tenant.put(settingsWith(server.baseUrl, { client: { callbacks: [callback] } }));
    const response = await page({ redirect_uri: callback });
    expect(response.headers.get('content-security-policy')).toContain(`form-action 'self' ${source};`);
    await tenant.put(settingsWith(server.baseUrl));
  });
});

describe('cookies', () => {
  const cookies = async (base: TestServer, of: TestTenant, browser = new Browser()) => {
    const response = await of.authorize({}, browser);
    const login = await browser.follow(response, base.baseUrl);
    const html = await login.response.text();
    const state = /name="state" value="([^"]*)"/.exec(html)?.[1] ?? '';
    const form = { state, username: demoUser.email, password: demoUser.password };
    const sent = await browser.post(`${of.issuer}u/login`, form);
    const resumed = await browser.get(sent.headers.get('location') ?? '');
    return [
      ...response.headers.getSetCookie(),
      ...sent.headers.getSetCookie(),
      ...resumed.headers.getSetCookie(),
    ];
  };

  test('HttpOnly, SameSite=Lax, of this tenant’s path and name alone', async () => {
    const lines = await cookies(server, tenant);
    expect(lines.length).toBeGreaterThanOrEqual(3);
    for (const line of lines) {
      expect(line).toMatch(/; httponly/i);
      expect(line).toMatch(/; samesite=lax/i);
      expect(line).toContain(`; path=/t/${tenant.id}/`);
      expect(line.slice(0, line.indexOf('='))).toContain(tenant.id);
      expect(line).not.toMatch(/; secure/i);
    }
  });

  test('Secure when the site is published under https', async () => {
    const secure = await startServer({ publicUrl: 'https://pixy.example.com' });
    try {
      const other = await TestTenant.create(
        secure,
        settingsWith(secure.baseUrl, { client: { callbacks: [`${secure.baseUrl}/callback`] } }),
      );
      const response = await other.authorize();
      const lines = response.headers.getSetCookie();
      expect(lines.length).toBe(2);
      for (const line of lines) expect(line).toMatch(/; secure/i);
      const metadata = await fetch(`${other.issuer}.well-known/openid-configuration`);
      expect(((await metadata.json()) as { issuer: string }).issuer).toBe(
        `https://pixy.example.com/t/${other.id}/`,
      );
      expect(secure.failures).toEqual([]);
    } finally {
      await secure.close();
    }
  });
});
