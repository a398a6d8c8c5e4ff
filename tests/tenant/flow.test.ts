/** The whole flow over HTTP: login, code, tokens, API, refresh, revocation, logout. */
import { createLocalJWKSet, createRemoteJWKSet, jwtVerify } from 'jose';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoUser, nativeClientId, timesheetsIdentifier } from '#lib/scenario/defaults.ts';
import { Browser } from '../support/browser.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { decodeJwt, refusal, settingsWith, TestTenant } from '../support/tenant.ts';

let server: TestServer;
let tenant: TestTenant;
let other: TestTenant;

beforeAll(async () => {
  server = await startServer();
  tenant = await TestTenant.create(server);
  other = await TestTenant.create(server);
});
afterAll(async () => {
  expect(server.failures).toEqual([]);
  await server.close();
});

/** The other tenant, with the settings of the quickstart changed. */
async function given(changes: Parameters<typeof settingsWith>[1]): Promise<TestTenant> {
  expect((await other.put(settingsWith(server.baseUrl, changes))).status).toBe(200);
  return other;
}

const api = (accessToken: string) =>
  fetch(`${server.baseUrl}/api/${tenant.id}/timesheets`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });

describe('the flow', () => {
  test('RFC 6749 Section 4.1: from the authorization request to the API, refresh, revocation and logout', async () => {
    const browser = new Browser();
    const callback = await tenant.login({}, browser);
    expect([...callback.searchParams.keys()]).toEqual(['code', 'state']);
    expect(callback.searchParams.get('state')).toBe('a-state');

    const response = await tenant.redeem(callback.searchParams.get('code') ?? '');
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const tokens = (await response.json()) as Record<string, string>;
    expect(Object.keys(tokens)).toEqual([
      ...['access_token', 'refresh_token', 'id_token', 'scope', 'expires_in', 'token_type'],
    ]);
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 86_400 });
    expect((tokens.scope ?? '').split(' ').toSorted()).toEqual([
      ...['email', 'offline_access', 'openid', 'profile', 'read:timesheets'],
    ]);
    expect((await api(tokens.access_token ?? '')).status).toBe(200);

    const refreshed = await tenant.refresh(tokens.refresh_token ?? '');
    expect(refreshed.status).toBe(200);
    const second = (await refreshed.json()) as Record<string, string>;
    expect(second.refresh_token).not.toBe(tokens.refresh_token);
    expect((await api(second.access_token ?? '')).status).toBe(200);

    const revoked = await tenant.revoke(second.refresh_token ?? '');
    expect([revoked.status, await revoked.text()]).toEqual([200, '']);
    expect(await refusal(await tenant.refresh(second.refresh_token ?? ''))).toEqual({
      status: 403,
      error: 'invalid_grant',
      error_description: 'Unknown or invalid refresh token.',
    });

    const logout = new URLSearchParams({
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: `${tenant.callback}/logout`,
      state: 'bye',
    });
    const left = await browser.get(`${tenant.issuer}oidc/logout?${logout}`);
    expect(left.status).toBe(302);
    expect(left.headers.get('location')).toBe(`${tenant.callback}/logout?state=bye`);
    const again = await tenant.authorize({ prompt: 'none' }, browser);
    expect(new URL(again.headers.get('location') ?? '').searchParams.get('error')).toBe('login_required');

    const types = (await tenant.logs()).map(({ type }) => type);
    expect(types).toEqual(['s', 'seacft', 'sertft', 'srrt', 'fertft', 'slo', 'fsa']);
  });

  test('OpenID Connect Core Section 2: the ID token is for the app, signed by the published key', async () => {
    const { id_token } = await tenant.tokens();
    const { payload, protectedHeader } = await jwtVerify(
      id_token,
      createRemoteJWKSet(new URL(`${tenant.issuer}.well-known/jwks.json`)),
      { issuer: tenant.issuer, audience: nativeClientId },
    );
    expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT', kid: expect.any(String) });
    expect(payload).toEqual({
      iss: tenant.issuer,
      sub: demoUser.user_id,
      aud: nativeClientId,
      iat: expect.any(Number),
      exp: (payload.iat ?? 0) + 36_000,
      nonce: 'a-nonce',
      sid: expect.any(String),
      name: 'Ada Lovelace',
      given_name: 'Ada',
      family_name: 'Lovelace',
      nickname: 'ada',
      updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      email: demoUser.email,
      email_verified: true,
    });
  });

  test('the access token has the claims of the Auth0 dialect, and no jti or client_id', async () => {
    const { access_token } = await tenant.tokens();
    const { header, payload } = decodeJwt(access_token);
    expect(header).toEqual({ alg: 'RS256', typ: 'JWT', kid: expect.any(String) });
    expect(payload).toEqual({
      iss: tenant.issuer,
      sub: demoUser.user_id,
      aud: [timesheetsIdentifier, `${tenant.issuer}userinfo`],
      azp: nativeClientId,
      iat: expect.any(Number),
      exp: Number(payload.iat) + 86_400,
      scope: expect.stringContaining('read:timesheets'),
    });
  });

  test('oauth4webapi validates every answer of the tenant', async () => {
    const options = { [oauth.allowInsecureRequests]: true } as const;
    const issuer = new URL(tenant.issuer);
    const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));
    const client: oauth.Client = { client_id: nativeClientId };
    const nonce = oauth.generateRandomNonce();
    const state = oauth.generateRandomState();
    const verifier = oauth.generateRandomCodeVerifier();
    const callback = await tenant.login({
      ...{ state, nonce },
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    });
    const parameters = oauth.validateAuthResponse(as, client, callback, state);
    const response = await oauth.authorizationCodeGrantRequest(
      ...([as, client, oauth.None(), parameters, tenant.callback, verifier] as const),
      options,
    );
    const result = await oauth.processAuthorizationCodeResponse(as, client, response, {
      expectedNonce: nonce,
      requireIdToken: true,
    });
    await oauth.validateApplicationLevelSignature(as, response, options);
    const claims = oauth.getValidatedIdTokenClaims(result);
    const user = await oauth.processUserInfoResponse(
      ...([as, client, claims?.sub ?? ''] as const),
      await oauth.userInfoRequest(as, client, result.access_token, options),
    );
    expect(user.email).toBe(demoUser.email);
    const refreshed = await oauth.processRefreshTokenResponse(
      as,
      client,
      await oauth.refreshTokenGrantRequest(as, client, oauth.None(), result.refresh_token ?? '', options),
    );
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(as, client, oauth.None(), refreshed.refresh_token ?? '', options),
    );
  });

  test('the house tenant answers at the root issuer', async () => {
    const metadata = (await (
      await fetch(`${server.baseUrl}/.well-known/openid-configuration`)
    ).json()) as Record<string, string>;
    expect(metadata.issuer).toBe(`${server.baseUrl}/`);
    expect(metadata.token_endpoint).toBe(`${server.baseUrl}/oauth/token`);
  });
});

