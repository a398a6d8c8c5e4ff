/** What may stand in an ID token and in the two dialects of access token, and how to read it. */
import type { Requirement } from './fact.ts';
import type { SpecRef } from './spec.ts';

/** How a claim's value is to be shown. `time` is seconds since 1970 (RFC 7519 Section 2, NumericDate). */
export type ClaimFormat = 'text' | 'uri' | 'time' | 'words' | 'list' | 'boolean' | 'object';

export interface ClaimFact {
  readonly name: string;
  readonly requirement: Requirement;
  readonly meaning: string;
  readonly format: ClaimFormat;
  /** Who decides its value: the tenant by itself, the app by what it sent, the person by who they are. */
  readonly setBy: 'tenant' | 'app' | 'person' | 'developer';
  readonly auth0?: string;
  readonly spec: SpecRef | null;
}

type ClaimTable<Name extends string> = Readonly<Record<Name, Omit<ClaimFact, 'name'>>>;

function claims<Name extends string>(table: ClaimTable<Name>): { readonly [N in Name]: ClaimFact } {
  const named = {} as { [N in Name]: ClaimFact };
  for (const name of Object.keys(table) as Name[]) named[name] = { name, ...table[name] };
  return named;
}

/** Parameters of the header of a signed or encrypted token. */
export const headerParameters = claims({
  alg: {
    requirement: 'REQUIRED',
    meaning: 'How the token was signed. Whoever checks it must know beforehand which algorithm to expect.',
    format: 'text',
    setBy: 'tenant',
    auth0: 'RS256 unless the application or the API says otherwise.',
    spec: 'RFC7515-4.1.1',
  },
  typ: {
    requirement: 'OPTIONAL',
    meaning: 'What kind of token it is, so that one kind is not taken for another.',
    format: 'text',
    setBy: 'tenant',
    auth0: '`JWT`, or `at+jwt` for an access token of the RFC 9068 profile.',
    spec: 'RFC7515-4.1.9',
  },
  kid: {
    requirement: 'OPTIONAL',
    meaning: 'The name of the key that signed it; the key set of the tenant has one under that name.',
    format: 'text',
    setBy: 'tenant',
    spec: 'RFC7515-4.1.4',
  },
  enc: {
    requirement: 'CONDITIONAL',
    meaning: 'How the content was encrypted. A token with this parameter can be read by its recipient only.',
    format: 'text',
    setBy: 'tenant',
    auth0: '`A256GCM` together with `alg` `dir` marks an opaque access token: no audience was asked for.',
    spec: 'RFC7516-4.1.2',
  },
});

const iss: Omit<ClaimFact, 'name'> = {
  requirement: 'REQUIRED',
  meaning: 'Who made the token.',
  format: 'uri',
  setBy: 'tenant',
  auth0:
    'The domain that the request was sent to, with a slash at the end. A custom domain is another issuer.',
  spec: 'RFC7519-4.1.1',
};
const sub: Omit<ClaimFact, 'name'> = {
  requirement: 'REQUIRED',
  meaning: 'Who the token is about: never given to anybody else at this issuer.',
  format: 'text',
  setBy: 'person',
  auth0: 'The connection, a bar and an id, such as `auth0|…` or `google-oauth2|…`.',
  spec: 'RFC7519-4.1.2',
};
const exp: Omit<ClaimFact, 'name'> = {
  requirement: 'REQUIRED',
  meaning: 'From this second on the token must be refused.',
  format: 'time',
  setBy: 'tenant',
  spec: 'RFC7519-4.1.4',
};
const iat: Omit<ClaimFact, 'name'> = {
  requirement: 'REQUIRED',
  meaning: 'When the token was made.',
  format: 'time',
  setBy: 'tenant',
  spec: 'RFC7519-4.1.6',
};

