/** What the tenant publishes about itself: metadata (RFC 8414, OpenID Connect Discovery) and keys (RFC 7517). */
import { OIDC_SCOPES } from './audience.ts';
import { withOpenCors } from './cors.ts';
import type { Exchange } from './exchange.ts';
import { toPublicJwk } from './keys.ts';
import { json } from './respond.ts';
import type { Tenant } from './tenant.ts';

/** Public and short-lived: a new setting must be seen soon. */
const CACHE = { 'cache-control': 'public, max-age=15' } as const;

/** The fields that Auth0 publishes, of those endpoints and features that are here. */
export const metadata = ({ issuer }: Tenant) => ({
  issuer,
  authorization_endpoint: `${issuer}authorize`,
  token_endpoint: `${issuer}oauth/token`,
  userinfo_endpoint: `${issuer}userinfo`,
  jwks_uri: `${issuer}.well-known/jwks.json`,
  revocation_endpoint: `${issuer}oauth/revoke`,
  end_session_endpoint: `${issuer}oidc/logout`,
  scopes_supported: OIDC_SCOPES,
  response_types_supported: ['code'],
  response_modes_supported: ['query', 'fragment', 'form_post'],
  // Auth0's own document adds "plain", which its documentation says is not supported. It is not supported here.
  code_challenge_methods_supported: ['S256'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['HS256', 'RS256'],
  // Public clients send no credentials. Auth0 does not list "none".
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  claims_supported: [
    ...[
      'aud',
      'auth_time',
      'email',
      'email_verified',
      'exp',
      'family_name',
      'given_name',
      'iat',
      'iss',
      'name',
    ],
    ...['nickname', 'picture', 'sub'],
  ],
  request_uri_parameter_supported: false,
  request_parameter_supported: false,
});

export const serveMetadata = ({ tenant }: Exchange): Response =>
  withOpenCors(json(200, metadata(tenant), CACHE));

/** The signing key first, the next one second. */
export function serveKeys({ tenant }: Exchange): Response {
  const { settings, keys } = tenant;
  // An RSA key signs RS256 and PS256 alike. Where an API wants PS256, `alg` must not say otherwise.
  const alg = settings.resource_servers.some((api) => api.signing_alg === 'PS256') ? undefined : 'RS256';
  return withOpenCors(json(200, { keys: keys.signing.map((key) => toPublicJwk(key, alg)) }, CACHE));
}
