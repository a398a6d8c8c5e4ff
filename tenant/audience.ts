/**
 * `audience`, Auth0's name for what RFC 8707 calls `resource`. Any text is a legal API identifier at Auth0, the
 * provider takes absolute URIs only: between the two an identifier travels as a URN.
 */
import { errors, type KoaContextWithOIDC, type ResourceServer } from 'oidc-provider';
import type { ResourceServerSettings } from '#lib/scenario/settings.ts';
import { apiOf, type Tenant } from './tenant.ts';
import type { User } from './users.ts';

const PREFIX = 'urn:pixy:audience:';

export const toResource = (audience: string): string =>
  `${PREFIX}${Buffer.from(audience).toString('base64url')}`;

export const toAudience = (resource: string): string =>
  Buffer.from(resource.slice(PREFIX.length), 'base64url').toString('utf8');

/** Scopes that belong to no API. The order is the order of Auth0's metadata. */
export const OIDC_SCOPES = ['openid', 'profile', 'offline_access', 'email', 'address', 'phone'] as const;

/**
 * Stands in for a request that asks for no scope that exists: Auth0 lets such a login pass, the provider would
 * refuse it. Never leaves the tenant.
 */
export const NO_SCOPE = 'pixy:none';

/** The audience that counts; undefined when the token is for `/userinfo` alone. */
export function requestedAudience(tenant: Tenant, audience: string | undefined): string | undefined {
  const wanted = audience || tenant.settings.default_audience;
  return wanted === '' || wanted === `${tenant.issuer}userinfo` ? undefined : wanted;
}

/** What the user may do at the API, as RBAC has it. */
export const permissionsAt = (api: ResourceServerSettings, user: User): readonly string[] =>
  user.permissions
    .filter((permission) => permission.resource_server_identifier === api.identifier)
    .map((permission) => permission.permission_name)
    .filter((permission) => api.scopes.some(({ value }) => value === permission));

/** What a token for the API may say in `scope`. With RBAC on, the user's permissions limit it. */
export function scopesOf(api: ResourceServerSettings, user: User | undefined): readonly string[] {
  const permitted = api.enforce_policies && user ? new Set(permissionsAt(api, user)) : undefined;
  const ofApi = api.scopes.map(({ value }) => value).filter((value) => permitted?.has(value) ?? true);
  const ofOidc = OIDC_SCOPES.filter((scope) => scope !== 'offline_access' || api.allow_offline_access);
  return [...ofOidc, NO_SCOPE, ...ofApi];
}

/** Tells the provider about an API. @throws AccessDenied in Auth0's words when there is no such API. */
export function resourceServerInfo(
  tenant: Tenant,
  ctx: KoaContextWithOIDC,
  resource: string,
): ResourceServer {
  const audience = toAudience(resource);
  const api = apiOf(tenant, audience);
  if (!api) throw new errors.AccessDenied(`Service not found: ${audience}`);
  const account = ctx.oidc.account as { user?: User } | undefined;
  const sign =
    api.signing_alg === 'HS256'
      ? { alg: 'HS256' as const, key: Buffer.from(api.signing_secret ?? '') }
      : { alg: api.signing_alg };
  return {
    audience: api.identifier,
    scope: scopesOf(api, account?.user).join(' '),
    accessTokenTTL: api.token_lifetime,
    accessTokenFormat: 'jwt',
    jwt: { sign },
  };
}
