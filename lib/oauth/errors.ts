/** The error codes of the flow by the endpoint that may send them: what each means and what to do. */
import type { SpecRef } from './spec.ts';

export interface ErrorFact {
  readonly error: string;
  /** What it says about the request, in plain words. */
  readonly meaning: string;
  /** What the developer or the app should do next. */
  readonly remedy: string;
  readonly auth0?: string;
  /** Section of the specification; null for a code of Auth0's own. */
  readonly spec: SpecRef | null;
}

export type Endpoint = 'authorization' | 'token' | 'revocation' | 'api';

type ErrorTable<Code extends string> = Readonly<Record<Code, Omit<ErrorFact, 'error'>>>;

function errors<Code extends string>(table: ErrorTable<Code>): { readonly [C in Code]: ErrorFact } {
  const named = {} as { [C in Code]: ErrorFact };
  for (const error of Object.keys(table) as Code[]) named[error] = { error, ...table[error] };
  return named;
}

const authorization = errors({
  invalid_request: {
    meaning: 'A parameter is missing, appears twice, or has a value that cannot be right.',
    remedy: 'Compare the URL with the table of parameters; error_description usually names the one.',
    auth0: 'Also for a missing code_challenge or a method other than S256.',
    spec: 'RFC6749-4.1.2.1',
  },
  unauthorized_client: {
    meaning: 'This app may not ask in this way.',
    remedy: 'Switch the Authorization Code grant on for the application.',
    spec: 'RFC6749-4.1.2.1',
  },
  access_denied: {
    meaning: 'The person said no, or the tenant did.',
    remedy: 'Offer to try again. If it is not the person, look into the tenant log.',
    auth0: 'Also for an audience that names no API ("Service not found") and for a denial by an Action.',
    spec: 'RFC6749-4.1.2.1',
  },
  unsupported_response_type: {
    meaning: 'The tenant does not give what `response_type` asks for.',
    remedy: 'Send `code`.',
    spec: 'RFC6749-4.1.2.1',
  },
  invalid_scope: {
    meaning: 'A scope is unknown or malformed.',
    remedy: 'Separate scopes by single spaces, and compare them with those of the API.',
    auth0: 'Rare: unknown scopes are left out instead.',
    spec: 'RFC6749-4.1.2.1',
  },
  server_error: {
    meaning: 'Something went wrong at the tenant.',
    remedy: 'Try again later.',
    spec: 'RFC6749-4.1.2.1',
  },
  temporarily_unavailable: {
    meaning: 'The tenant has too much to do, or is being maintained.',
    remedy: 'Try again later.',
    spec: 'RFC6749-4.1.2.1',
  },
  login_required: {
    meaning: 'The person has no session, and `prompt=none` forbade asking.',
    remedy: 'Send the request again without `prompt=none`.',
    spec: 'OIDC-Core-3.1.2.6',
  },
  consent_required: {
    meaning: 'The person has to agree, and `prompt=none` forbade asking.',
    remedy: 'Send the request again without `prompt=none`.',
    spec: 'OIDC-Core-3.1.2.6',
  },
  interaction_required: {
    meaning: 'A page has to be shown, and `prompt=none` forbade it.',
    remedy: 'Send the request again without `prompt=none`.',
    auth0: 'Also when the person has to confirm a callback with a custom scheme or on loopback.',
    spec: 'OIDC-Core-3.1.2.6',
  },
  account_selection_required: {
    meaning: 'The person has to choose an account, and `prompt=none` forbade asking.',
    remedy: 'Send the request again without `prompt=none`.',
    spec: 'OIDC-Core-3.1.2.6',
  },
  invalid_target: {
    meaning: 'The API that the token should be for is unknown or not allowed.',
    remedy: 'Compare `resource` with the identifier of the API.',
    spec: 'RFC8707-2',
  },
});

const token = errors({
  invalid_request: {
    meaning: 'A parameter is missing, appears twice, or the body cannot be read.',
    remedy: 'Send a form, with each parameter once, and no more than one way of authenticating.',
    spec: 'RFC6749-5.2',
  },
  invalid_client: {
    meaning: 'The tenant does not know this app, or it did not prove itself.',
    remedy: 'Compare client_id and domain. A native app needs Authentication Method None.',
    auth0: 'Often `access_denied` with "Unauthorized" instead.',
    spec: 'RFC6749-5.2',
  },
  invalid_grant: {
    meaning:
      'The code or refresh token is unknown, used, expired or revoked, belongs to another app, or does not fit its verifier or redirect_uri.',
    remedy: 'Begin a new login. To find the cause, read the tenant log for the request.',
    auth0: 'With status 403 where the specification has 400.',
    spec: 'RFC6749-5.2',
  },
  unauthorized_client: {
    meaning: 'This app may not use this grant.',
    remedy: 'Switch the grant on for the application under Advanced Settings, Grant Types.',
    auth0: 'With status 403 and "Grant type … not allowed for the client."',
    spec: 'RFC6749-5.2',
  },
  unsupported_grant_type: {
    meaning: 'The tenant does not know this grant.',
    remedy: 'Look for a typing error in grant_type.',
    spec: 'RFC6749-5.2',
  },
  invalid_scope: {
    meaning: 'A scope is unknown, malformed, or more than was granted at first.',
    remedy: 'Ask at a refresh for no more than the login brought.',
    spec: 'RFC6749-5.2',
  },
  access_denied: {
    meaning: 'The tenant refuses this app.',
    remedy: 'Make it an application of type Native with Authentication Method None.',
    auth0: 'With "Unauthorized", when the app should have authenticated and did not.',
    spec: null,
  },
  mfa_required: {
    meaning: 'A second factor is needed before new tokens are given.',
    remedy: 'Send the person through a login in the browser.',
    auth0: 'Comes with an `mfa_token`.',
    spec: null,
  },
  too_many_requests: {
    meaning: 'The rate limit is used up.',
    remedy: 'Wait until the time that the rate limit headers name.',
    auth0: 'With status 429.',
    spec: null,
  },
});

const revocation = errors({
  invalid_request: token.invalid_request,
  invalid_client: token.invalid_client,
  unsupported_token_type: {
    meaning: 'Tokens of this kind cannot be revoked here.',
    remedy: 'Revoke the refresh token; let a JWT access token expire.',
    spec: 'RFC7009-2.2.1',
  },
});

const api = errors({
  invalid_request: {
    meaning: 'The request is malformed, for example with the token in two places.',
    remedy: 'Send the token in the Authorization header alone. Status 400.',
    spec: 'RFC6750-3.1',
  },
  invalid_token: {
    meaning: 'The token has expired, was changed, is for another API, or comes from another issuer.',
    remedy:
      'Refresh once and try again; if that does not help, compare iss and aud with what the API expects. Status 401.',
    spec: 'RFC6750-3.1',
  },
  insufficient_scope: {
    meaning: 'The token is good, but does not allow this.',
    remedy: 'Ask for the scope at the next login. A refresh cannot add it. Status 403.',
    spec: 'RFC6750-3.1',
  },
});

export const errorsByEndpoint = { authorization, token, revocation, api } as const satisfies Record<
  Endpoint,
  Readonly<Record<string, ErrorFact>>
>;

/** What is known of an error that this endpoint sent; undefined for a code that nobody registered. */
export function errorFact(endpoint: Endpoint, error: string): ErrorFact | undefined {
  const table: Readonly<Record<string, ErrorFact>> = errorsByEndpoint[endpoint];
  return Object.hasOwn(table, error) ? table[error] : undefined;
}