describe('metadata and keys', () => {
  test('OpenID Connect Discovery Section 3: the document names every endpoint, and both paths serve it', async () => {
    const read = async (name: string) =>
      (await (await fetch(`${tenant.issuer}.well-known/${name}`)).json()) as Record<string, unknown>;
    const document = await read('openid-configuration');
    expect(document).toEqual(await read('oauth-authorization-server'));
    expect(document).toMatchObject({
      issuer: tenant.issuer,
      authorization_endpoint: `${tenant.issuer}authorize`,
      token_endpoint: `${tenant.issuer}oauth/token`,
      userinfo_endpoint: `${tenant.issuer}userinfo`,
      jwks_uri: `${tenant.issuer}.well-known/jwks.json`,
      revocation_endpoint: `${tenant.issuer}oauth/revoke`,
      end_session_endpoint: `${tenant.issuer}oidc/logout`,
      code_challenge_methods_supported: ['S256'],
    });
    expect(document).not.toHaveProperty('authorization_response_iss_parameter_supported');
  });

  test('RFC 7517 Section 4: two keys with certificates, and nothing private', async () => {
    const { keys } = (await (await fetch(`${tenant.issuer}.well-known/jwks.json`)).json()) as {
      keys: Record<string, string>[];
    };
    expect(keys.map((key) => Object.keys(key).toSorted())).toEqual([
      ['alg', 'e', 'kid', 'kty', 'n', 'use', 'x5c', 'x5t'],
      ['alg', 'e', 'kid', 'kty', 'n', 'use', 'x5c', 'x5t'],
    ]);
    const { access_token } = await tenant.tokens();
    expect(decodeJwt(access_token).header.kid).toBe(keys[0]?.kid);
    await jwtVerify(access_token, createLocalJWKSet({ keys: keys as never }));
  });
});

