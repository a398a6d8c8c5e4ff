/** Examples printed in the RFCs, and texts that broke other people's parsers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { authorizationCodePkce, stepById } from '#lib/flow/index.ts';
import { learnFromResponse } from '#lib/flow/learn.ts';
import { decodeBase64url, encodeBase64url } from '#lib/oauth/base64url.ts';
import { checkIdToken } from '#lib/oauth/id-token.ts';
import { decodeToken } from '#lib/oauth/jwt.ts';
import { calculateCodeChallenge, checkCodeVerifier, generateCodeVerifier } from '#lib/oauth/pkce.ts';
import { checkAuthorizationResponse } from '#lib/oauth/redirect-uri.ts';
import { checkTokenResponse } from '#lib/oauth/token-response.ts';
import { failed } from '#lib/oauth/verdict.ts';
import { parseWwwAuthenticate } from '#lib/oauth/www-authenticate.ts';
import { vectorsAt } from '../support/vectors.ts';

const folder = vectorsAt();

interface Example {
  readonly spec: string;
  readonly section: string;
  readonly kind: string;
  readonly value?: unknown;
  readonly [more: string]: unknown;
}

const read = (...path: string[]) => JSON.parse(readFileSync(join(folder ?? '', ...path), 'utf8'));
const examples: readonly Example[] = folder ? read('rfc', 'rfc-examples.json').examples : [];

/** The examples of a kind, each with the title of its test. */
const of = (kind: string, spec?: string): [string, Example][] =>
  examples
    .filter((example) => example.kind === kind && (spec === undefined || example.spec === spec))
    .map((example) => [`${example.spec} ${example.section}`, example]);

describe('published examples', () => {
  it.each(of('base64url'))('%s: base64url', (_, { octets, encoded }) => {
    expect(encodeBase64url(Uint8Array.from(octets as number[]))).toBe(encoded);
    expect([...(decodeBase64url(String(encoded)) ?? [])]).toEqual(octets);
  });

  it.each(of('pkce-S256'))(
    '%s: verifier and challenge',
    async (_, { octets, code_verifier, code_challenge }) => {
      expect(generateCodeVerifier(() => Uint8Array.from(octets as number[]))).toBe(code_verifier);
      expect(checkCodeVerifier(String(code_verifier)).verdict).toBe('pass');
      expect(await calculateCodeChallenge(String(code_verifier))).toBe(code_challenge);
    },
  );

  it.each([...of('jws-compact'), ...of('jwt')])(
    '%s: a JWS is taken apart, and never passes for an ID token',
    async (_, { jws, jwk }) => {
      const token = decodeToken(String(jws));
      // RFC 7515 Appendix A.4 signs the text "Payload", which is no set of claims.
      expect(token.kind === 'jws' || (token.kind === 'malformed' && token.because.includes('payload'))).toBe(
        true,
      );
      const verdicts = await checkIdToken(String(jws), {
        issuer: 'joe',
        clientId: 'joe',
        jwks: JSON.stringify({ keys: [jwk] }),
        now: 0,
      });
      expect(failed(verdicts)).toBeDefined();
    },
  );

  it.each(of('authorization-response', 'RFC 6749'))('%s: a code comes back', (_, { value }) => {
    const verdicts = checkAuthorizationResponse(String(value), {
      redirectUri: 'https://client.example.com/cb',
      state: 'xyz',
      issuer: undefined,
      issPromised: false,
    });
    expect(failed(verdicts)).toBeUndefined();
  });

  it.each(of('authorization-response', 'RFC 9207'))('%s: the issuer comes back', (_, { value, iss }) => {
    const expected = {
      redirectUri: 'https://client.example/cb',
      state: 'ZWVlNDBlYzA1NjdkMDNhYjg3ZjUxZjAyNGQzMTM2NzI',
      issPromised: true,
    };
    expect(
      failed(checkAuthorizationResponse(String(value), { ...expected, issuer: String(iss) })),
    ).toBeUndefined();
    const mixedUp = checkAuthorizationResponse(String(value), {
      ...expected,
      issuer: 'https://other.example',
    });
    expect(failed(mixedUp)?.spec).toBe('RFC9207-2.4');
  });

  it.each(of('authorization-error'))('%s: an error comes back', (_, { value }) => {
    const verdicts = checkAuthorizationResponse(String(value), {
      redirectUri: 'https://client.example.com/cb',
      state: 'xyz',
      issuer: undefined,
      issPromised: false,
    });
    expect(failed(verdicts)).toMatchObject({ spec: 'RFC6749-4.1.2.1', actual: '“access_denied”' });
  });

  it.each(of('token-response'))('%s: a token response', (_, { value }) => {
    const members = value as { token_type: string };
    const bad = failed(checkTokenResponse({ ...members }))?.check;
    expect(bad).toBe(members.token_type === 'Bearer' ? undefined : 'token_type is Bearer');
  });

  it.each(of('token-error'))('%s: an error of the token endpoint', (_, { value }) => {
    const step = stepById(authorizationCodePkce, 'token-request');
    if (step?.kind !== 'request') throw new Error('There is no such request.');
    const response = { status: 400, statusText: 'Bad Request', headers: [], body: JSON.stringify(value) };
    expect(learnFromResponse(step, response, {}).error).toEqual({
      error: 'invalid_request',
      description: null,
    });
  });

  it.each(of('www-authenticate'))('%s: a challenge', (_, { value }) => {
    expect(parseWwwAuthenticate(String(value))).toMatchObject([{ scheme: 'Bearer' }]);
  });
});

describe('hostile strings', () => {
  const own = [
    '',
    ' ',
    '.',
    '..',
    '....',
    'eyJ.eyJ.eyJ',
    '%',
    '?',
    '#',
    '"',
    'Bearer "',
    '\u0000',
    '\ud800',
    '𝕏',
  ];
  const hostile: readonly string[] = folder ? [...own, ...read('strings', 'blns.json')] : own;

  it('are no tokens, no challenges that throw and no callback URLs', async () => {
    if (folder) expect(hostile.length).toBeGreaterThan(300);
    for (const text of hostile) {
      expect(['opaque', 'malformed']).toContain(decodeToken(text).kind);
      expect(() => parseWwwAuthenticate(text)).not.toThrow();
      const verdicts = checkAuthorizationResponse(text, {
        redirectUri: 'com.example.app:/cb',
        state: 'xyz',
        issuer: undefined,
        issPromised: false,
      });
      expect(failed(verdicts)).toBeDefined();
      expect(
        failed(await checkIdToken(text, { issuer: text, clientId: text, jwks: text, now: 0 })),
      ).toBeDefined();
    }
  });
});
