/**
 * Which claims a post-login Action may add. A claim that collides is dropped silently at Auth0: the login succeeds
 * and the token lacks it.
 */

/** Names that Auth0 keeps for itself, the registered claims of RFC 7519 Section 4.1 among them. */
const RESERVED = new Set([
  ...['acr', 'act', 'active', 'amr', 'at_hash', 'ath', 'attest', 'aud', 'auth_time', 'authorization_details'],
  ...['azp', 'c_hash', 'client_id', 'cnf', 'cty', 'dest', 'entitlements', 'events', 'exp', 'groups', 'gty'],
  ...[
    'htm',
    'htu',
    'iat',
    'internalService',
    'iss',
    'jcard',
    'jku',
    'jti',
    'jwe',
    'jwk',
    'kid',
    'may_act',
    'mky',
  ],
  ...[
    'nbf',
    'nonce',
    'object_id',
    'org_id',
    'org_name',
    'orig',
    'origid',
    'permissions',
    'roles',
    'rph',
    's_hash',
    'scope',
  ],
  ...['sid', 'sip_callid', 'sip_cseq_num', 'sip_date', 'sip_from_tag', 'sip_via_branch', 'sub', 'sub_jwk'],
  ...['toe', 'txn', 'typ', 'uuid', 'vot', 'vtm', 'x5t#S256'],
]);

/** Of the claims of OpenID Connect Core Section 5.1, the ones that only scopes may bring. */
const FROM_SCOPES = new Set(['email_verified', 'updated_at']);

const AUTH0_HOSTS = ['auth0.com', 'webtask.io', 'webtask.run'];

function isAllowed(name: string): boolean {
  if (RESERVED.has(name) || FROM_SCOPES.has(name) || name.toLowerCase().startsWith('urn:auth0')) return false;
  if (!URL.canParse(name)) return true;
  const { hostname } = new URL(name);
  return !AUTH0_HOSTS.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}

/** Claims that really get into a token. */
export const allowedClaims = (claims: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => isAllowed(name)));
