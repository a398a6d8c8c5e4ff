import { CompactSign, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkIdToken, type IdTokenExpectations } from './id-token.ts';
import type { Verdict } from './verdict.ts';

const NOW = Date.parse('2026-11-23T08:00:00Z');
const seconds = NOW / 1000;

let ours: CryptoKeyPair;
let theirs: CryptoKeyPair;
let expected: IdTokenExpectations;

const claims = {
  iss: 'https://tenant.example.com/',
  sub: 'auth0|1',
  aud: 's6BhdRkqt3',
  iat: seconds - 1,
  exp: seconds + 36_000,
  nonce: 'n-0S6_WzA2Mj',
};

beforeAll(async () => {
  ours = await generateKeyPair('RS256', { extractable: true });
  theirs = await generateKeyPair('RS256', { extractable: true });
  expected = {
    issuer: claims.iss,
    clientId: claims.aud,
    nonce: claims.nonce,
    jwks: JSON.stringify({
      keys: [{ ...(await exportJWK(ours.publicKey)), kid: 'current', use: 'sig', alg: 'RS256' }],
    }),
    now: NOW,
  };
});

const sign = (payload: object, header: object = {}, key = ours.privateKey) =>
  new SignJWT(payload as JWTPayload)
    .setProtectedHeader({ alg: 'RS256', kid: 'current', ...header })
    .sign(key);

/** The checks with a verdict, as far as the first words tell them apart. */
const having = (verdict: Verdict['verdict'], verdicts: readonly Verdict[]) =>
  verdicts.filter((v) => v.verdict === verdict).map(({ check }) => check.split(/[ ,]/, 2).join(' '));

const check = async (payload: object, more: Partial<IdTokenExpectations> = {}) =>
  checkIdToken(await sign(payload), { ...expected, ...more });

describe('OpenID Connect Core Section 3.1.3.7: the ID token', () => {
  it('passes every check in the order of the specification, and names the key', async () => {
    const verdicts = await check(claims);
    expect(having('fail', verdicts)).toEqual([]);
    expect(having('cannot-tell', verdicts)).toEqual(['at_hash ']);
    expect(verdicts.map(({ check: words }) => words)).toEqual([
      'The ID token is a signed JWT',
      'iss is the issuer the app was configured with',
      'aud is this app alone',
      'azp, where there is one, is this app',
      'alg is RS256',
      'The tenant publishes the key that signed it',
      'The signature is valid',
      'exp lies in the future',
      'iat lies in the past',
      'nonce is the one that was sent',
      'sub names somebody',
      'at_hash, where there is one, fits the access token',
    ]);
    expect(verdicts[6]?.actual).toBe('RS256 with key “current”');
  });

  it.each([
    ['another issuer', { iss: 'https://evil.example/' }, 'iss is'],
    ['the issuer without its slash', { iss: 'https://tenant.example.com' }, 'iss is'],
    ['another audience', { aud: 'other' }, 'aud is'],
    ['one audience too many', { aud: ['s6BhdRkqt3', 'other'] }, 'aud is'],
    ['no audience', { aud: undefined }, 'aud is'],
    ['another azp', { azp: 'other' }, 'azp '],
    ['an exp in the past', { exp: seconds - 60 }, 'exp lies'],
    ['an exp that is text', { exp: String(seconds + 60) }, 'exp lies'],
    ['no exp', { exp: undefined }, 'exp lies'],
    ['an iat in the future', { iat: seconds + 61 }, 'iat lies'],
    ['no iat', { iat: undefined }, 'iat lies'],
    ['another nonce', { nonce: 'another' }, 'nonce is'],
    ['no nonce', { nonce: undefined }, 'nonce is'],
    ['no sub', { sub: undefined }, 'sub names'],
    ['a sub of 256 characters', { sub: 'a'.repeat(256) }, 'sub names'],
    ['another at_hash', { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }, 'at_hash '],
  ])('fails with %s, and on that check alone', async (_, change, failing) => {
    const verdicts = await check({ ...claims, ...change }, { accessToken: 'SlAV32hkKG' });
    expect(having('fail', verdicts)).toEqual([failing]);
  });

  it('tolerates the leeway to the second, and no more', async () => {
    const exp = { ...claims, exp: seconds - 59 };
    expect(having('fail', await check(exp))).toEqual([]);
    expect(having('fail', await check(exp, { leeway: 0 }))).toEqual(['exp lies']);
    expect(having('fail', await check({ ...claims, iat: seconds + 60 }))).toEqual([]);
  });

  it('Section 3.1.3.6: accepts the left half of the hash of the access token', async () => {
    // printf SlAV32hkKG | openssl dgst -sha256 -binary | head -c 16 | base64
    const at_hash = 'rXH7QWVTZnXYCou_6Vdpfg';
    const verdicts = await check({ ...claims, at_hash }, { accessToken: 'SlAV32hkKG' });
    expect(having('pass', verdicts)).toContain('at_hash ');
    expect(having('fail', verdicts)).toEqual([]);
  });
});

