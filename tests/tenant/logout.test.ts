/** `/oidc/logout` (OpenID Connect RP-Initiated Logout) and `/v2/logout`. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nativeClientId } from '#lib/scenario/defaults.ts';
import { action, Browser, field } from '../support/browser.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { settingsWith, TestTenant, type Tokens, toForm } from '../support/tenant.ts';

let server: TestServer;
let tenant: TestTenant;
let browser: Browser;
let tokens: Tokens;

beforeAll(async () => {
  server = await startServer();
  const skip = { skip_non_verifiable_callback_uri_confirmation_prompt: true };
  tenant = await TestTenant.create(server, settingsWith(server.baseUrl, { tenant: skip }));
});
beforeEach(async () => {
  browser = new Browser();
  tokens = await tenant.tokens({}, browser);
});
afterAll(async () => {
  expect(server.failures).toEqual([]);
  await server.close();
});

const logout = (path: string, parameters: Record<string, string | undefined>) =>
  browser.get(`${tenant.issuer}${path}?${toForm(parameters)}`);

const isLoggedIn = async () =>
  (await tenant.login({ prompt: 'none' }, browser)).searchParams.get('error') !== 'login_required';

describe('/oidc/logout', () => {
  const target = () => `${tenant.callback}/logout`;

  test('Section 3: with an ID token the session ends at once, and state comes back', async () => {
    const response = await logout('oidc/logout', {
      id_token_hint: tokens.id_token,
      post_logout_redirect_uri: target(),
      state: 'bye',
    });
    expect([response.status, response.headers.get('location')]).toEqual([302, `${target()}?state=bye`]);
    expect(await isLoggedIn()).toBe(false);
    expect((await tenant.logs()).some(({ type }) => type === 'slo')).toBe(true);
  });

  test('an expired ID token is as good as any', async () => {
    const short = { jwt_configuration: { lifetime_in_seconds: 1 } };
    const other = await TestTenant.create(server, settingsWith(server.baseUrl, { client: short }));
    const { id_token } = await other.tokens({}, browser);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const url = `${other.issuer}oidc/logout?${toForm({ id_token_hint: id_token })}`;
    expect((await browser.get(url)).status).toBe(200);
    expect((await other.lastLog()).type).toBe('slo');
  });

  test('Section 2: without proof that the app asks, the person is asked', async () => {
    const parameters = { client_id: nativeClientId, post_logout_redirect_uri: target(), state: 'bye' };
    const response = await logout('oidc/logout', parameters);
    expect(response.status).toBe(200);
    const html = await response.text();
    expect(await isLoggedIn()).toBe(true);
    const send = (more: Record<string, string>) =>
      browser.post(new URL(action(html), tenant.issuer).href, { ...parameters, ...more });
    const xsrf = field(html, 'xsrf');
    expect((await send({ xsrf: `${xsrf}x`, logout: 'yes' })).status).toBe(400);
    expect(await isLoggedIn()).toBe(true);
    expect((await send({ xsrf, action: 'cancel' })).status).toBe(302);
    expect(await isLoggedIn()).toBe(true);
    const answer = await send({ xsrf, logout: 'yes', action: 'accept' });
    expect(answer.headers.get('location')).toBe(`${target()}?state=bye`);
    expect(await isLoggedIn()).toBe(false);
  });

  test('Auth0: logout_hint, the sid of the ID token, is proof as well', async () => {
    const [, payload = ''] = tokens.id_token.split('.');
    const { sid } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sid: string };
    const response = await logout('oidc/logout', { logout_hint: sid });
    expect(await response.text()).toContain('You are logged out');
    expect(await isLoggedIn()).toBe(false);
  });

  test('without a session there is nothing to ask', async () => {
    browser.forget();
    expect(await (await logout('oidc/logout', {})).text()).toContain('You are logged out');
  });

  test.each([
    [
      'a URL that is not allowed',
      { post_logout_redirect_uri: 'https://evil.example' },
      'allowed logout URLs',
    ],
    ['an ID token that nobody signed', { id_token_hint: 'a.b.c' }, 'not an ID token'],
    ['another client than in the ID token', { client_id: 'nobody' }, 'client_id is not the aud'],
  ])('Section 4: %s is refused, and the session stays', async (_name, changes, words) => {
    const response = await logout('oidc/logout', { id_token_hint: tokens.id_token, ...changes });
    expect(response.status).toBe(400);
    expect((await response.text()).replace(/<style>.*<\/style>/s, '')).toContain(words);
    expect(await isLoggedIn()).toBe(true);
  });

  test('Section 3: without an app to compare with, no URL is followed', async () => {
    const response = await logout('oidc/logout', { post_logout_redirect_uri: target() });
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
  });

  test('an ID token of another tenant is no proof', async () => {
    const other = await TestTenant.create(server);
    const { id_token } = await other.tokens();
    expect((await logout('oidc/logout', { id_token_hint: id_token })).status).toBe(400);
    expect(await isLoggedIn()).toBe(true);
  });

  test('Auth0: the refresh token survives the logout', async () => {
    await logout('oidc/logout', { id_token_hint: tokens.id_token });
    expect((await tenant.refresh(tokens.refresh_token)).status).toBe(200);
  });
});

describe('/v2/logout', () => {
  test('returnTo must be an allowed logout URL; without it the first one is used', async () => {
    const target = `${tenant.callback}/logout`;
    const refused = await logout('v2/logout', {
      client_id: nativeClientId,
      returnTo: 'https://evil.example',
    });
    expect([refused.status, refused.headers.get('location')]).toEqual([400, null]);
    expect(await isLoggedIn()).toBe(true);
    const left = await logout('v2/logout', { client_id: nativeClientId, returnTo: target });
    expect(left.headers.get('location')).toBe(target);
    expect(await isLoggedIn()).toBe(false);
    const again = await logout('v2/logout', { client_id: nativeClientId });
    expect(again.headers.get('location')).toBe(target);
    expect((await logout('v2/logout', {})).status).toBe(200);
  });
});
