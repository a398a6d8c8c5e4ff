/** Which client speaks at the back channel, and whether it proves it as its settings say (RFC 6749 Section 2.3). */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { ClientSettings } from '#lib/scenario/settings.ts';
import { clientOf, type Tenant } from './tenant.ts';

export interface Presented {
  readonly clientId: string | undefined;
  readonly method: 'none' | 'client_secret_post' | 'client_secret_basic' | 'more than one';
  readonly secret: string | undefined;
}

export type ClientProof =
  | { readonly ok: true; readonly client: ClientSettings }
  | {
      readonly ok: false;
      readonly client: ClientSettings | undefined;
      readonly reason: 'unknown client' | 'wrong method' | 'wrong secret' | 'more than one method';
    };

/** What the request presents, by header (RFC 6749 Section 2.3.1) or by form. */
export function presentedBy(authorization: string | null, form: URLSearchParams): Presented {
  const basic = authorization === null ? undefined : parseBasic(authorization);
  const secret = form.get('client_secret') || undefined;
  const clientId = basic?.clientId ?? (form.get('client_id') || undefined);
  if (basic && secret !== undefined) return { clientId, method: 'more than one', secret: undefined };
  if (basic) return { clientId, method: 'client_secret_basic', secret: basic.secret };
  return { clientId, method: secret === undefined ? 'none' : 'client_secret_post', secret };
}

/** Both halves are form-encoded inside the base64 text. */
function parseBasic(authorization: string): { clientId: string; secret: string } | undefined {
  const match = /^basic ([A-Za-z0-9+/]+={0,2})$/i.exec(authorization.trim());
  if (!match?.[1]) return undefined;
  const text = Buffer.from(match[1], 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  const decode = (part: string) => {
    try {
      return decodeURIComponent(part.replaceAll('+', '%20'));
    } catch {
      return part;
    }
  };
  return { clientId: decode(text.slice(0, colon)), secret: decode(text.slice(colon + 1)) };
}

export function proveClient(tenant: Tenant, { clientId, method, secret }: Presented): ClientProof {
  const client = clientOf(tenant, clientId);
  if (!client) return { ok: false, client, reason: 'unknown client' };
  if (method === 'more than one') return { ok: false, client, reason: 'more than one method' };
  const isConfidential = client.token_endpoint_auth_method !== 'none';
  // Post and Basic prove the same, so either will do where a secret is asked for.
  if (isConfidential !== (method !== 'none')) return { ok: false, client, reason: 'wrong method' };
  if (isConfidential && !equal(secret ?? '', client.client_secret ?? '')) {
    return { ok: false, client, reason: 'wrong secret' };
  }
  return { ok: true, client };
}

/** In a time that does not tell how much of the secret was right. */
function equal(left: string, right: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(left), digest(right));
}
