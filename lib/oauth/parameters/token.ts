/** What may stand in the requests to the token and revocation endpoints and in their answers. */
import { facts } from '../fact.ts';

export const tokenRequest = facts({
  grant_type: {
    requirement: 'REQUIRED',
    meaning: 'What is handed in for tokens: here an authorization code.',
    auth0: 'The grant must be switched on for the application under Advanced Settings, Grant Types.',
    spec: 'RFC6749-4.1.3',
  },
  client_id: {
    requirement: 'REQUIRED',
    meaning:
      'Which app is asking. A native app has no secret to prove it with, so it only says its name; the code verifier does the proving.',
    auth0: 'The application must be of type Native, with Authentication Method None.',
    spec: 'RFC6749-4.1.3',
  },
  code: {
    requirement: 'REQUIRED',
    meaning: 'The authorization code from the redirect. It can be handed in once.',
    auth0: 'A code that is unknown, used or expired is answered with 403 `invalid_grant`, not with 400.',
    spec: 'RFC6749-4.1.3',
  },
  redirect_uri: {
    requirement: 'CONDITIONAL',
    meaning:
      'The same text as in the authorization request; required if it was sent there. Nothing is redirected to it now.',
    spec: 'RFC6749-4.1.3',
  },
  code_verifier: {
    requirement: 'REQUIRED',
    meaning:
      'The secret behind the challenge. The server hashes it and compares: only the app that began this login can know it.',
    auth0: 'A wrong one is answered with 403 `invalid_grant`, "Failed to verify code verifier".',
    spec: 'RFC7636-4.5',
  },
});

export const tokenResponse = facts({
  access_token: {
    requirement: 'REQUIRED',
    meaning: 'The key to the API. For the app it is opaque text: only the API reads what is inside.',
    auth0: 'A JWT for an API of yours; without an audience an encrypted token that only Auth0 can read.',
    spec: 'RFC6749-5.1',
  },
  token_type: {
    requirement: 'REQUIRED',
    meaning:
      'How to use the access token. `Bearer`: whoever bears it may use it. Upper and lower case do not matter.',
    spec: 'RFC6749-7.1',
  },
  expires_in: {
    requirement: 'RECOMMENDED',
    meaning: 'For how many seconds from now the access token is good.',
    auth0: '86400, a day, unless the API has another Maximum Access Token Lifetime.',
    spec: 'RFC6749-5.1',
  },
  scope: {
    requirement: 'CONDITIONAL',
    meaning: 'What was granted. May only be left out when it is exactly what was asked for.',
    auth0: 'Compare it with what was asked for: what was not permitted is missing without any error.',
    spec: 'RFC6749-5.1',
  },
  id_token: {
    requirement: 'CONDITIONAL',
    meaning:
      'A signed statement of who logged in, meant for the app itself. Comes when the scope holds `openid`.',
    auth0: 'Never send it to an API: its audience is the app.',
    spec: 'OIDC-Core-3.1.3.3',
  },
  refresh_token: {
    requirement: 'OPTIONAL',
    meaning:
      'A credential of the app, to get new access tokens without the person. It is shown to the tenant only.',
    auth0:
      'Needs three switches: `offline_access` in the scope, Allow Offline Access at the API, the Refresh Token grant.',
    spec: 'RFC6749-1.5',
  },
});

export const refreshRequest = facts({
  grant_type: {
    requirement: 'REQUIRED',
    meaning: 'What is handed in for tokens: here a refresh token.',
    auth0: 'The Refresh Token grant must be switched on for the application.',
    spec: 'RFC6749-6',
  },
  client_id: {
    requirement: 'CONDITIONAL',
    meaning:
      'Which app is asking. A public client has to name itself, and the token must have been issued to it.',
    spec: 'RFC6749-3.2.1',
  },
  refresh_token: {
    requirement: 'REQUIRED',
    meaning: 'The newest refresh token. Under rotation each one is good for one exchange.',
    auth0:
      'With rotation the old one dies and its reuse revokes the whole family. An unknown one is answered with 403 `invalid_grant`.',
    spec: 'RFC6749-6',
  },
  scope: {
    requirement: 'OPTIONAL',
    meaning: 'Fewer scopes than were granted, if fewer will do. Never more.',
    spec: 'RFC6749-6',
  },
});

export const refreshResponse = facts({
  ...tokenResponse,
  id_token: {
    requirement: 'OPTIONAL',
    meaning: 'A fresh statement about the same person, from the same issuer. It need not carry the nonce.',
    auth0: 'Comes when the first scope held `openid`.',
    spec: 'OIDC-Core-12.2',
  },
  refresh_token: {
    requirement: 'OPTIONAL',
    meaning:
      'The successor. When it comes, it replaces the old one at once; when none comes, the old one stays.',
    auth0: 'Comes when Refresh Token Rotation is on. Its absolute lifetime is counted from the first one.',
    spec: 'RFC6749-6',
  },
});

export const tokenError = facts({
  error: {
    requirement: 'REQUIRED',
    meaning: 'One word from a fixed list. This is what code may decide by.',
    spec: 'RFC6749-5.2',
  },
  error_description: {
    requirement: 'OPTIONAL',
    meaning: 'A sentence for the developer. Its wording may change at any time.',
    auth0: 'Often the only clue, as many causes share `invalid_grant`; the tenant log says more.',
    spec: 'RFC6749-5.2',
  },
  error_uri: {
    requirement: 'OPTIONAL',
    meaning: 'A page about the error.',
    spec: 'RFC6749-5.2',
  },
});

export const revocationRequest = facts({
  token: {
    requirement: 'REQUIRED',
    meaning: 'The token that shall be worth nothing from now on.',
    auth0: 'A refresh token. A JWT access token cannot be revoked: it is good until it expires.',
    spec: 'RFC7009-2.1',
  },
  token_type_hint: {
    requirement: 'OPTIONAL',
    meaning: 'Which kind it is, to spare the server a search. A wrong hint does no harm.',
    spec: 'RFC7009-2.1',
  },
  client_id: {
    requirement: 'CONDITIONAL',
    meaning: 'Which app is asking; a token of another app is not revoked.',
    auth0: 'Without a secret this works only with Authentication Method None.',
    spec: 'RFC7009-2.1',
  },
});