describe('the signature', () => {
  it('fails when another key made it under the same name', async () => {
    const token = await sign(claims, {}, theirs.privateKey);
    expect(having('fail', await checkIdToken(token, expected))).toEqual(['The signature']);
  });

  it('fails when a claim was changed after signing', async () => {
    const [header, , signature] = (await sign(claims)).split('.');
    const payload = btoa(JSON.stringify({ ...claims, sub: 'auth0|2' })).replace(/=+$/, '');
    const token = `${header}.${payload}.${signature}`;
    expect(having('fail', await checkIdToken(token, expected))).toEqual(['The signature']);
  });

  it.each([['none'], ['HS256'], ['PS256'], ['RS384']])('is not even tried with alg %s', async (alg) => {
    const header = btoa(JSON.stringify({ alg, kid: 'current' })).replace(/=+$/, '');
    const [, payload] = (await sign(claims)).split('.');
    const verdicts = await checkIdToken(`${header}.${payload}.AAAA`, expected);
    expect(having('fail', verdicts)).toEqual(['alg is']);
    expect(having('cannot-tell', verdicts)).toContain('The signature');
  });

  it('does not take the public key for an HMAC secret', async () => {
    const secret = new TextEncoder().encode(expected.jwks);
    const token = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'HS256', kid: 'current' })
      .sign(secret);
    expect(having('fail', await checkIdToken(token, expected))).toEqual(['alg is']);
  });

  it('names the key that is missing, and those that are there', async () => {
    const verdicts = await checkIdToken(await sign(claims, { kid: 'next' }), expected);
    expect(verdicts.find(({ verdict }) => verdict === 'fail')).toMatchObject({
      expected: 'kid “next”',
      actual: '“current”',
    });
    expect(having('cannot-tell', verdicts)).toEqual(['The signature', 'at_hash ']);
  });

  it('Section 10.1: does without a kid when there is one key, and not when there are two', async () => {
    const token = await sign(claims, { kid: undefined });
    expect(having('fail', await checkIdToken(token, expected))).toEqual([]);
    const [key] = JSON.parse(expected.jwks).keys;
    const jwks = JSON.stringify({ keys: [key, { ...key, kid: 'next' }] });
    expect(having('fail', await checkIdToken(token, { ...expected, jwks }))).toEqual(['The tenant']);
  });

  it('ignores keys for encryption', async () => {
    const [key] = JSON.parse(expected.jwks).keys;
    const jwks = JSON.stringify({ keys: [{ ...key, use: 'enc' }] });
    expect(having('fail', await checkIdToken(await sign(claims), { ...expected, jwks }))).toEqual([
      'The tenant',
    ]);
  });

  it.each([
    '',
    '{}',
    'null',
    '{"keys":{}}',
    '{"keys":[null,1,"a"]}',
    '{"keys":[{"kty":"RSA","kid":"current"}]}',
  ])('never passes with the key set %s', async (jwks) => {
    const verdicts = await checkIdToken(await sign(claims), { ...expected, jwks });
    expect(having('pass', verdicts)).not.toContain('The signature');
  });
});

describe('what is no JWT', () => {
  it.each(['', 'opaque', 'a.b.c.d.e', 'eyJhbGciOiJSUzI1NiJ9.e30', 'eyJhbGciOiJSUzI1NiJ9.W10.AAAA'])(
    'fails with %j on the first check and cannot tell about the others',
    async (token) => {
      const verdicts = await checkIdToken(token, expected);
      expect(verdicts.map(({ verdict }) => verdict)).toEqual(['fail', ...Array(11).fill('cannot-tell')]);
    },
  );
});
