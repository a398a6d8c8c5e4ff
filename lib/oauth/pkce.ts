/** Proof Key for Code Exchange (RFC 7636), the client's half. */
import { encodeBase64url } from './base64url.ts';
import type { Verdict } from './verdict.ts';

/** 32 bytes give 43 characters and the 256 bits that RFC 7636 Section 7.1 asks for. */
export const VERIFIER_BYTES = 32;

/** `code_verifier = 43*128unreserved` (RFC 7636 Section 4.1). */
const CODE_VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/;

/** A fresh code verifier (RFC 7636 Section 4.1). `random` must be a cryptographically secure source. */
export const generateCodeVerifier = (random: (bytes: number) => Uint8Array): string =>
  encodeBase64url(random(VERIFIER_BYTES));

/** `BASE64URL-ENCODE(SHA256(ASCII(code_verifier)))` (RFC 7636 Section 4.2): 43 characters. */
export async function calculateCodeChallenge(codeVerifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(codeVerifier));
  return encodeBase64url(new Uint8Array(digest));
}

/** Whether a text may be used as a code verifier; a failure says which of the rules it breaks. */
export function checkCodeVerifier(codeVerifier: string): Verdict {
  const check = 'code_verifier has 43 to 128 characters of A–Z a–z 0–9 - . _ ~';
  if (CODE_VERIFIER.test(codeVerifier)) return { check, verdict: 'pass', spec: 'RFC7636-4.1' };
  const { length } = codeVerifier;
  const actual =
    length < 43 || length > 128
      ? `${length} characters`
      : `also “${/[^A-Za-z0-9\-._~]/.exec(codeVerifier)?.[0] ?? ''}”`;
  return {
    check,
    verdict: 'fail',
    expected: '43 to 128 unreserved characters',
    actual,
    because: 'A server must refuse it, and a short one can be guessed.',
    spec: 'RFC7636-4.1',
  };
}
