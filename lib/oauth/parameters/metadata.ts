/** What a tenant publishes about itself: discovery metadata and the key set. */
import { facts } from '../fact.ts';

export const metadata = facts({
  issuer: {
    requirement: 'REQUIRED',
    meaning:
      'The name of the tenant, as it stands in every token. Must equal the issuer the app was configured with.',
    auth0: 'The domain with https:// before and one slash after it. The slash is part of the name.',
    spec: 'OIDC-Discovery-3',
  },
  authorization_endpoint: {
    requirement: 'REQUIRED',
    meaning: 'Where the app sends the browser to log the person in.',
    auth0: '/authorize',
    spec: 'OIDC-Discovery-3',
  },
  token_endpoint: {
    requirement: 'CONDITIONAL',
    meaning:
      'Where the app exchanges a code or a refresh token for tokens. Required unless only the implicit flow is used.',
    auth0: '/oauth/token',
    spec: 'OIDC-Discovery-3',
  },
  jwks_uri: {
    requirement: 'REQUIRED',
    meaning: 'Where the public keys are that the tokens are signed with.',
    auth0: '/.well-known/jwks.json',
    spec: 'OIDC-Discovery-3',
  },
  revocation_endpoint: {
    requirement: 'OPTIONAL',
    meaning: 'Where the app gives a refresh token back.',
    auth0: '/oauth/revoke',
    spec: 'RFC8414-2',
  },
  end_session_endpoint: {
    requirement: 'CONDITIONAL',
    meaning:
      'Where the app sends the browser to log the person out. Required if the tenant supports this way to log out.',
    auth0: '/oidc/logout. Published only when RP-Initiated Logout discovery is switched on for the tenant.',
    spec: 'OIDC-RPInitiated-2.1',
  },
  userinfo_endpoint: {
    requirement: 'RECOMMENDED',
    meaning: 'Where the app may ask who the access token is about.',
    auth0: '/userinfo',
    spec: 'OIDC-Discovery-3',
  },
  code_challenge_methods_supported: {
    requirement: 'OPTIONAL',
    meaning:
      'The ways to make a code challenge that the tenant knows. Absent: it does not say that it knows PKCE.',
    auth0: 'Names `S256` and `plain`; only `S256` may be used.',
    spec: 'RFC8414-2',
  },
  authorization_response_iss_parameter_supported: {
    requirement: 'OPTIONAL',
    meaning: 'Whether every answer of the authorization endpoint names its issuer. Absent means no.',
    spec: 'RFC9207-3',
  },
  id_token_signing_alg_values_supported: {
    requirement: 'REQUIRED',
    meaning: 'The algorithms that ID tokens may be signed with. RS256 must be among them.',
    spec: 'OIDC-Discovery-3',
  },
  scopes_supported: {
    requirement: 'RECOMMENDED',
    meaning: 'Scopes the tenant knows. Those of your own APIs need not be listed.',
    spec: 'OIDC-Discovery-3',
  },
  response_types_supported: {
    requirement: 'REQUIRED',
    meaning: 'What may be asked for with `response_type`.',
    spec: 'OIDC-Discovery-3',
  },
  token_endpoint_auth_methods_supported: {
    requirement: 'OPTIONAL',
    meaning: 'How apps may prove who they are at the token endpoint.',
    auth0: '`none` is not listed, although it is what a native app uses.',
    spec: 'OIDC-Discovery-3',
  },
});

export const jwks = facts({
  keys: {
    requirement: 'REQUIRED',
    meaning: 'The public keys, each with an id. More than one is usual: the current one and the next.',
    auth0: 'The current key, the next one, and the previous one until it is revoked.',
    spec: 'RFC7517-5.1',
  },
});

/** Members of one key of the set. */
export const jwk = facts({
  kty: { requirement: 'REQUIRED', meaning: 'The kind of key, such as `RSA`.', spec: 'RFC7517-4.1' },
  use: {
    requirement: 'OPTIONAL',
    meaning: 'What it is for: `sig` for signatures, `enc` for encryption.',
    spec: 'RFC7517-4.2',
  },
  alg: {
    requirement: 'OPTIONAL',
    meaning: 'The one algorithm that the key is to be used with.',
    auth0: 'Can be left out by a setting of the tenant.',
    spec: 'RFC7517-4.4',
  },
  kid: {
    requirement: 'OPTIONAL',
    meaning: 'The name of the key. The header of a token names the key that signed it in the same way.',
    spec: 'RFC7517-4.5',
  },
  n: { requirement: 'REQUIRED', meaning: 'The modulus of an RSA key.', spec: 'RFC7518-6.3.1.1' },
  e: {
    requirement: 'REQUIRED',
    meaning: 'The exponent of an RSA key, `AQAB` for 65537.',
    spec: 'RFC7518-6.3.1.2',
  },
  x5c: { requirement: 'OPTIONAL', meaning: 'The same key as a certificate.', spec: 'RFC7517-4.7' },
  x5t: { requirement: 'OPTIONAL', meaning: 'The fingerprint of that certificate.', spec: 'RFC7517-4.8' },
});
