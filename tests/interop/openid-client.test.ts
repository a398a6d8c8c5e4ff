/** A web app that is made with openid-client, a confidential client. */
import * as client from 'openid-client';
import { beforeAll, expect, test } from 'vitest';
import { demoUser, localWebClientSecret, timesheetsIdentifier } from '#lib/scenario/defaults.ts';
import { callApi, clientOf, issuer } from './house.ts';
import { Person } from './person.ts';

const { client_id, callbacks = [], allowed_logout_urls = [] } = clientOf('timesheets-web');
const [redirectUri = ''] = callbacks;
const [returnTo = ''] = allowed_logout_urls;

let config: client.Configuration;
beforeAll(async () => {
  config = await client.discovery(new URL(issuer), client_id, localWebClientSecret, undefined, {
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
  });
});

async function logIn(person: Person) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const expectedNonce = client.randomNonce();
  const request = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid profile email offline_access read:timesheets',
    audience: timesheetsIdentifier,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
  });
  const callback = await person.visit(request, redirectUri);
  return client.authorizationCodeGrant(config, callback, {
    pkceCodeVerifier,
    expectedState,
    expectedNonce,
    idTokenExpected: true,
  });
}

test('logs in, calls the API and reads the user', async () => {
  const tokens = await logIn(new Person());
  expect(tokens.claims()).toMatchObject({ iss: issuer, sub: demoUser.user_id, aud: client_id });
  expect(await callApi(tokens.access_token)).toMatchObject({ status: 200, body: { sub: demoUser.user_id } });
  expect(await client.fetchUserInfo(config, tokens.access_token, demoUser.user_id)).toMatchObject({
    email: demoUser.email,
  });
});

test('refreshes by rotation', async () => {
  const first = await logIn(new Person());
  const second = await client.refreshTokenGrant(config, first.refresh_token ?? '');
  expect(second.refresh_token).toMatch(/./);
  expect(second.refresh_token).not.toBe(first.refresh_token);
  expect(second.claims()).toMatchObject({ sub: demoUser.user_id });
  expect(await callApi(second.access_token)).toMatchObject({ status: 200 });
});

test('revokes its refresh token', async () => {
  const { refresh_token = '' } = await logIn(new Person());
  await client.tokenRevocation(config, refresh_token);
  await expect(client.refreshTokenGrant(config, refresh_token)).rejects.toMatchObject({
    error: 'invalid_grant',
  });
});

test('logs out', async () => {
  const person = new Person();
  const { id_token = '' } = await logIn(person);
  const request = client.buildEndSessionUrl(config, {
    id_token_hint: id_token,
    post_logout_redirect_uri: returnTo,
    state: 'after-logout',
  });
  const arrived = await person.visit(request, returnTo);
  expect(arrived.href).toBe(new URL('/?state=after-logout', returnTo).href);
  await logIn(person);
  expect(person.pages).toContain('Welcome');
});

test('a wrong client secret is refused in Auth0’s words', async () => {
  const wrong = await client.discovery(new URL(issuer), client_id, 'not the secret', undefined, {
    execute: [client.allowInsecureRequests],
  });
  await expect(client.refreshTokenGrant(wrong, 'any')).rejects.toMatchObject({
    error: 'access_denied',
    error_description: 'Unauthorized',
    status: 401,
  });
});