describe('access tokens', () => {
  test('without an audience: five parts, the second empty, good at /userinfo alone', async () => {
    const { access_token, expires_in } = await tenant.tokens({ audience: undefined, scope: 'openid email' });
    const parts = access_token.split('.');
    expect([parts.length, parts[1]]).toEqual([5, '']);
    expect(access_token.startsWith('eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwiaXNzIjoi')).toBe(true);
    expect(Buffer.from(parts[0] ?? '', 'base64url').toString()).toBe(
      `{"alg":"dir","enc":"A256GCM","iss":"${tenant.issuer}"}`,
    );
    expect(expires_in).toBe(86_400);
    const user = await tenant.userinfo(access_token);
    expect([user.status, await user.json()]).toEqual([
      200,
      { sub: demoUser.user_id, email: demoUser.email, email_verified: true },
    ]);
    expect((await api(access_token)).status).toBe(401);
  });

  test('/userinfo takes a JWT whose aud names it', async () => {
    const { access_token } = await tenant.tokens();
    expect((await tenant.userinfo(access_token)).status).toBe(200);
  });

  test('/userinfo answers the plain word Unauthorized to anything else', async () => {
    const withoutOpenid = await tenant.tokens({ scope: 'read:timesheets', nonce: undefined });
    const { id_token } = await tenant.tokens();
    for (const token of [withoutOpenid.access_token, id_token, 'nonsense', `${id_token}x`]) {
      const response = await tenant.userinfo(token);
      expect([response.status, await response.text()]).toEqual([401, 'Unauthorized']);
      expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"');
    }
    const without = await fetch(`${tenant.issuer}userinfo`);
    expect(without.headers.get('www-authenticate')).toBe(`Bearer realm="${tenant.issuer}"`);
  });

  test('RFC 9068 Section 2: the rfc9068_profile has typ at+jwt, jti and client_id', async () => {
    await given({ api: { token_dialect: 'rfc9068_profile' } });
    const { header, payload } = decodeJwt((await other.tokens()).access_token);
    expect(header.typ).toBe('at+jwt');
    expect(payload).toMatchObject({ client_id: nativeClientId, jti: expect.any(String) });
    expect(payload).not.toHaveProperty('azp');
  });

  test('an identifier may be any text, and is compared byte by byte', async () => {
    await given({ api: { identifier: 'my api, ünïcode & #1' } });
    const { access_token } = await other.tokens({ audience: 'my api, ünïcode & #1' });
    expect(decodeJwt(access_token).payload.aud).toContain('my api, ünïcode & #1');
    const callback = await other.login({ audience: 'my api, ünïcode & #1 ' });
    expect(callback.searchParams.get('error_description')).toBe('Service not found: my api, ünïcode & #1 ');
  });

  test('HS256: one audience, signed with the secret of the API, refused by /userinfo', async () => {
    const signing_secret = 'a secret of at least thirty-two characters';
    await given({ api: { signing_alg: 'HS256', signing_secret } });
    const { access_token } = await other.tokens();
    const { payload } = await jwtVerify(access_token, new TextEncoder().encode(signing_secret), {
      algorithms: ['HS256'],
    });
    expect(payload.aud).toBe(timesheetsIdentifier);
    expect((await other.userinfo(access_token)).status).toBe(401);
  });

  test('PS256: verified by the published keys', async () => {
    await given({ api: { signing_alg: 'PS256' } });
    const { access_token } = await other.tokens();
    const keys = createRemoteJWKSet(new URL(`${other.issuer}.well-known/jwks.json`));
    const { protectedHeader } = await jwtVerify(access_token, keys, { algorithms: ['PS256'] });
    expect(protectedHeader.alg).toBe('PS256');
  });

  test('token_lifetime is the exp and the expires_in', async () => {
    await given({ api: { token_lifetime: 7 } });
    const { access_token, expires_in } = await other.tokens();
    const { iat, exp } = decodeJwt(access_token).payload;
    expect([expires_in, Number(exp) - Number(iat)]).toEqual([7, 7]);
  });

  test('default_audience is used when a request sends none', async () => {
    await given({ tenant: { default_audience: timesheetsIdentifier } });
    const { access_token } = await other.tokens({ audience: undefined });
    expect(decodeJwt(access_token).payload.aud).toContain(timesheetsIdentifier);
  });

  test('RFC 8707 Section 2: resource stands in for a missing audience', async () => {
    const { access_token } = await tenant.tokens({ audience: undefined, resource: timesheetsIdentifier });
    expect(decodeJwt(access_token).payload.aud).toContain(timesheetsIdentifier);
  });

  test('RBAC: the scope is what was asked for and is permitted; permissions are all that are permitted', async () => {
    await given({
      api: { enforce_policies: true, token_dialect: 'access_token_authz' },
    });
    const { access_token } = await other.tokens({ scope: 'openid write:timesheets' });
    expect(decodeJwt(access_token).payload).toMatchObject({
      scope: 'openid',
      permissions: ['read:timesheets'],
    });
    const both = await other.tokens({ scope: 'openid read:timesheets write:timesheets' });
    expect(decodeJwt(both.access_token).payload.scope).toBe('openid read:timesheets');
  });

  test('custom claims: a namespaced one is set, a reserved one is dropped without a word', async () => {
    const claims = {
      'https://example.com/role': 'admin',
      roles: ['admin'],
      'https://x.auth0.com/y': 1,
      team: 'a',
    };
    await given({ tenant: { custom_claims: { access_token: claims, id_token: claims } } });
    const { access_token, id_token } = await other.tokens();
    for (const token of [access_token, id_token]) {
      const { payload } = decodeJwt(token);
      expect(payload).toMatchObject({ 'https://example.com/role': 'admin', team: 'a' });
      expect(payload).not.toHaveProperty('roles');
      expect(payload).not.toHaveProperty('https://x.auth0.com/y');
    }
  });

  test('a login without any scope that exists passes, and gives a token without scope', async () => {
    for (const scope of [undefined, 'read:nothing']) {
      const tokens = await tenant.tokens({ scope, nonce: undefined });
      expect(tokens).not.toHaveProperty('id_token');
      expect(tokens).not.toHaveProperty('scope');
      expect(decodeJwt(tokens.access_token).payload).not.toHaveProperty('scope');
    }
  });
});

