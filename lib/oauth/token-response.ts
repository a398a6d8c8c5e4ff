/** What the app checks on a successful answer of the token endpoint, before it keeps anything of it. */
import { quote } from './excerpt.ts';
import type { JsonObject } from './jwt.ts';
import { decodeToken } from './jwt.ts';
import type { SpecRef } from './spec.ts';
import type { Verdict } from './verdict.ts';

/** The checks of RFC 6749 Section 5.1 and OpenID Connect Core Section 3.1.3.5, all of them. */
export function checkTokenResponse(members: JsonObject): readonly Verdict[] {
  return [
    checkText(members, 'access_token', 'RFC6749-5.1'),
    checkTokenType(members.token_type),
    checkExpiresIn(members.expires_in),
    ...(['scope', 'id_token', 'refresh_token'] as const)
      .filter((name) => name in members)
      .map((name) => checkText(members, name, name === 'id_token' ? 'OIDC-Core-3.1.3.3' : 'RFC6749-5.1')),
  ];
}

function checkText(members: JsonObject, name: string, spec: SpecRef): Verdict {
  const check = `${name} is text`;
  const value = members[name];
  if (typeof value === 'string' && value !== '') return { check, verdict: 'pass', spec };
  return {
    check,
    verdict: 'fail',
    expected: 'text that is not empty',
    actual: nameOf(value),
    because: 'An app that goes on with it sends something that nobody issued.',
    spec,
  };
}

/** RFC 6749 Section 5.1: the value is case insensitive. Section 7.1: an unknown type must not be used. */
function checkTokenType(value: unknown): Verdict {
  const check = 'token_type is Bearer';
  const spec = 'RFC6749-7.1';
  if (typeof value === 'string' && value.toLowerCase() === 'bearer') {
    return { check, verdict: 'pass', actual: quote(value), spec };
  }
  return {
    check,
    verdict: 'fail',
    expected: 'Bearer, in upper or lower case',
    actual: nameOf(value),
    because: 'The app must not use a token when it does not know how its type is used.',
    spec,
  };
}

function checkExpiresIn(value: unknown): Verdict {
  const check = 'expires_in is a number of seconds';
  const spec = 'RFC6749-5.1';
  if (value === undefined) {
    return {
      check,
      verdict: 'cannot-tell',
      because: 'It is missing: the app cannot know when to refresh.',
      spec,
    };
  }
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) {
    return { check, verdict: 'pass', actual: String(value), spec };
  }
  return {
    check,
    verdict: 'fail',
    expected: 'a number that is not negative',
    actual: nameOf(value),
    because: 'The app cannot know when to refresh.',
    spec,
  };
}

const nameOf = (value: unknown): string =>
  value === undefined
    ? 'no such member'
    : value === ''
      ? 'empty text'
      : value === null
        ? 'null'
        : typeof value;

/** What the first ID token said, for the comparison with the one that a refresh brings. */
export interface FirstIdToken {
  readonly issuer: string | undefined;
  readonly clientId: string | undefined;
  readonly sub: string | undefined;
}

/**
 * A refreshed ID token must be about the same person, from the same issuer, for the same app (OpenID Connect Core
 * Section 12.2). It came straight from the token endpoint over TLS, which stands for its signature (Section 3.1.3.7,
 * item 6).
 */
export function checkRefreshedIdToken(members: JsonObject, first: FirstIdToken): readonly Verdict[] {
  if (typeof members.id_token !== 'string') return [];
  const token = decodeToken(members.id_token);
  const claims = token.kind === 'jws' ? token.claims : {};
  const audience = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
  return [
    same('iss of the new ID token is that of the first', first.issuer, claims.iss),
    same('sub of the new ID token is that of the first', first.sub, claims.sub),
    same(
      'aud of the new ID token still holds this app',
      first.clientId,
      audience.includes(first.clientId) ? first.clientId : claims.aud,
    ),
  ];
}

function same(check: string, expected: string | undefined, actual: unknown): Verdict {
  const spec = 'OIDC-Core-12.2';
  if (expected === undefined) {
    return { check, verdict: 'cannot-tell', because: 'There was no first ID token to compare with.', spec };
  }
  if (actual === expected) return { check, verdict: 'pass', expected: quote(expected), spec };
  return {
    check,
    verdict: 'fail',
    expected: quote(expected),
    actual: actual === undefined ? 'no such claim' : quote(JSON.stringify(actual)),
    because: 'The tokens would now be those of somebody else.',
    spec,
  };
}
