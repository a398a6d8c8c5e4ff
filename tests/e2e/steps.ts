/** The steps as a reader meets them. Written by hand: the witness against which the page is held. */

export interface StepAsSeen {
  readonly id: string;
  readonly title: string;
  /** What its button says: the verb and the target. Empty where the person has to act. */
  readonly button: string;
  /** The lists of checks that it ends with. */
  readonly checks: readonly string[];
  /** The type of the log entry that the other party writes, where it writes one (Auth0's log event type codes). */
  readonly log?: string;
  /** The tokens that are taken apart below it. */
  readonly tokens?: readonly string[];
}

export const steps: readonly StepAsSeen[] = [
  {
    id: 'configure',
    title: 'Read the tenant’s metadata',
    button: 'GET /.well-known/openid-configuration',
    checks: ['What was checked'],
  },
  {
    id: 'code-verifier',
    title: 'Make the code verifier',
    button: 'Make the code verifier',
    checks: ['What the app checked'],
  },
  {
    id: 'code-challenge',
    title: 'Derive the code challenge',
    button: 'Derive the code challenge',
    checks: [],
  },
  {
    id: 'authorization-request',
    title: 'Send the browser to the tenant',
    button: 'Open /authorize in the browser',
    checks: ['What the tenant checked'],
  },
  { id: 'login', title: 'Log in at the tenant', button: '', checks: [] },
  {
    id: 'authorization-response',
    title: 'Read the redirect',
    button: 'Read the redirect',
    checks: ['What the app checked'],
  },
  {
    id: 'token-request',
    title: 'Exchange the code for tokens',
    button: 'POST /oauth/token',
    checks: ['What the tenant checked', 'What the app checked'],
    log: 'seacft',
    tokens: ['access_token', 'id_token', 'refresh_token'],
  },
  {
    id: 'signing-keys',
    title: 'Fetch the signing keys',
    button: 'GET /.well-known/jwks.json',
    checks: [],
  },
  {
    id: 'id-token-validation',
    title: 'Validate the ID token',
    button: 'Validate the ID token',
    checks: ['What the app checked'],
    tokens: ['id_token', 'access_token'],
  },
  {
    id: 'api-request',
    title: 'Call the API',
    button: 'GET /timesheets',
    checks: ['What the API checked'],
    log: 'sapi',
  },
  {
    id: 'refresh-request',
    title: 'Refresh the access token',
    button: 'POST /oauth/token',
    checks: ['What the tenant checked', 'What the app checked'],
    log: 'sertft',
    tokens: ['access_token', 'id_token', 'refresh_token'],
  },
  {
    id: 'api-request-again',
    title: 'Call the API again',
    button: 'GET /timesheets',
    checks: ['What the API checked'],
    log: 'sapi',
  },
  {
    id: 'revocation-request',
    title: 'Revoke the refresh token',
    button: 'POST /oauth/revoke',
    checks: ['What the tenant checked'],
    log: 'srrt',
  },
  {
    id: 'logout-request',
    title: 'Log out at the tenant',
    button: 'Open /oidc/logout in the browser',
    checks: ['What the tenant checked'],
    log: 'slo',
  },
];
