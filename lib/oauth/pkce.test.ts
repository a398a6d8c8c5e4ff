import { describe, expect, it } from 'vitest';
import { calculateCodeChallenge, checkCodeVerifier, generateCodeVerifier } from './pkce.ts';

/** RFC 7636 Appendix B. */
const octets = [
  116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37, 77, 105, 214, 191,
  240, 91, 88, 5, 88, 83, 132, 141, 121,
];
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

describe('Proof Key for Code Exchange', () => {
  it('RFC 7636 Appendix B: makes the published verifier of the published octets', () => {
    const asked: number[] = [];
    const made = generateCodeVerifier((bytes) => {
      asked.push(bytes);
      return Uint8Array.from(octets);
    });
    expect(made).toBe(verifier);
    expect(asked).toEqual([32]);
  });

  it('RFC 7636 Appendix B: derives the published challenge', async () => {
    expect(await calculateCodeChallenge(verifier)).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  });

  it.each([
    ['43 characters', 'a'.repeat(43)],
    ['128 characters', 'a'.repeat(128)],
    ['all of the unreserved marks', `-._~${'a'.repeat(39)}`],
  ])('RFC 7636 Section 4.1: accepts %s', (_, text) => {
    expect(checkCodeVerifier(text)).toMatchObject({ verdict: 'pass', spec: 'RFC7636-4.1' });
  });

  it.each([
    ['42 characters', 'a'.repeat(42), '42 characters'],
    ['129 characters', 'a'.repeat(129), '129 characters'],
    ['nothing', '', '0 characters'],
    ['padding', `${'a'.repeat(43)}=`, 'also “=”'],
    ['the alphabet of base64', `${'a'.repeat(43)}+`, 'also “+”'],
    ['a line break at the end', `${'a'.repeat(43)}\n`, 'also “\n”'],
  ])('RFC 7636 Section 4.1: refuses %s and says why', (_, text, actual) => {
    expect(checkCodeVerifier(text)).toMatchObject({ verdict: 'fail', actual });
  });
});
