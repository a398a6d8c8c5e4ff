import { describe, expect, it } from 'vitest';
import { encodeBase64url } from './base64url.ts';
import { checkRefreshedIdToken, checkTokenResponse } from './token-response.ts';
import { failed } from './verdict.ts';

const good = { access_token: 'mF_9.B5f-4.1JqM', token_type: 'Bearer', expires_in: 3600 };

describe('RFC 6749 Section 5.1: the token response', () => {
  it.each(['Bearer', 'bearer', 'BEARER', 'bEARER'])('accepts token_type %s', (token_type) => {
    expect(failed(checkTokenResponse({ ...good, token_type }))).toBeUndefined();
  });

  it.each([
    ['another token_type', { token_type: 'mac' }, 'token_type is Bearer'],
    ['no token_type', { token_type: undefined }, 'token_type is Bearer'],
    ['a token_type with a space', { token_type: 'Bearer ' }, 'token_type is Bearer'],
    ['no access_token', { access_token: undefined }, 'access_token is text'],
    ['an empty access_token', { access_token: '' }, 'access_token is text'],
    ['an access_token that is an object', { access_token: {} }, 'access_token is text'],
    ['an expires_in that is text', { expires_in: '3600' }, 'expires_in is a number of seconds'],
    ['a negative expires_in', { expires_in: -1 }, 'expires_in is a number of seconds'],
    ['a refresh_token that is null', { refresh_token: null }, 'refresh_token is text'],
    ['an id_token that is a list', { id_token: [] }, 'id_token is text'],
  ])('fails with %s', (_, change, check) => {
    expect(failed(checkTokenResponse({ ...good, ...change }))?.check).toBe(check);
  });

  it('cannot tell how long a token lives that does not say', () => {
    const { expires_in: _, ...rest } = good;
    expect(checkTokenResponse(rest).map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'cannot-tell']);
  });

  it('puts no token into the evidence', () => {
    const text = JSON.stringify(checkTokenResponse({ ...good, refresh_token: 'tGzv3JOkF0XG5Qx2TlKWIA' }));
    expect(text).not.toMatch(/mF_9|tGzv3/);
  });
});

describe('OpenID Connect Core Section 12.2: the refreshed ID token', () => {
  const token = (claims: object) =>
    `${btoa('{"alg":"RS256"}').replace(/=+$/, '')}.${encodeBase64url(new TextEncoder().encode(JSON.stringify(claims)))}.`;
  const first = { issuer: 'https://tenant.example.com/', clientId: 's6BhdRkqt3', sub: 'auth0|1' };
  const claims = { iss: first.issuer, sub: first.sub, aud: [first.clientId] };

  it('may be missing', () => expect(checkRefreshedIdToken({}, first)).toEqual([]));

  it('passes for the same person at the same issuer', () => {
    const verdicts = checkRefreshedIdToken({ id_token: token(claims) }, first);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass']);
  });

  it.each([
    ['iss', { iss: 'https://evil.example/' }],
    ['sub', { sub: 'auth0|2' }],
    ['aud', { aud: 'other' }],
  ])('fails with another %s', (name, change) => {
    const verdicts = checkRefreshedIdToken({ id_token: token({ ...claims, ...change }) }, first);
    expect(failed(verdicts)?.check).toMatch(new RegExp(`^${name} `));
  });

  it('fails when it cannot be read', () => {
    expect(failed(checkRefreshedIdToken({ id_token: 'opaque' }, first))).toBeDefined();
  });

  it('cannot tell where there was no first one', () => {
    const verdicts = checkRefreshedIdToken({ id_token: token(claims) }, { ...first, sub: undefined });
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['pass', 'cannot-tell', 'pass']);
  });
});
