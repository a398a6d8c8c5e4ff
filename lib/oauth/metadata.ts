/** What the app checks on the metadata of a tenant, before it believes any address in it. */
import { quote } from './excerpt.ts';
import type { JsonObject } from './jwt.ts';
import type { Verdict } from './verdict.ts';

const endpoints = [
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'revocation_endpoint',
  'end_session_endpoint',
] as const;

/** The checks on discovery metadata (OpenID Connect Discovery Section 4.3), all of them. */
export function checkMetadata(members: JsonObject, issuer: string | undefined): readonly Verdict[] {
  return [
    checkIssuer(members.issuer, issuer),
    ...endpoints.filter((name) => name in members).map((name) => checkEndpoint(name, members[name])),
    checkS256(members.code_challenge_methods_supported),
  ];
}

function checkIssuer(actual: unknown, expected: string | undefined): Verdict {
  const check = 'issuer is exactly the one the app was configured with';
  const spec = 'OIDC-Discovery-4.3';
  if (expected === undefined) {
    return { check, verdict: 'cannot-tell', because: 'The app was configured with no issuer.', spec };
  }
  if (actual === expected) return { check, verdict: 'pass', expected: quote(expected), spec };
  return {
    check,
    verdict: 'fail',
    expected: quote(expected),
    actual: typeof actual === 'string' ? quote(actual) : 'no issuer',
    because: 'Whoever answers here speaks for another issuer. A slash at the end counts.',
    spec,
  };
}

/** TLS, but on loopback, where nothing leaves the machine; no fragment (RFC 6749 Sections 3.1 and 3.2). */
function checkEndpoint(name: string, value: unknown): Verdict {
  const check = `${name} is an https address`;
  const spec = 'OIDC-Discovery-3';
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : null;
  const loopback = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const scheme = url?.protocol === 'https:' || (loopback && url?.protocol === 'http:');
  if (url && scheme && url.hash === '') return { check, verdict: 'pass', actual: quote(url.href), spec };
  return {
    check,
    verdict: 'fail',
    expected: 'https, or http on loopback, without a fragment',
    actual: typeof value === 'string' ? quote(value) : 'no text',
    because: 'Codes and tokens would travel where others can read them.',
    spec,
  };
}

/** RFC 9700 Section 2.1.1: a client must be able to find out whether the server knows PKCE. */
function checkS256(value: unknown): Verdict {
  const check = 'The tenant knows S256';
  const spec = 'RFC8414-2';
  if (!Array.isArray(value)) {
    const because = 'The metadata does not say which code challenge methods there are.';
    return { check, verdict: 'cannot-tell', because, spec };
  }
  if (value.includes('S256')) return { check, verdict: 'pass', actual: value.join(', '), spec };
  return {
    check,
    verdict: 'fail',
    expected: 'S256',
    actual: value.join(', ') || 'none',
    because: 'Without S256 there is no protection that is worth sending a person to log in for.',
    spec,
  };
}
