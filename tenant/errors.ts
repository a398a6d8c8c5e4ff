/**
 * What the tenant says when it refuses, in Auth0's words and with Auth0's status. The provider knows the true reason
 * (`detail`) and says little; Auth0 says one of these. Each row tells how well its words are known:
 *
 * - `documented`: Auth0's documentation, SDK source or a published recording of a tenant
 * - `observed`: public reports quote a live tenant
 * - `assumed`: nobody has published it; these are our words
 */

export type Provenance = 'documented' | 'observed' | 'assumed';

/** A refusal as the provider sees it, with what a description may name. */
export interface Refusal {
  readonly endpoint: 'authorize' | 'token';
  readonly error: string;
  readonly description: string;
  /** The provider's private reason. */
  readonly detail: string;
  readonly clientId: string;
  readonly grantType: string;
  readonly responseType: string;
  readonly redirectUri: string;
  /** At the token endpoint: the `redirect_uri` that the code was issued for. */
  readonly expectedRedirectUri: string;
}

export interface PublicError {
  readonly status: number;
  readonly error: string;
  readonly error_description: string;
  readonly provenance: Provenance;
}

interface Row {
  readonly at: Refusal['endpoint'];
  /** Matched against `error`, `description` and `detail` joined by ` | `. */
  readonly when: RegExp;
  readonly status: number;
  readonly error: string;
  readonly description: string | ((refusal: Refusal) => string);
  readonly provenance: Provenance;
  /** Where the words are from. */
  readonly source: string;
}

const RECORDING = 'go-auth0 recordings of the Authentication API';
const SDK = 'Auth0.swift and Auth0.Android error constants';
const REPORTS = 'public issues and forum threads that quote the answer';
const OURS = 'no published answer known';

/** The browser came back to a login that the tenant does not know, or not any more. */
export const SESSION_LOST =
  'You may have pressed the back button, refreshed during login, opened too many login dialogs, or there is some ' +
  "issue with cookies, since we couldn't find your session. Try logging in again from the application and if the " +
  'problem persists please contact the administrator.';

const INVALID_CODE = 'Invalid authorization code';
const INVALID_REFRESH_TOKEN = 'Unknown or invalid refresh token.';