export const idTokenClaims = claims({
  iss: { ...iss, spec: 'OIDC-Core-2' },
  sub: { ...sub, spec: 'OIDC-Core-2' },
  aud: {
    requirement: 'REQUIRED',
    meaning: 'Whom the token is for: the client_id of the app. An API must refuse it for that reason.',
    format: 'list',
    setBy: 'app',
    spec: 'OIDC-Core-2',
  },
  exp: { ...exp, auth0: '10 hours after iat, unless the application says otherwise.', spec: 'OIDC-Core-2' },
  iat: { ...iat, spec: 'OIDC-Core-2' },
  nonce: {
    requirement: 'CONDITIONAL',
    meaning: 'The value the app sent with this login. Required if one was sent.',
    format: 'text',
    setBy: 'app',
    spec: 'OIDC-Core-2',
  },
  auth_time: {
    requirement: 'CONDITIONAL',
    meaning: 'When the person last really logged in. Required if `max_age` was sent.',
    format: 'time',
    setBy: 'person',
    spec: 'OIDC-Core-2',
  },
  azp: {
    requirement: 'OPTIONAL',
    meaning: 'The app the token was issued to, where that needs saying besides `aud`.',
    format: 'text',
    setBy: 'tenant',
    spec: 'OIDC-Core-2',
  },
  acr: {
    requirement: 'OPTIONAL',
    meaning: 'How strongly the person was authenticated.',
    format: 'text',
    setBy: 'tenant',
    spec: 'OIDC-Core-2',
  },
  amr: {
    requirement: 'OPTIONAL',
    meaning: 'By which means the person was authenticated.',
    format: 'list',
    setBy: 'tenant',
    auth0: '`mfa` after a second factor.',
    spec: 'OIDC-Core-2',
  },
  at_hash: {
    requirement: 'OPTIONAL',
    meaning: 'Half of the hash of the access token that came along: ties the two together.',
    format: 'text',
    setBy: 'tenant',
    spec: 'OIDC-Core-3.1.3.6',
  },
  sid: {
    requirement: 'OPTIONAL',
    meaning: 'The session at the tenant.',
    format: 'text',
    setBy: 'tenant',
    auth0: 'What `logout_hint` takes.',
    spec: null,
  },
  name: {
    requirement: 'OPTIONAL',
    meaning: 'The whole name.',
    format: 'text',
    setBy: 'person',
    spec: 'OIDC-Core-5.1',
  },
  given_name: {
    requirement: 'OPTIONAL',
    meaning: 'Given names.',
    format: 'text',
    setBy: 'person',
    spec: 'OIDC-Core-5.1',
  },
  family_name: {
    requirement: 'OPTIONAL',
    meaning: 'Family names.',
    format: 'text',
    setBy: 'person',
    spec: 'OIDC-Core-5.1',
  },
  nickname: {
    requirement: 'OPTIONAL',
    meaning: 'A casual name.',
    format: 'text',
    setBy: 'person',
    auth0: 'Without one, the part of the email address before the @.',
    spec: 'OIDC-Core-5.1',
  },
  picture: {
    requirement: 'OPTIONAL',
    meaning: 'A portrait.',
    format: 'uri',
    setBy: 'person',
    spec: 'OIDC-Core-5.1',
  },
  email: {
    requirement: 'OPTIONAL',
    meaning: 'An email address. It may change and may pass to somebody else: recognise a person by `sub`.',
    format: 'text',
    setBy: 'person',
    spec: 'OIDC-Core-5.1',
  },
  email_verified: {
    requirement: 'OPTIONAL',
    meaning: 'Whether the person was seen to receive mail there.',
    format: 'boolean',
    setBy: 'tenant',
    spec: 'OIDC-Core-5.1',
  },
  updated_at: {
    requirement: 'OPTIONAL',
    meaning: 'When the profile last changed: seconds since 1970.',
    format: 'time',
    setBy: 'tenant',
    auth0: 'A date in ISO 8601 as text, against the specification.',
    spec: 'OIDC-Core-5.1',
  },
  org_id: {
    requirement: 'OPTIONAL',
    meaning: 'The organization that the person logged in to.',
    format: 'text',
    setBy: 'tenant',
    auth0: 'An app that asked for an organization must compare it.',
    spec: null,
  },
});

