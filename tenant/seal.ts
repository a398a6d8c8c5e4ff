/**
 * What a half-finished login needs is not kept on the server: it travels, encrypted, in the `state` of the login
 * page's address. So no number of anonymous requests can push anybody's login out of a store, or fill one.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Tenant } from './tenant.ts';

const IV = 12;
const TAG = 16;
/** What an unsealed login may take: far above any request that `/authorize` lets through. */
const LIMIT = 64 * 1024;

/**
 * Encrypts (AES-256-GCM) with a key of the tenant's. Only the browser that `device` names can have it opened.
 */
export function seal(tenant: Tenant, device: string, value: unknown): string {
  const [key] = tenant.keys.secrets('login');
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(device));
  const sealed = Buffer.concat([cipher.update(deflateRawSync(JSON.stringify(value))), cipher.final()]);
  return Buffer.concat([iv, sealed, cipher.getAuthTag()]).toString('base64url');
}

/** Undefined for anything that this tenant has not sealed for this browser. */
export function unseal(tenant: Tenant, device: string, text: string): unknown {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length > LIMIT) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length <= IV + TAG) return undefined;
  for (const key of tenant.keys.secrets('login')) {
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV))
        .setAAD(Buffer.from(device))
        .setAuthTag(bytes.subarray(-TAG));
      const opened = Buffer.concat([decipher.update(bytes.subarray(IV, -TAG)), decipher.final()]);
      return JSON.parse(inflateRawSync(opened, { maxOutputLength: LIMIT }).toString('utf8'));
    } catch {
      // Sealed by another key, for another browser, or by nobody.
    }
  }
  return undefined;
}

/** A token for a form that only a browser with `device` and `subject` can have been given. */
export const formToken = (tenant: Tenant, device: string, subject: string): string =>
  createHash('sha256')
    .update(tenant.keys.secrets('form')[0])
    .update(JSON.stringify([device, subject]))
    .digest('base64url');
