/** `/oauth/token`, `/oauth/revoke` and the other back-channel doors: bodies, clients, scopes, origins, refusals. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoUser, nativeClientId } from '#lib/scenario/defaults.ts';
import { Browser } from '../support/browser.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { refusal, settingsWith, TestTenant, type Tokens, toForm, VERIFIER } from '../support/tenant.ts';

let server: TestServer;
let tenant: TestTenant;
const browser = new Browser();
const SKIP = { skip_non_verifiable_callback_uri_confirmation_prompt: true };

const given = async (changes: Parameters<typeof settingsWith>[1] = {}) => {
  const tenantChanges = { ...SKIP, ...changes.tenant };
  const response = await tenant.put(settingsWith(server.baseUrl, { ...changes, tenant: tenantChanges }));
  expect(response.status).toBe(200);
};

beforeAll(async () => {
  server = await startServer();
  tenant = await TestTenant.create(server);
  await given();
  await tenant.login({}, browser);
});
afterAll(async () => {
  expect(server.failures).toEqual([]);
  await server.close();
});

const send = (path: string, body: string, type: string, headers: Record<string, string> = {}) =>
  fetch(`${tenant.issuer}${path}`, { method: 'POST', body, headers: { 'content-type': type, ...headers } });

describe('bodies', () => {
  test('Auth0 takes JSON at /oauth/token and /oauth/revoke', async () => {
    const code = await tenant.code({}, browser);
    const body = {
      grant_type: 'authorization_code',
      client_id: nativeClientId,
      code,
      code_verifier: VERIFIER,
      redirect_uri: tenant.callback,
    };
    const response = await send('oauth/token', JSON.stringify(body), 'application/json; charset=utf-8');
    expect(response.status).toBe(200);
    const { refresh_token } = (await response.json()) as Tokens;
    const revocation = JSON.stringify({ client_id: nativeClientId, token: refresh_token });
    expect((await send('oauth/revoke', revocation, 'application/json')).status).toBe(200);
    expect((await tenant.refresh(refresh_token)).status).toBe(403);
  });

  test.each([
    ['{', 'application/json', 'The body is not JSON'],
    ['[]', 'application/json', 'The body must be a JSON object'],
    ['{"code":{}}', 'application/json', 'The member code must be text'],
    ['code=x', 'text/plain', 'The body must be application/x-www-form-urlencoded or application/json'],
    ['x', 'multipart/form-data; boundary=x', 'The body must be'],
  ])('%s as %s is refused by name', async (body, type, description) => {
    for (const path of ['oauth/token', 'oauth/revoke']) {
      const response = await send(path, body, type);
      expect(response.status).toBe(400);
      const answer = (await response.json()) as { error: string; error_description: string };
      expect(answer.error).toBe('invalid_request');
      expect(answer.error_description).toContain(description);
    }
  });

  test('a body beyond the limit is 413', async () => {
    const response = await send('oauth/token', 'x'.repeat(60_000), 'application/x-www-form-urlencoded');
    expect(response.status).toBe(413);
  });

  test('RFC 6749 Section 3.2: a parameter sent twice is refused', async () => {
    const code = await tenant.code({}, browser);
    const form = {
      grant_type: 'authorization_code',
      client_id: nativeClientId,
      code,
      code_verifier: VERIFIER,
    };
    for (const name of [...Object.keys(form), 'redirect_uri']) {
      const body = `${toForm({ ...form, redirect_uri: tenant.callback })}&${name}=x`;
      const response = await send('oauth/token', body, 'application/x-www-form-urlencoded');
      expect([name, response.status, ((await response.json()) as { error: string }).error]).toEqual([
        ...[name, 400, 'invalid_request'],
      ]);
      expect(await tenant.cause()).toBe('no parameter is sent twice');
    }
    expect((await tenant.redeem(code)).status).toBe(200);
  });
});

describe('who asks', () => {
  const UNAUTHORIZED = { status: 401, error: 'access_denied', error_description: 'Unauthorized' };

  test('an unknown or missing client is Unauthorized', async () => {
    const code = await tenant.code({}, browser);
    for (const client_id of ['nobody', undefined, '']) {
      expect(await refusal(await tenant.redeem(code, { client_id }))).toEqual(UNAUTHORIZED);
      expect(await tenant.cause()).toBe('client_id names an app of this tenant');
    }
  });

  test('a public app that sends a secret is Unauthorized', async () => {
    const code = await tenant.code({}, browser);
    expect(await refusal(await tenant.redeem(code, { client_secret: 'x' }))).toEqual(UNAUTHORIZED);
    expect(await tenant.cause()).toBe('the app proves who it is in the way it is registered');
  });

  test('RFC 6749 Section 2.3.1: client_secret_post and client_secret_basic', async () => {
    const client_secret = 's3cret & more: ünïque'.replace(/[^\x20-\x7e]/g, 'u');
    await given({ client: { token_endpoint_auth_method: 'client_secret_post', client_secret } });
    const form = { client_secret };
    expect((await tenant.redeem(await tenant.code({}, browser), form)).status).toBe(200);
    const encode = (text: string) => encodeURIComponent(text).replaceAll('%20', '+');
    const basic = (secret: string) => ({
      authorization: `Basic ${Buffer.from(`${nativeClientId}:${encode(secret)}`).toString('base64')}`,
    });
    const redeemBasic = async (secret: string) =>
      tenant.token(
        {
          grant_type: 'authorization_code',
          code: await tenant.code({}, browser),
          code_verifier: VERIFIER,
          redirect_uri: tenant.callback,
        },
        basic(secret),
      );
    expect((await redeemBasic(client_secret)).status).toBe(200);
    const wrong = await redeemBasic('wrong');
    expect(wrong.headers.get('www-authenticate')).toContain('Basic');
    expect(await refusal(wrong)).toEqual(UNAUTHORIZED);
    const cause = (await tenant.lastLog()).pixy.verdicts.find(({ verdict }) => verdict === 'fail');
    expect(cause?.because).toBe('The secret is not the one of the app.');
    const none = await tenant.redeem(await tenant.code({}, browser));
    expect(await refusal(none)).toEqual(UNAUTHORIZED);
    expect((await tenant.revoke('x')).status).toBe(401);
    await given();
  });

  test('a code or refresh token of another app is refused', async () => {
    const [client] = settingsWith(server.baseUrl).clients ?? [];
    if (!client) throw new Error('The quickstart has an app.');
    await given({ tenant: { clients: [client, { ...client, client_id: 'other' }] } });
    const code = await tenant.code({}, browser);
    expect(await refusal(await tenant.redeem(code, { client_id: 'other' }))).toMatchObject({
      status: 403,
      error: 'invalid_grant',
    });
    expect(await tenant.cause()).toBe('the code was issued to this app');
    const { refresh_token } = await tenant.tokens({}, browser);
    expect((await tenant.refresh(refresh_token, { client_id: 'other' })).status).toBe(403);
    expect(await tenant.cause()).toBe('the refresh token was issued to this app');
    // RFC 7009 Section 2.1: nor can the other app end it.
    expect((await tenant.revoke(refresh_token, { client_id: 'other' })).status).toBe(200);
    expect((await tenant.refresh(refresh_token)).status).toBe(200);
    await given();
  });
});

describe('what is asked for', () => {
  test('a grant that the app may not use', async () => {
    await given({ client: { grant_types: ['authorization_code'] } });
    expect(await refusal(await tenant.refresh('v1.x'))).toEqual({
      status: 403,
      error: 'unauthorized_client',
      error_description: "Grant type 'refresh_token' not allowed for the client.",
    });
    expect(await tenant.cause()).toBe('the app may use this grant');
    await given();
  });

  test.each(['password', 'client_credentials', 'nonsense', '', undefined])(
    'grant_type=%s is refused',
    async (grant_type) => {
      const response = await tenant.token({ grant_type, client_id: nativeClientId });
      expect(response.status).toBe(400);
      expect(await tenant.cause()).toBe('grant_type is one that this endpoint knows');
    },
  );

  test.each([
    ['nothing', undefined, 'code is sent'],
    ['a code that nobody issued', 'abc', 'this tenant issued the code'],
    ['a NUL', '\0', 'this tenant issued the code'],
  ])('%s instead of a code', async (_name, code, cause) => {
    const response = await tenant.token({
      grant_type: 'authorization_code',
      client_id: nativeClientId,
      code,
      code_verifier: VERIFIER,
      redirect_uri: tenant.callback,
    });
    expect([400, 403]).toContain(response.status);
    expect(await tenant.cause()).toBe(cause);
  });

  test('RFC 6749 Section 6: a refresh may ask for less, not for more', async () => {
    const { refresh_token } = await tenant.tokens({}, browser);
    const less = (await (await tenant.refresh(refresh_token, { scope: 'openid' })).json()) as Tokens;
    expect(less.scope).toBe('openid');
    const more = await tenant.refresh(less.refresh_token, { scope: 'openid write:timesheets' });
    expect(await refusal(more)).toMatchObject({ status: 403, error: 'invalid_scope' });
    expect(await tenant.cause()).toBe('scope asks for no more than was granted');
    const all = (await (await tenant.refresh(less.refresh_token)).json()) as Tokens;
    expect(all.scope).toContain('read:timesheets');
  });

  test('a user who is gone, or blocked, cannot be refreshed', async () => {
    const { refresh_token } = await tenant.tokens({}, browser);
    await given({ user: { blocked: true } });
    expect(await refusal(await tenant.refresh(refresh_token))).toMatchObject({
      error_description: 'user is blocked',
    });
    expect(await tenant.cause()).toBe('the user exists and is not blocked');
    await given({ tenant: { users: [] } });
    expect(await refusal(await tenant.refresh(refresh_token))).toEqual({
      status: 403,
      error: 'invalid_grant',
      error_description: "The refresh_token was generated for a user who doesn't exist anymore.",
    });
    expect((await tenant.lastLog()).user_id).toBe(demoUser.user_id);
    await given();
    expect((await tenant.refresh(refresh_token)).status).toBe(200);
  });
});

describe('revocation (RFC 7009)', () => {
  test('an unknown token is as good as revoked: 200', async () => {
    for (const token of ['nonsense', '\0', 'a.b.c']) expect((await tenant.revoke(token)).status).toBe(200);
    expect((await tenant.revoke('')).status).toBe(400);
  });

  test('an opaque access token is revoked; a JWT lives until it expires', async () => {
    const opaque = await tenant.tokens({ audience: undefined }, browser);
    await tenant.revoke(opaque.access_token);
    expect((await tenant.userinfo(opaque.access_token)).status).toBe(401);
    const jwt = await tenant.tokens({}, browser);
    expect((await tenant.revoke(jwt.access_token)).status).toBe(200);
    expect((await tenant.userinfo(jwt.access_token)).status).toBe(200);
  });

  test('Auth0: only with the tenant’s flag does it take the grant, and so the other devices, with it', async () => {
    const [first, second] = [await tenant.tokens({}, browser), await tenant.tokens({}, browser)];
    await tenant.revoke(first.refresh_token);
    expect((await tenant.refresh(first.refresh_token)).status).toBe(403);
    const kept = (await (await tenant.refresh(second.refresh_token)).json()) as Tokens;
    await given({ tenant: { flags: { revoke_refresh_token_grant: true } } });
    const third = await tenant.tokens({}, browser);
    await tenant.revoke(third.refresh_token);
    expect((await tenant.refresh(kept.refresh_token)).status).toBe(403);
    const cause = (await tenant.lastLog()).pixy.verdicts.find(({ verdict }) => verdict === 'fail');
    expect(cause?.because).toBe('The grant that it came from was deleted.');
    await given();
  });

  test('any token of a rotation ends the whole rotation', async () => {
    const first = await tenant.tokens({}, browser);
    const second = (await (await tenant.refresh(first.refresh_token)).json()) as Tokens;
    await tenant.revoke(first.refresh_token);
    expect((await tenant.refresh(second.refresh_token)).status).toBe(403);
  });
});

describe('web pages that ask (CORS)', () => {
  const ALLOWED = 'https://spa.example.com';
  const FOREIGN = 'https://evil.example';

  test('a page of an allowed origin may read the answer, a foreign one may not', async () => {
    await given({ client: { allowed_origins: [ALLOWED] } });
    for (const [origin, expected] of [
      [ALLOWED, ALLOWED],
      [FOREIGN, null],
      ['null', null],
    ] as const) {
      const preflight = await fetch(`${tenant.issuer}oauth/token`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
      expect([origin, preflight.headers.get('access-control-allow-origin')]).toEqual([origin, expected]);
      const code = await tenant.code({}, browser);
      const form = {
        grant_type: 'authorization_code',
        client_id: nativeClientId,
        code,
        code_verifier: VERIFIER,
      };
      const response = await tenant.token({ ...form, redirect_uri: tenant.callback }, { origin });
      expect([origin, response.headers.get('access-control-allow-origin')]).toEqual([origin, expected]);
      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
      expect(response.status).toBe(expected === null ? 403 : 200);
    }
    const entry = await tenant.lastLog();
    expect(entry.type).toBe('fco');
    expect(await tenant.cause()).toBe('the web page that asks belongs to the app');
    await given();
  });

  test('the origin of a callback is allowed, and so is this site', async () => {
    const { refresh_token } = await tenant.tokens({}, browser);
    const form = { grant_type: 'refresh_token', client_id: nativeClientId, refresh_token };
    const response = await tenant.token(form, { origin: server.baseUrl });
    expect(response.headers.get('access-control-allow-origin')).toBe(server.baseUrl);
  });
});
