/** When a person is asked before an app gets anything: Auth0's rules for consent and for confirmation. */
import { createHash } from 'node:crypto';
import type { ClientSettings, ResourceServerSettings } from '#lib/scenario/settings.ts';
import { NO_SCOPE, OIDC_SCOPES } from './audience.ts';
import { isNonVerifiable } from './redirect-uri.ts';
import type { Tenant } from './tenant.ts';

/** How long a consent is remembered, in milliseconds. */
const REMEMBERED = 90 * 86_400_000;

/** What is remembered of a person's consents to one app at one API. */
function consentId(userId: string, clientId: string, audience: string | undefined): string {
  return createHash('sha256')
    .update(JSON.stringify([userId, clientId, audience ?? null]))
    .digest('base64url');
}

/** Scopes of the request that a person may be asked about: those that exist. */
export function scopesToAskFor(
  api: ResourceServerSettings | undefined,
  requested: readonly string[],
): readonly string[] {
  const known = new Set<string>([...OIDC_SCOPES, ...(api?.scopes.map(({ value }) => value) ?? [])]);
  return requested.filter((scope) => scope !== NO_SCOPE && known.has(scope));
}

/** A first-party app needs no consent unless the API insists on it; a third-party app always does. */
const mustAsk = (client: ClientSettings, api: ResourceServerSettings | undefined): boolean =>
  !client.is_first_party || (api !== undefined && !api.skip_consent_for_verifiable_first_party_clients);

export async function needsConsent(
  tenant: Tenant,
  client: ClientSettings,
  api: ResourceServerSettings | undefined,
  userId: string,
  requested: readonly string[],
): Promise<boolean> {
  if (!mustAsk(client, api)) return false;
  const id = consentId(userId, client.client_id, api?.identifier);
  const given = await tenant.artifacts.find('Consent', id);
  const scopes = given && Array.isArray(given.payload.scopes) ? given.payload.scopes : [];
  if (!given) return true;
  return scopesToAskFor(api, requested).some((scope) => !scopes.includes(scope));
}

export async function rememberConsent(
  tenant: Tenant,
  client: ClientSettings,
  api: ResourceServerSettings | undefined,
  userId: string,
  requested: readonly string[],
): Promise<void> {
  const id = consentId(userId, client.client_id, api?.identifier);
  const before = await tenant.artifacts.find('Consent', id);
  const scopes = new Set([
    ...(Array.isArray(before?.payload.scopes) ? before.payload.scopes : []),
    ...scopesToAskFor(api, requested),
  ]);
  await tenant.artifacts.upsert('Consent', id, { scopes: [...scopes] }, Date.now() + REMEMBERED);
}

/**
 * Whether a person who is shown nothing else must confirm where the answer goes (RFC 8252 Section 8.6). A confidential
 * app proves who it is at the token endpoint, so it is exempt.
 */
export function needsConfirmation(tenant: Tenant, client: ClientSettings, redirectUri: string): boolean {
  const skip =
    client.skip_non_verifiable_callback_uri_confirmation_prompt ??
    tenant.settings.skip_non_verifiable_callback_uri_confirmation_prompt;
  return !skip && client.token_endpoint_auth_method === 'none' && isNonVerifiable(redirectUri);
}
