/** Who may set up a visitor tenant and its API: whoever knows the key that its id was made from. */
import { createHash, timingSafeEqual } from 'node:crypto';

/** 32 bytes in base64url. */
const KEY = /^[A-Za-z0-9_-]{43}$/;

/** The tenant's id: the first 22 characters of `BASE64URL(SHA256(ASCII(key)))`. */
export function tenantIdOf(key: string): string {
  return createHash('sha256').update(key, 'ascii').digest('base64url').slice(0, 22);
}

/** Whether `key` (the value of the `x-pixy-key` header, or null) is the one that `id` was made from. */
export function ownsTenant(id: string, key: string | null | undefined): boolean {
  if (!key || !KEY.test(key)) return false;
  const expected = Buffer.from(tenantIdOf(key));
  const actual = Buffer.from(id);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
