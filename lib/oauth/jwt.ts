/** Takes a token apart for display. Nothing here verifies anything. */
import { decodeBase64url } from './base64url.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** The text of each part as it stands between the dots. */
type Parts<Name extends string> = { readonly [N in Name]: string };

export type DecodedToken =
  /** A signed token (RFC 7515): header and claims can be read by anybody. */
  | {
      readonly kind: 'jws';
      readonly header: JsonObject;
      readonly claims: JsonObject;
      readonly parts: Parts<'header' | 'payload' | 'signature'>;
    }
  /** An encrypted token (RFC 7516): only the header can be read. */
  | {
      readonly kind: 'jwe';
      readonly header: JsonObject;
      readonly parts: Parts<'header' | 'encryptedKey' | 'iv' | 'ciphertext' | 'tag'>;
    }
  /** No dots in the places of a JOSE token: a handle that only its issuer understands. */
  | { readonly kind: 'opaque' }
  /** It has the shape of a JOSE token, but a part of it cannot be read. */
  | { readonly kind: 'malformed'; readonly because: string };

/** Three parts are a JWS, five a JWE (RFC 7516 Section 9); everything else is opaque. Never throws. */
export function decodeToken(token: string): DecodedToken {
  const parts = token.split('.');
  if (parts.length === 3) {
    const [header = '', payload = '', signature = ''] = parts;
    const joseHeader = parseObject('header', header);
    const claims = parseObject('payload', payload);
    // `a.b.c` is more often a handle with dots in it than a broken JWT: only a readable header makes it one.
    if (typeof joseHeader === 'string')
      return looksEncoded(header) ? malformed(joseHeader) : { kind: 'opaque' };
    if (typeof claims === 'string') return malformed(claims);
    if (decodeBase64url(signature) === null)
      return malformed('The signature is not base64url without padding.');
    return { kind: 'jws', header: joseHeader, claims, parts: { header, payload, signature } };
  }
  if (parts.length === 5) {
    const [header = '', encryptedKey = '', iv = '', ciphertext = '', tag = ''] = parts;
    const joseHeader = parseObject('header', header);
    if (typeof joseHeader === 'string')
      return looksEncoded(header) ? malformed(joseHeader) : { kind: 'opaque' };
    return { kind: 'jwe', header: joseHeader, parts: { header, encryptedKey, iv, ciphertext, tag } };
  }
  return { kind: 'opaque' };
}

const malformed = (because: string): DecodedToken => ({ kind: 'malformed', because });

/** `eyJ` is `{"` in base64url: whoever wrote it meant a JSON object. */
const looksEncoded = (header: string): boolean => /^ey[A-Za-z]/.test(header);

/** The object, or a sentence that says why there is none. */
function parseObject(name: 'header' | 'payload', part: string): JsonObject | string {
  const bytes = decodeBase64url(part);
  if (bytes === null) return `The ${name} is not base64url without padding.`;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return `The ${name} is not UTF-8 text.`;
  }
  const value = parseJsonObject(text);
  return value ?? `The ${name} is not a JSON object.`;
}

/** The JSON object in a text, or null. Of two members with one name the last one counts (RFC 7519 Section 4). */
export function parseJsonObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : null;
  } catch {
    return null;
  }
}