describe('refresh tokens are issued', () => {
  const cases: readonly [string, Parameters<typeof settingsWith>[1], string][] = [
    ['only for offline_access', {}, 'openid read:timesheets'],
    [
      'only where the API allows offline access',
      { api: { allow_offline_access: false } },
      'openid offline_access',
    ],
    [
      'only where the app may refresh',
      { client: { grant_types: ['authorization_code'] } },
      'openid offline_access',
    ],
  ];
  test.each(cases)('%s', async (_name, changes, scope) => {
    await given(changes);
    expect(await other.tokens({ scope })).not.toHaveProperty('refresh_token');
  });

  test('also without prompt=consent, and by silent authentication', async () => {
    const skip = { skip_non_verifiable_callback_uri_confirmation_prompt: true };
    await given({ tenant: skip });
    const browser = new Browser();
    expect(await other.tokens({}, browser)).toHaveProperty('refresh_token');
    expect(await other.tokens({ prompt: 'none' }, browser)).toHaveProperty('refresh_token');
  });
});

describe('ID tokens', () => {
  test('HS256: signed with the secret of the app', async () => {
    const client_secret = 'a secret of at least thirty-two characters';
    await given({ client: { client_secret, jwt_configuration: { alg: 'HS256' } } });
    const { id_token } = await other.tokens();
    const { protectedHeader } = await jwtVerify(id_token, new TextEncoder().encode(client_secret));
    expect(protectedHeader).toEqual({ alg: 'HS256', typ: 'JWT' });
    const logout = await fetch(
      `${other.issuer}oidc/logout?${new URLSearchParams({ id_token_hint: id_token })}`,
    );
    expect(logout.status).toBe(200);
  });

  test('OpenID Connect Core Section 3.1.2.1: max_age brings auth_time', async () => {
    const { id_token } = await tenant.tokens({ max_age: '100' });
    expect(decodeJwt(id_token).payload.auth_time).toEqual(expect.any(Number));
  });

  test('jwt_configuration.lifetime_in_seconds is the exp', async () => {
    await given({ client: { jwt_configuration: { lifetime_in_seconds: 5 } } });
    const { iat, exp } = decodeJwt((await other.tokens()).id_token).payload;
    expect(Number(exp) - Number(iat)).toBe(5);
  });
});
