/** What the tokens look like on the wire: Auth0's shape around what the provider decided. */
import { createPrivateKey } from 'node:crypto';
import { CompactEncrypt, CompactSign, compactDecrypt, decodeJwt } from 'jose';
import type { AccessToken, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { ClientSettings } from '#lib/scenario/settings.ts';
import { NO_SCOPE, permissionsAt } from './audience.ts';
import { allowedClaims } from './custom-claims.ts';
import { apiOf, type Tenant } from './tenant.ts';
import type { User } from './users.ts';

type Jwt = Parameters<
  NonNullable<NonNullable<NonNullable<Configuration['formats']>['customizers']>['jwt']>
>[2];

export const withoutInternalScope = (scope: string): string =>
  scope
    .split(' ')
    .filter((value) => value !== NO_SCOPE && value !== '')
    .join(' ');

/**
 * Turns the provider's access token claims (RFC 9068) into those of the API's dialect. `access_token` has `azp` and
 * neither `client_id` nor `jti`; `rfc9068_profile` is what the provider makes. `_authz` adds `permissions`.
 */
export function shapeAccessToken(
  tenant: Tenant,
  ctx: KoaContextWithOIDC,
  token: AccessToken,
  jwt: Jwt,
): void {
  const { jti, iss, sub, iat, exp, client_id, aud } = jwt.payload;
  const api = apiOf(tenant, String(aud));
  if (!api) return;
  const user = (ctx.oidc.account as { user?: User } | undefined)?.user;
  const scope = withoutInternalScope(String(jwt.payload.scope ?? ''));
  // Only RS256 lets the tenant check its own token, so only then is it good at /userinfo as well.
  const isForUserinfo = scope.split(' ').includes('openid') && api.signing_alg === 'RS256';
  const isRfc9068 = api.token_dialect.startsWith('rfc9068_profile');
  const refreshed = token.gty?.endsWith('refresh_token') === true;
  const claims = {
    ...allowedClaims(tenant.settings.custom_claims.access_token),
    iss,
    sub,
    aud: isForUserinfo ? [api.identifier, `${tenant.issuer}userinfo`] : api.identifier,
    ...(isRfc9068 && { client_id }),
    iat,
    exp,
    ...(isRfc9068 && { jti }),
    ...(scope !== '' && { scope }),
    ...(!isRfc9068 && refreshed && { gty: 'refresh_token' }),
    ...(!isRfc9068 && { azp: client_id }),
    ...(api.token_dialect.endsWith('_authz') && user && { permissions: permissionsAt(api, user) }),
  };
  jwt.header = { typ: isRfc9068 ? 'at+jwt' : 'JWT' };
  jwt.payload = claims;
}

/** The ID token as Auth0 writes it: `typ` in the header, and the claims that a post-login Action set. */
export async function shapeIdToken(tenant: Tenant, client: ClientSettings, idToken: string): Promise<string> {
  const payload = { ...allowedClaims(tenant.settings.custom_claims.id_token), ...decodeJwt(idToken) };
  const { alg } = client.jwt_configuration;
  const [signing] = tenant.keys.signing;
  const signer = new CompactSign(Buffer.from(JSON.stringify(payload)));
  return alg === 'HS256'
    ? signer.setProtectedHeader({ alg, typ: 'JWT' }).sign(Buffer.from(client.client_secret ?? ''))
    : signer
        .setProtectedHeader({ alg, typ: 'JWT', kid: signing.kid })
        .sign(createPrivateKey({ key: signing, format: 'jwk' }));
}

/**
 * An access token without an audience: five parts, the second empty, nothing to read but the issuer. Inside is the
 * provider's handle.
 */
export function wrapOpaqueToken(tenant: Tenant, handle: string): Promise<string> {
  const [key] = tenant.keys.secrets('opaque access token');
  return new CompactEncrypt(Buffer.from(handle))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', iss: tenant.issuer })
    .encrypt(key);
}

/** The handle inside an opaque access token of this tenant; undefined for any other text. */
export async function unwrapOpaqueToken(tenant: Tenant, token: string): Promise<string | undefined> {
  for (const key of tenant.keys.secrets('opaque access token')) {
    try {
      const { plaintext } = await compactDecrypt(token, key, {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      return Buffer.from(plaintext).toString('utf8');
    } catch {
      // Not encrypted by this key.
    }
  }
  return undefined;
}
