/** What may stand in an authorization request and in the redirect that answers it. */
import { facts } from '../fact.ts';

export const authorizationRequest = facts({
  response_type: {
    requirement: 'REQUIRED',
    meaning:
      'What the app wants back. `code` asks for a one-time authorization code and for no token in the URL.',
    auth0: 'Other values exist for older flows; a native app needs none of them.',
    spec: 'RFC6749-3.1.1',
  },
  client_id: {
    requirement: 'REQUIRED',
    meaning: 'Which registered app is asking. It is public: anybody may know it and send it.',
    auth0:
      'The Client ID of an application of type Native. Those of third-party applications begin with `tpc_`.',
    spec: 'RFC6749-2.2',
  },
  redirect_uri: {
    requirement: 'OPTIONAL',
    meaning:
      'Where the browser shall bring the answer. The server compares it, character by character, with the list registered for this app.',
    auth0:
      'Always send it. It must equal an entry of Allowed Callback URLs, the port of a loopback address included.',
    spec: 'RFC6749-3.1.2',
  },
  scope: {
    requirement: 'OPTIONAL',
    meaning:
      'What the app wants to be allowed, as words separated by spaces. `openid` asks for an ID token, `offline_access` for a refresh token.',
    auth0:
      'A scope that the API does not define is left out without an error. A refresh token needs Allow Offline Access at the API as well.',
    spec: 'RFC6749-3.3',
  },
  audience: {
    requirement: 'OPTIONAL',
    meaning: 'Which API the access token is for: the identifier that the API is registered under.',
    auth0:
      "Auth0's own parameter, compared byte by byte. Without it, and without a Default Audience, the access token is opaque and good for /userinfo only.",
    spec: null,
  },
  resource: {
    requirement: 'OPTIONAL',
    meaning: 'The standard way to name the API that the token is for, as an absolute URI.',
    auth0:
      'Stands in for `audience` when that is absent and the Resource Parameter Compatibility Profile says so.',
    spec: 'RFC8707-2.1',
  },
  state: {
    requirement: 'RECOMMENDED',
    meaning:
      'A value nobody can guess, kept by the app and sent back unchanged. An answer without it did not come from a request of this app.',
    spec: 'RFC6749-4.1.1',
  },
  nonce: {
    requirement: 'OPTIONAL',
    meaning:
      'A value nobody can guess, which the server copies into the ID token and so ties that token to this login.',
    auth0: "Auth0's SDKs send one with every login.",
    spec: 'OIDC-Core-3.1.2.1',
  },
  code_challenge: {
    requirement: 'REQUIRED',
    meaning:
      'The SHA-256 hash of the code verifier. It may be seen by anybody: the verifier cannot be computed back from it.',
    auth0: 'A first-party app that leaves it out may still be answered, without the protection.',
    spec: 'RFC7636-4.3',
  },
  code_challenge_method: {
    requirement: 'OPTIONAL',
    meaning:
      'How the challenge was made. Left out, it means `plain`, which protects nothing that can be read.',
    auth0: 'Only `S256` is supported, although the discovery document also names `plain`. Always send it.',
    spec: 'RFC7636-4.3',
  },
  response_mode: {
    requirement: 'OPTIONAL',
    meaning: 'In which part of the answer the parameters travel; `query` is what a code uses without it.',
    spec: 'OAuth-Responses-2.1',
  },
  prompt: {
    requirement: 'OPTIONAL',
    meaning:
      'Whether the person must be asked: `login` asks always, `none` never shows a page and fails instead.',
    auth0:
      '`none` is refused when the callback URL has to be confirmed by the person (custom scheme or loopback).',
    spec: 'OIDC-Core-3.1.2.1',
  },
  max_age: {
    requirement: 'OPTIONAL',
    meaning:
      'How many seconds ago the person may have logged in at most. Asks for `auth_time` in the ID token.',
    spec: 'OIDC-Core-3.1.2.1',
  },
  login_hint: {
    requirement: 'OPTIONAL',
    meaning: 'Who is probably logging in, to fill the field in beforehand.',
    spec: 'OIDC-Core-3.1.2.1',
  },
  ui_locales: {
    requirement: 'OPTIONAL',
    meaning: 'Languages the person prefers for the pages of the tenant, in order.',
    spec: 'OIDC-Core-3.1.2.1',
  },
  acr_values: {
    requirement: 'OPTIONAL',
    meaning: 'How strongly the person should be authenticated, best first.',
    auth0: 'The multi-factor value of the PAPE policy asks for a second factor.',
    spec: 'OIDC-Core-3.1.2.1',
  },
  connection: {
    requirement: 'OPTIONAL',
    meaning: 'Sends the person straight to one way of logging in.',
    auth0: "Auth0's own parameter: the name of a connection that is enabled for the app.",
    spec: null,
  },
  screen_hint: {
    requirement: 'OPTIONAL',
    meaning: 'Which page to open with: `signup` shows the form for a new account first.',
    auth0: "Auth0's own parameter.",
    spec: null,
  },
  organization: {
    requirement: 'OPTIONAL',
    meaning: 'The organization that the person logs in to.',
    auth0: "Auth0's own parameter: an id that begins with `org_`, or a name where the tenant allows it.",
    spec: null,
  },
});

export const authorizationResponse = facts({
  code: {
    requirement: 'REQUIRED',
    meaning:
      'The authorization code: short-lived, good for one exchange, and worthless without the code verifier.',
    auth0: 'Auth0 does not publish how long a code lives.',
    spec: 'RFC6749-4.1.2',
  },
  state: {
    requirement: 'CONDITIONAL',
    meaning: 'The value the app sent, unchanged. Required in the answer if it was in the request.',
    spec: 'RFC6749-4.1.2',
  },
  iss: {
    requirement: 'CONDITIONAL',
    meaning:
      'The issuer that answers. Required where the metadata promises it; it keeps an answer of one server from being used at another.',
    auth0: 'Not documented by Auth0: the answers shown there carry `code` and `state` only.',
    spec: 'RFC9207-2',
  },
  error: {
    requirement: 'CONDITIONAL',
    meaning: 'One word that says why there is no code, such as `access_denied`. Stands instead of `code`.',
    auth0:
      'An unknown client or callback URL is never redirected: the person sees an error page of the tenant.',
    spec: 'RFC6749-4.1.2.1',
  },
  error_description: {
    requirement: 'OPTIONAL',
    meaning:
      'The same in a sentence, for the developer. Nothing to show to the person, nothing to decide by.',
    spec: 'RFC6749-4.1.2.1',
  },
});