const ROWS: readonly Row[] = [
  // GET /authorize, on the tenant's own page
  {
    at: 'authorize',
    when: /client not found|missing required parameter 'client_id'/,
    status: 400,
    error: 'invalid_request',
    description: ({ clientId }) =>
      clientId === '' ? 'Missing required parameter: client_id' : `Unknown client: ${clientId}`,
    provenance: 'observed',
    source: REPORTS,
  },
  {
    at: 'authorize',
    when: /^invalid_redirect_uri/,
    status: 403,
    error: 'invalid_request',
    description:
      'Callback URL mismatch. The provided redirect_uri is not in the list of allowed callback URLs. Please go to ' +
      'the Application Settings page and make sure you are sending a valid callback url from your application.',
    provenance: 'documented',
    source: 'quickstart/native/maui, troubleshooting; the status is not published',
  },
  {
    at: 'authorize',
    when: /does not have a registered origin/,
    status: 403,
    error: 'invalid_request',
    description: ({ redirectUri }) =>
      `The specified redirect_uri '${redirectUri}' does not have a registered origin.`,
    provenance: 'assumed',
    source: OURS,
  },
  {
    at: 'authorize',
    when: /authorization request has expired|interaction session|authentication session|session identifier|session and cookie/,
    status: 400,
    error: 'invalid_request',
    description: SESSION_LOST,
    provenance: 'observed',
    source: REPORTS,
  },
  // GET /authorize, back to the app
  {
    at: 'authorize',
    when: /missing required parameter 'response_type'/,
    status: 302,
    error: 'invalid_request',
    description: 'Missing required parameter: response_type',
    provenance: 'observed',
    source: REPORTS,
  },
  {
    at: 'authorize',
    when: /missing required parameter 'redirect_uri'/,
    status: 400,
    error: 'invalid_request',
    description: 'The request is missing a required parameter: redirect_uri',
    provenance: 'documented',
    source: 'Authentication API, OpenAPI description',
  },
  {
    at: 'authorize',
    when: /^unsupported_response_type/,
    status: 302,
    error: 'unsupported_response_type',
    description: ({ responseType }) => `Unsupported response type: ${responseType}`,
    provenance: 'observed',
    source: REPORTS,
  },
  {
    at: 'authorize',
    when: /not supported value of code_challenge_method/,
    status: 302,
    error: 'invalid_request',
    description: 'Unsupported code_challenge_method: S256 is the only method',
    provenance: 'assumed',
    source: OURS,
  },
  {
    at: 'authorize',
    when: /code_challenge_method must be provided/,
    status: 302,
    error: 'invalid_request',
    description: 'Missing required parameter: code_challenge_method',
    provenance: 'assumed',
    source: OURS,
  },
  {
    at: 'authorize',
    when: /policy requires PKCE|code_challenge must be provided/,
    status: 302,
    error: 'invalid_request',
    description: 'Missing required parameter: code_challenge',
    provenance: 'assumed',
    source: OURS,
  },
  {
    at: 'authorize',
    when: /\| code_challenge (must|contains)/,
    status: 302,
    error: 'invalid_request',
    description: 'Invalid code_challenge: 43 to 128 characters, letters, digits and -._~ only',
    provenance: 'assumed',
    source: OURS,
  },
  {
    at: 'authorize',
    when: /^access_denied \| Service not found/,
    status: 302,
    error: 'access_denied',
    description: ({ description }) => description,
    provenance: 'observed',
    source: REPORTS,
  },
  {
    at: 'authorize',
    when: /^login_required/,
    status: 302,
    error: 'login_required',
    description: 'Login required',
    provenance: 'documented',
    source: 'authenticate/login/configure-silent-authentication',
  },
  {
    at: 'authorize',
    when: /^consent_required/,
    status: 302,
    error: 'consent_required',
    description: 'Consent required',
    provenance: 'assumed',
    source: 'the code is documented, its description is not',
  },
  {
    at: 'authorize',
    when: /^interaction_required/,
    status: 302,
    error: 'interaction_required',
    description: 'Interaction required',
    provenance: 'assumed',
    source: 'the code is documented, its description is not',
  },
  {
    at: 'authorize',
    when: /^unauthorized \| user is blocked/,
    status: 302,
    error: 'unauthorized',
    description: 'user is blocked',
    provenance: 'documented',
    source: 'manage-users/user-accounts/block-and-unblock-users',
  },
  {
    at: 'authorize',
    when: /requested grant type is not allowed/,
    status: 302,
    error: 'unauthorized_client',
    description: "Grant type 'authorization_code' not allowed for the client.",
    provenance: 'observed',
    source: REPORTS,
  },
  // POST /oauth/token
  {
    at: 'token',
    when: /^invalid_client|client not found|no client authentication mechanism provided/,
    status: 401,
    error: 'access_denied',
    description: 'Unauthorized',
    provenance: 'observed',
    source: REPORTS,
  },
  {
    at: 'token',
    when: /requested grant type is not allowed/,
    status: 403,
    error: 'unauthorized_client',
    description: ({ grantType }) => `Grant type '${grantType}' not allowed for the client.`,
    provenance: 'observed',
    source: REPORTS,
  },
  {
    at: 'token',
    when: /^unsupported_grant_type/,
    status: 400,
    error: 'unsupported_grant_type',
    description: ({ grantType }) => `Unsupported grant type: ${grantType}`,
    provenance: 'assumed',
    source: OURS,
  },
  {
    at: 'token',
    when: /code_verifier does not match|unsupported code_challenge_method/,
    status: 403,
    error: 'invalid_grant',
    description: 'Failed to verify code verifier',
    provenance: 'observed',
    source: REPORTS,
  },
  {
    at: 'token',
    when: /code_verifier must be provided/,
    status: 403,
    error: 'invalid_grant',
    description: 'Failed to verify code verifier',
    provenance: 'assumed',
    source: OURS,
  },
  {
    at: 'token',
    when: /\| code_verifier (must|contains)/,
    status: 400,
    error: 'invalid_request',
    description: 'Parameter code_verifier must be 43 to 128 characters, letters, digits and -._~ only',
    provenance: 'assumed',
    source: OURS,
  },
  {
    at: 'token',
    when: /redirect_uri mismatch/,
    status: 403,
    error: 'unauthorized_client',
    description: ({ redirectUri, expectedRedirectUri }) =>
      `The redirect URI is wrong. You sent ${redirectUri}, and we expected ${expectedRedirectUri}`,
    provenance: 'observed',
    source: `${REPORTS}; the status is not published`,
  },
  {
    at: 'token',
    when: /referenced account not found/,
    status: 403,
    error: 'invalid_grant',
    description: "The refresh_token was generated for a user who doesn't exist anymore.",
    provenance: 'documented',
    source: SDK,
  },
  {
    at: 'token',
    when: /^unauthorized \| user is blocked/,
    status: 403,
    error: 'unauthorized',
    description: 'user is blocked',
    provenance: 'assumed',
    source: OURS,
  },
  {
    at: 'token',
    when: /^invalid_scope .*refresh token missing requested/,
    status: 403,
    error: 'invalid_scope',
    description: 'The requested scope exceeds the scope of the refresh token.',
    provenance: 'assumed',
    source: OURS,
  },
  {
    at: 'token',
    when: /authorization code (not found|is expired|already consumed)/,
    status: 403,
    error: 'invalid_grant',
    description: INVALID_CODE,
    provenance: 'documented',
    source: RECORDING,
  },
  {
    at: 'token',
    when: /refresh token (not found|is expired|already used)/,
    status: 403,
    error: 'invalid_grant',
    description: INVALID_REFRESH_TOKEN,
    provenance: 'documented',
    source: SDK,
  },
  {
    at: 'token',
    when: /^invalid_grant/,
    status: 403,
    error: 'invalid_grant',
    description: ({ grantType }) => (grantType === 'refresh_token' ? INVALID_REFRESH_TOKEN : INVALID_CODE),
    provenance: 'documented',
    source: `${RECORDING}; ${SDK}`,
  },
  {
    at: 'token',
    when: /missing required parameter/,
    status: 400,
    error: 'invalid_request',
    description: ({ description }) => description.replace(/^.*'(\w+)'.*$/, 'Missing required parameter: $1'),
    provenance: 'assumed',
    source: OURS,
  },
];

/** The refusal in Auth0's words. What no row knows goes out as the provider says it, as an assumption. */
export function toPublicError(refusal: Refusal): PublicError {
  const { endpoint, error, description, detail } = refusal;
  const text = `${error} | ${description} | ${detail}`;
  const row = ROWS.find(({ at, when }) => at === endpoint && when.test(text));
  if (!row) {
    const status = error === 'server_error' ? 500 : endpoint === 'authorize' ? 302 : 400;
    return { status, error, error_description: description, provenance: 'assumed' };
  }
  return {
    status: row.status,
    error: row.error,
    error_description: typeof row.description === 'string' ? row.description : row.description(refusal),
    provenance: row.provenance,
  };
}

/** Every row, for whoever wants to show what is known and what is not. */
export const errorRows = ROWS;

/** The provider's private reason where it has one, else its public words. */
export const reasonOf = (error: Error): string =>
  ('error_detail' in error && typeof error.error_detail === 'string' && error.error_detail) ||
  ('error_description' in error && typeof error.error_description === 'string' && error.error_description) ||
  error.message;
