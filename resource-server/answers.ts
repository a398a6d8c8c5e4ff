/** What the API says: every response is made here, so that none lacks a header. */

/** What went out, as the log repeats it. */
export interface Said {
  readonly status: number;
  readonly error?: string;
  readonly error_description?: string;
  /**
   * Where the wording comes from: `documented` is in the source of Auth0's API SDK, `observed` is what that SDK passes
   * on from jose, `assumed` is ours.
   */
  readonly provenance: 'documented' | 'observed' | 'assumed';
}

/** A refusal and the headers that go with it. */
export interface Refusal extends Said {
  readonly headers: Readonly<Record<string, string>>;
}

const REALM = 'Bearer realm="api"';

/** RFC 6750 Section 3.1: without any authentication information there is no error code. */
export const unauthorized: Refusal = {
  status: 401,
  provenance: 'documented',
  headers: { 'www-authenticate': REALM },
};

export const invalidRequest = (description: string): Refusal => ({
  status: 400,
  error: 'invalid_request',
  error_description: description,
  provenance: 'documented',
  headers: { 'www-authenticate': challenge('invalid_request', description) },
});

export const invalidToken = (
  description: string,
  provenance: Said['provenance'] = 'documented',
): Refusal => ({
  status: 401,
  error: 'invalid_token',
  error_description: description,
  provenance,
  headers: { 'www-authenticate': challenge('invalid_token', description) },
});

export const insufficientScope = (scope: string): Refusal => ({
  status: 403,
  error: 'insufficient_scope',
  error_description: 'Insufficient Scope',
  provenance: 'documented',
  headers: {
    'www-authenticate': `${challenge('insufficient_scope', 'Insufficient Scope')}, scope="${scope}"`,
  },
});

export const plainRefusal = (
  status: number,
  error: string,
  description: string,
  headers: Readonly<Record<string, string>> = {},
): Refusal => ({ status, error, error_description: description, provenance: 'assumed', headers });

/** Neither argument holds a quote or a backslash: both are our own words. */
const challenge = (error: string, description: string) =>
  `${REALM}, error="${error}", error_description="${description}"`;

/** A rule of the settings that was broken. */
export interface Problem {
  readonly field: string;
  readonly rule: string;
}

export interface Envelope {
  readonly requestId: string;
  /** The sample API is for apps on any origin; its controls are for the site's own pages. */
  readonly anyOrigin: boolean;
}

export function json(
  envelope: Envelope,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...common(envelope), ...headers },
  });
}

export function empty(
  envelope: Envelope,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(null, { status, headers: { ...common(envelope), ...headers } });
}

export function refuse(envelope: Envelope, refusal: Refusal, problems?: readonly Problem[]): Response {
  const { status, error, error_description, headers } = refusal;
  const body = error === undefined ? { message: 'Unauthorized' } : { error, error_description, problems };
  return json(envelope, status, body, headers);
}

function common({ requestId, anyOrigin }: Envelope): Record<string, string> {
  return {
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
    ...(anyOrigin
      ? {
          'access-control-allow-origin': '*',
          'access-control-expose-headers': 'www-authenticate, x-request-id',
          'cross-origin-resource-policy': 'cross-origin',
        }
      : { 'cross-origin-resource-policy': 'same-origin' }),
  };
}
