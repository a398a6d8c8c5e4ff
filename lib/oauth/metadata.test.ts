import { describe, expect, it } from 'vitest';
import { checkMetadata } from './metadata.ts';
import { failed } from './verdict.ts';

const issuer = 'https://tenant.example.com/';
const good = {
  issuer,
  authorization_endpoint: 'https://tenant.example.com/authorize',
  token_endpoint: 'https://tenant.example.com/oauth/token',
  jwks_uri: 'https://tenant.example.com/.well-known/jwks.json',
  code_challenge_methods_supported: ['S256', 'plain'],
};

describe('OpenID Connect Discovery Section 4.3: the metadata', () => {
  it('passes for the issuer the app was configured with', () => {
    expect(new Set(checkMetadata(good, issuer).map(({ verdict }) => verdict))).toEqual(new Set(['pass']));
  });

  it.each([
    ['another issuer', { issuer: 'https://evil.example/' }, 'issuer'],
    ['the issuer without its slash', { issuer: 'https://tenant.example.com' }, 'issuer'],
    ['no issuer', { issuer: undefined }, 'issuer'],
    ['http beyond loopback', { token_endpoint: 'http://tenant.example.com/oauth/token' }, 'token_endpoint'],
    ['a script for an address', { authorization_endpoint: 'javascript:alert(1)' }, 'authorization_endpoint'],
    [
      'a fragment',
      { authorization_endpoint: 'https://tenant.example.com/authorize#a' },
      'authorization_endpoint',
    ],
    ['an address that is a number', { jwks_uri: 7 }, 'jwks_uri'],
    ['plain alone', { code_challenge_methods_supported: ['plain'] }, 'The tenant knows S256'],
    ['no method at all', { code_challenge_methods_supported: [] }, 'The tenant knows S256'],
  ])('fails with %s', (_, change, check) => {
    expect(failed(checkMetadata({ ...good, ...change }, issuer))?.check).toContain(check);
  });

  it.each(['localhost:3000', '127.0.0.1:3000', '[::1]:3000'])('accepts http at %s', (host) => {
    const token_endpoint = `http://${host}/oauth/token`;
    expect(failed(checkMetadata({ ...good, token_endpoint }, issuer))).toBeUndefined();
  });

  it('cannot tell about PKCE where the metadata says nothing', () => {
    const { code_challenge_methods_supported: _, ...rest } = good;
    expect(checkMetadata(rest, issuer).at(-1)).toMatchObject({ verdict: 'cannot-tell' });
  });
});