const accessToken = {
  iss: { ...iss, spec: 'RFC9068-2.2' },
  sub: { ...sub, spec: 'RFC9068-2.2' },
  aud: {
    requirement: 'REQUIRED',
    meaning: 'The API the token is for. Every other API must refuse it.',
    format: 'list',
    setBy: 'app',
    auth0: 'With `openid` in the scope a list of two: the API and the /userinfo endpoint.',
    spec: 'RFC9068-2.2',
  },
  iat: { ...iat, spec: 'RFC9068-2.2' },
  exp: { ...exp, auth0: 'A day after iat, unless the API says otherwise.', spec: 'RFC9068-2.2' },
  scope: {
    requirement: 'CONDITIONAL',
    meaning: 'What the app may do in the name of the person, as words separated by spaces.',
    format: 'words',
    setBy: 'app',
    auth0: 'With RBAC, what was asked for and is also permitted to the person.',
    spec: 'RFC9068-2.2.3',
  },
  permissions: {
    requirement: 'OPTIONAL',
    meaning: 'Everything the person is permitted at this API, asked for or not.',
    format: 'list',
    setBy: 'tenant',
    auth0: 'Only in the dialects that end in `_authz`, with RBAC on.',
    spec: null,
  },
  org_id: {
    requirement: 'OPTIONAL',
    meaning: 'The organization that the person logged in to.',
    format: 'text',
    setBy: 'tenant',
    spec: null,
  },
} as const satisfies ClaimTable<string>;

/** Access tokens by the API's `token_dialect`: Auth0's own profile and that of RFC 9068. */
export const accessTokenClaims = {
  access_token: claims({
    ...accessToken,
    azp: {
      requirement: 'OPTIONAL',
      meaning: 'The app that the token was issued to.',
      format: 'text',
      setBy: 'app',
      auth0: 'In this dialect what `client_id` is in the other.',
      spec: null,
    },
    gty: {
      requirement: 'OPTIONAL',
      meaning: 'The grant that the token was obtained by.',
      format: 'text',
      setBy: 'tenant',
      auth0: 'Absent after the code flow; `refresh_token` or `client-credentials` otherwise.',
      spec: null,
    },
  }),
  rfc9068_profile: claims({
    ...accessToken,
    client_id: {
      requirement: 'REQUIRED',
      meaning: 'The app that the token was issued to.',
      format: 'text',
      setBy: 'app',
      spec: 'RFC9068-2.2',
    },
    jti: {
      requirement: 'REQUIRED',
      meaning: 'The name of this very token, so that it can be recognised.',
      format: 'text',
      setBy: 'tenant',
      spec: 'RFC9068-2.2',
    },
    auth_time: {
      requirement: 'OPTIONAL',
      meaning: 'When the person last really logged in.',
      format: 'time',
      setBy: 'person',
      spec: 'RFC9068-2.2.1',
    },
  }),
} as const;

export type TokenKind = 'id_token' | keyof typeof accessTokenClaims;

/**
 * What is known of a claim in a token of this kind; undefined for a claim of the developer's own, which at Auth0 is
 * set by an Action and should carry a namespace.
 */
export function claimFact(kind: TokenKind, name: string): ClaimFact | undefined {
  const table: Readonly<Record<string, ClaimFact>> =
    kind === 'id_token' ? idTokenClaims : accessTokenClaims[kind];
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/**
 * Which kind of JWT this is, by its type and claims; undefined where nothing tells. `typ` decides where it is set
 * (RFC 9068 Section 2.1); an access token of Auth0's own profile is told from an ID token by `scope` or `azp`
 * without `nonce`, or by an audience that is an address.
 */
export function kindOfToken(
  header: Readonly<Record<string, unknown>>,
  payload: Readonly<Record<string, unknown>>,
): TokenKind | undefined {
  const typ = typeof header.typ === 'string' ? header.typ.toLowerCase() : '';
  if (typ === 'at+jwt' || typ === 'application/at+jwt') return 'rfc9068_profile';
  if (Object.hasOwn(payload, 'nonce') || Object.hasOwn(payload, 'at_hash')) return 'id_token';
  if (Object.hasOwn(payload, 'scope') || Object.hasOwn(payload, 'permissions')) return 'access_token';
  const audience = Array.isArray(payload.aud) ? payload.aud : [payload.aud];
  if (audience.some((one) => typeof one === 'string' && /^(https?|urn):/.test(one))) return 'access_token';
  return typeof payload.aud === 'string' ? 'id_token' : undefined;
}
