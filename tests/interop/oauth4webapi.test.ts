/** A native app that is made with oauth4webapi, a public client. */
import * as oauth from 'oauth4webapi';
import { beforeAll, expect, test } from 'vitest';
import { demoUser, nativeClientId, timesheetsIdentifier } from '#lib/scenario/defaults.ts';
import { callApi, issuer, site } from './house.ts';
import { Person } from './person.ts';

const http = { [oauth.allowInsecureRequests]: true };
const client: oauth.Client = { client_id: nativeClientId };
const none = oauth.None();
const redirectUri = `${site}/callback`;
const scope = 'openid profile email offline_access read:timesheets';

let server: oauth.AuthorizationServer;
beforeAll(async () => {
  const identifier = new URL(issuer);
  server = await oauth.processDiscoveryResponse(identifier, await oauth.discoveryRequest(identifier, http));
});

async function logIn(person: Person): Promise<oauth.TokenEndpointResponse> {
  const codeVerifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const nonce = oauth.generateRandomNonce();
  const request = new URL(server.authorization_endpoint ?? '');
  request.search = new URLSearchParams({
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: redirectUri,
    scope,
    audience: timesheetsIdentifier,
    code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  }).toString();
  const callback = await person.visit(request, redirectUri);
  const parameters = oauth.validateAuthResponse(server, client, callback, state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    none,
    parameters,
    redirectUri,
    codeVerifier,
    http,
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: nonce,
    requireIdToken: true,
  });
  // By default the library leaves the signature to TLS, which is not there on loopback.
  await oauth.validateApplicationLevelSignature(server, response, http);
  return tokens;
}

async function refresh(refreshToken: string): Promise<oauth.TokenEndpointResponse> {
  const response = await oauth.refreshTokenGrantRequest(server, client, none, refreshToken, http);
  return oauth.processRefreshTokenResponse(server, client, response);
}

const refused = (error: string) => expect.objectContaining({ error, status: 403 });

test('logs in, calls the API and reads the user', async () => {
  const tokens = await logIn(new Person());
  expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 86_400 });
  // RFC 6749 Section 3.3: the order does not matter.
  expect(tokens.scope?.split(' ').sort()).toEqual(scope.split(' ').sort());
  expect(oauth.getValidatedIdTokenClaims(tokens)).toMatchObject({
    iss: issuer,
    sub: demoUser.user_id,
    aud: nativeClientId,
    email: demoUser.email,
  });
  expect(await callApi(tokens.access_token)).toMatchObject({ status: 200, body: { sub: demoUser.user_id } });

  const response = await oauth.userInfoRequest(server, client, tokens.access_token, http);
  expect(await oauth.processUserInfoResponse(server, client, demoUser.user_id, response)).toMatchObject({
    email: demoUser.email,
    name: demoUser.name,
  });
});

test('refreshes, and loses the whole family when an old refresh token comes again', async () => {
  const { refresh_token: first = '' } = await logIn(new Person());
  const { refresh_token: second = '', access_token } = await refresh(first);
  expect(second).toMatch(/./);
  expect(second).not.toBe(first);
  expect(await callApi(access_token)).toMatchObject({ status: 200 });
  await expect(refresh(first)).rejects.toEqual(refused('invalid_grant'));
  await expect(refresh(second)).rejects.toEqual(refused('invalid_grant'));
});

test('revokes its refresh token', async () => {
  const { refresh_token = '' } = await logIn(new Person());
  await oauth.processRevocationResponse(
    await oauth.revocationRequest(server, client, none, refresh_token, http),
  );
  await expect(refresh(refresh_token)).rejects.toEqual(refused('invalid_grant'));
});

test('is logged in without a page while the session lasts, and asked again after the logout', async () => {
  const person = new Person();
  const { id_token = '' } = await logIn(person);
  expect(person.pages).toContain('Welcome');
  await logIn(person);
  expect(person.pages).not.toContain('Welcome');

  const returnTo = `${site}/callback/logout`;
  const request = new URL(server.end_session_endpoint ?? '');
  request.search = new URLSearchParams({
    id_token_hint: id_token,
    post_logout_redirect_uri: returnTo,
  }).toString();
  expect((await person.visit(request, returnTo)).href).toBe(returnTo);
  await logIn(person);
  expect(person.pages).toContain('Welcome');
});
