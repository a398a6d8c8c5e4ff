import { describe, expect, it } from 'vitest';
import { decodeBase64url, encodeBase64url } from './base64url.ts';

describe('base64url without padding', () => {
  it('RFC 7515 Appendix C: encodes the published octets', () => {
    expect(encodeBase64url(Uint8Array.of(3, 236, 255, 224, 193))).toBe('A-z_4ME');
    expect(decodeBase64url('A-z_4ME')).toEqual(Uint8Array.of(3, 236, 255, 224, 193));
  });

  it('gives back every length of input', () => {
    for (let length = 0; length < 70; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) % 256);
      const text = encodeBase64url(bytes);
      expect(text).toMatch(/^[A-Za-z0-9_-]*$/);
      expect(decodeBase64url(text)).toEqual(bytes);
    }
  });

  it.each(['A-z_4ME=', 'A+z_4ME', 'A/z_4ME', 'A-z_4ME ', 'A-z\n_4ME', 'A', 'AAAAA', 'é', 'A-z.4ME'])(
    'refuses %j, which a lenient decoder would take',
    (text) => expect(decodeBase64url(text)).toBeNull(),
  );
});
