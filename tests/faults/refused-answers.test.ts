/** Nothing of an answer is used when the answer is refused: neither the code nor a token of it becomes a value. */
import { expect, it } from 'vitest';
import { authorizationCodePkce, stepById } from '#lib/flow/index.ts';
import { learnFromRedirect, learnFromResponse } from '#lib/flow/learn.ts';

const sent = {
  redirect_uri: 'com.example.timesheets://callback',
  state: 'AAECAwQFBgcICQoLDA0ODw',
  issuer: 'https://tenant.example.com/',
};

it.each([
  ['another state', 'com.example.timesheets://callback?code=SplxlOBeZQQYbYS6WxSbIA&state=other'],
  ['no state', 'com.example.timesheets://callback?code=SplxlOBeZQQYbYS6WxSbIA'],
  [
    'another issuer',
    `com.example.timesheets://callback?code=SplxlOBeZQQYbYS6WxSbIA&state=${sent.state}&iss=https%3A%2F%2Fevil.example%2F`,
  ],
  ['another address', `com.example.other://callback?code=SplxlOBeZQQYbYS6WxSbIA&state=${sent.state}`],
  [
    'an error beside the code',
    `com.example.timesheets://callback?code=SplxlOBeZQQYbYS6WxSbIA&state=${sent.state}&error=server_error`,
  ],
])('RFC 6749 Section 10.12: a redirect with %s brings no code', (_, url) => {
  const step = stepById(authorizationCodePkce, 'authorization-response');
  if (step?.kind !== 'redirect' || step.direction !== 'incoming')
    throw new Error('There is no such redirect.');
  expect(learnFromRedirect(step, url, sent).values).toEqual({});
});

const good = {
  access_token: 'mF_9.B5f-4.1JqM',
  token_type: 'Bearer',
  refresh_token: 'tGzv3JOkF0XG5Qx2TlKWIA',
};

it.each([
  ['an unknown token_type', 200, { ...good, token_type: 'mac' }],
  ['no token_type', 200, { ...good, token_type: undefined }],
  ['an empty access_token', 200, { ...good, access_token: '' }],
  ['the status of a refusal', 403, good],
])('RFC 6749 Section 5.1: a token response with %s brings no token', (_, status, members) => {
  const step = stepById(authorizationCodePkce, 'token-request');
  if (step?.kind !== 'request') throw new Error('There is no such request.');
  const response = { status, statusText: '', headers: [], body: JSON.stringify(members) };
  expect(learnFromResponse(step, response, {}).values).toEqual({});
});
