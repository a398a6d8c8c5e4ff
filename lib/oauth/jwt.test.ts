import { describe, expect, it } from 'vitest';
import { encodeBase64url } from './base64url.ts';
import { decodeToken } from './jwt.ts';

const part = (value: unknown): string =>
  encodeBase64url(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)));

describe('taking a token apart', () => {
  it('RFC 7515 Appendix A.1: reads the published JWS', () => {
    const token =
      'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    expect(decodeToken(token)).toMatchObject({
      kind: 'jws',
      header: { typ: 'JWT', alg: 'HS256' },
      claims: { iss: 'joe', exp: 1300819380, 'http://example.com/is_root': true },
      parts: { signature: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk' },
    });
  });

  it('RFC 7519 Section 6.1: reads an unsecured JWT as one without a signature', () => {
    const token = `${part({ alg: 'none' })}.${part({ iss: 'joe' })}.`;
    expect(decodeToken(token)).toMatchObject({ kind: 'jws', parts: { signature: '' } });
  });

  it('RFC 7516 Section 9: tells an encrypted token by its five parts', () => {
    const header = { alg: 'dir', enc: 'A256GCM', iss: 'https://tenant.example.com/' };
    expect(decodeToken(`${part(header)}..aXY.Y2lwaGVy.dGFn`)).toEqual({
      kind: 'jwe',
      header,
      parts: { header: part(header), encryptedKey: '', iv: 'aXY', ciphertext: 'Y2lwaGVy', tag: 'dGFn' },
    });
  });

  it.each(['', 'tGzv3JOkF0XG5Qx2TlKWIA', 'v1.MRHbz1VqR_y42v', 'a.b.c', '..', '....', 'a.b.c.d', '🍪.🍪.🍪'])(
    'calls %j opaque',
    (token) => expect(decodeToken(token)).toEqual({ kind: 'opaque' }),
  );

  it.each([
    ['padding in the header', `${part({ alg: 'RS256' })}=.${part({})}.`, 'header'],
    ['a header cut short', `${part({ alg: 'RS256' }).slice(0, -3)}.${part({})}.`, 'header'],
    ['a payload that is a list', `${part({ alg: 'RS256' })}.${part([])}.`, 'payload'],
    ['a payload that is not JSON', `${part({ alg: 'RS256' })}.${part('joe')}.`, 'payload'],
    [
      'a payload of broken UTF-8',
      `${part({ alg: 'RS256' })}.${encodeBase64url(Uint8Array.of(0xff))}.`,
      'payload',
    ],
    ['a signature with a space', `${part({ alg: 'RS256' })}.${part({})}.a b`, 'signature'],
  ])('calls a token with %s malformed and names the part', (_, token, named) => {
    expect(decodeToken(token)).toEqual({
      kind: 'malformed',
      because: expect.stringContaining(`The ${named}`),
    });
  });

  it('takes a claim named __proto__ for a claim', () => {
    const token = decodeToken(`${part('{"alg":"RS256"}')}.${part('{"__proto__":{"admin":true}}')}.`);
    if (token.kind !== 'jws') throw new Error(`It is ${token.kind}.`);
    expect(Object.keys(token.claims)).toEqual(['__proto__']);
    expect(token.claims.admin).toBeUndefined();
  });

  it('survives a payload nested a hundred thousand deep', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(['jws', 'malformed']).toContain(
      decodeToken(`${part({ alg: 'RS256' })}.${part(`{"a":${deep}}`)}.`).kind,
    );
  });
});
