/** The key to a visitor's tenant, and the tenant's id that follows from it (docs/doors.md). */

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** 32 random bytes as base64url: 43 characters. Whoever has it controls the tenant. */
export const generateTenantKey = (random: (bytes: number) => Uint8Array): string => base64url(random(32));

/** True for text that {@link generateTenantKey} could have made. */
export const isTenantKey = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);

/**
 * The first 22 characters (132 bits) of `BASE64URL(SHA256(ASCII(key)))`: public, and of no use to find the key.
 *
 * @throws DOMException where `crypto.subtle` is missing, that is on plain http beyond loopback; the caller asks
 * {@link canDigest} first.
 */
export async function calculateTenantId(key: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key));
  return base64url(new Uint8Array(digest)).slice(0, 22);
}

/** Browsers offer WebCrypto in secure contexts only: https, or http on loopback. */
export const canDigest = (): boolean => globalThis.crypto?.subtle !== undefined;
