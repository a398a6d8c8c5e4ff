/** The checks on an ID token (OpenID Connect Core Section 3.1.3.7). */
import { compactVerify, importJWK, type JWK } from 'jose';
import { encodeBase64url } from './base64url.ts';
import { excerpt, quote } from './excerpt.ts';
import { type DecodedToken, decodeToken, type JsonObject, parseJsonObject } from './jwt.ts';
import type { SpecRef } from './spec.ts';
import type { Verdict } from './verdict.ts';

/** Seconds by which two clocks may differ. Auth0's SDKs for Swift and for browsers use the same. */
export const LEEWAY = 60;

export interface IdTokenExpectations {
  readonly issuer: string;
  readonly clientId: string;
  /** The nonce that was sent; undefined when none was. */
  readonly nonce?: string | undefined;
  /** The key set of the issuer, as the text that arrived. */
  readonly jwks: string;
  /** Milliseconds since 1970 on the app's clock. */
  readonly now: number;
  /** Seconds; {@link LEEWAY} by default. */
  readonly leeway?: number;
  /** The access token that came in the same answer, for `at_hash`. */
  readonly accessToken?: string | undefined;
}

type Check = { readonly check: string; readonly spec: SpecRef };

/** The checks in their order. Item 7 stands before item 6: first the algorithm is agreed on, then it is used. */
const checks = {
  format: { check: 'The ID token is a signed JWT', spec: 'OIDC-Core-3.1.3.7' },
  iss: { check: 'iss is the issuer the app was configured with', spec: 'OIDC-Core-3.1.3.7' },
  aud: { check: 'aud is this app alone', spec: 'OIDC-Core-3.1.3.7' },
  azp: { check: 'azp, where there is one, is this app', spec: 'OIDC-Core-3.1.3.7' },
  alg: { check: 'alg is RS256', spec: 'OIDC-Core-3.1.3.7' },
  key: { check: 'The tenant publishes the key that signed it', spec: 'OIDC-Core-10.1' },
  signature: { check: 'The signature is valid', spec: 'OIDC-Core-3.1.3.7' },
  exp: { check: 'exp lies in the future', spec: 'OIDC-Core-3.1.3.7' },
  iat: { check: 'iat lies in the past', spec: 'OIDC-Core-3.1.3.7' },
  nonce: { check: 'nonce is the one that was sent', spec: 'OIDC-Core-3.1.3.7' },
  sub: { check: 'sub names somebody', spec: 'OIDC-Core-2' },
  at_hash: { check: 'at_hash, where there is one, fits the access token', spec: 'OIDC-Core-3.1.3.8' },
} as const satisfies Record<string, Check>;

const pass = (of: Check, evidence: { expected?: string; actual?: string } = {}): Verdict => ({
  ...of,
  verdict: 'pass',
  ...evidence,
});
const fail = (of: Check, expected: string, actual: string, because: string): Verdict => ({
  ...of,
  verdict: 'fail',
  expected,
  actual,
  because,
});
const cannotTell = (of: Check, because: string): Verdict => ({ ...of, verdict: 'cannot-tell', because });

/**
 * Every check, passed or not; what could not be looked at is `cannot-tell`. The token may be used when none failed
 * and the signature passed. Never throws for anything that the token or the key set holds.
 */
export async function checkIdToken(
  idToken: string,
  expected: IdTokenExpectations,
): Promise<readonly Verdict[]> {
  const token = decodeToken(idToken);
  if (token.kind !== 'jws') return unreadable(token);
  const { header, claims } = token;
  return [
    pass(checks.format),
    checkIss(claims, expected.issuer),
    checkAud(claims, expected.clientId),
    checkAzp(claims, expected.clientId),
    checkAlg(header),
    ...(await checkSignature(idToken, header, expected.jwks)),
    checkExp(claims, expected),
    checkIat(claims, expected),
    checkNonce(claims, expected.nonce),
    checkSub(claims),
    await checkAtHash(claims, expected.accessToken),
  ];
}

function unreadable(token: Exclude<DecodedToken, { kind: 'jws' }>): readonly Verdict[] {
  const actual = {
    jwe: 'an encrypted token (five parts)',
    opaque: 'text without the three parts of a JWT',
    malformed: token.kind === 'malformed' ? token.because : '',
  }[token.kind];
  const { format, ...rest } = checks;
  return [
    fail(format, 'header, payload and signature with dots between', actual, 'Nothing in it can be believed.'),
    ...Object.values(rest).map((check) => cannotTell(check, 'The token could not be read.')),
  ];
}

const show = (claim: unknown): string =>
  claim === undefined ? 'no such claim' : quote(JSON.stringify(claim));

function checkIss({ iss }: JsonObject, issuer: string): Verdict {
  return iss === issuer
    ? pass(checks.iss, { expected: quote(issuer) })
    : fail(
        checks.iss,
        quote(issuer),
        show(iss),
        'Another issuer made it, or the slash at the end is missing.',
      );
}

function checkAud({ aud }: JsonObject, clientId: string): Verdict {
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (!audiences.includes(clientId)) {
    return fail(checks.aud, quote(clientId), show(aud), 'It was made for somebody else.');
  }
  return audiences.every((one) => one === clientId)
    ? pass(checks.aud, { expected: quote(clientId) })
    : fail(
        checks.aud,
        quote(clientId),
        show(aud),
        'It was also made for others, whom this app does not know.',
      );
}

function checkAzp({ azp }: JsonObject, clientId: string): Verdict {
  return azp === undefined || azp === clientId
    ? pass(checks.azp, azp === undefined ? { actual: 'no azp' } : { expected: quote(clientId) })
    : fail(checks.azp, quote(clientId), show(azp), 'It was issued to another app.');
}

function checkAlg({ alg }: JsonObject): Verdict {
  return alg === 'RS256'
    ? pass(checks.alg, { expected: 'RS256' })
    : fail(
        checks.alg,
        'RS256',
        show(alg),
        alg === 'HS256'
          ? 'HS256 needs a shared secret, and a native app can keep none.'
          : 'The token must not choose how it is checked.',
      );
}

async function checkSignature(token: string, header: JsonObject, jwks: string): Promise<readonly Verdict[]> {
  const because = 'There is no key that it could be checked with.';
  const found = findKey(header, jwks);
  if ('verdict' in found) return [found, cannotTell(checks.signature, because)];

  const { key, name } = found;
  if (header.alg !== 'RS256') {
    return [
      pass(checks.key, { actual: name }),
      cannotTell(checks.signature, 'Its algorithm is not accepted.'),
    ];
  }
  try {
    await compactVerify(token, await importJWK(key, 'RS256'), { algorithms: ['RS256'] });
    return [pass(checks.key, { actual: name }), pass(checks.signature, { actual: `RS256 with ${name}` })];
  } catch (error) {
    return [
      pass(checks.key, { actual: name }),
      fail(
        checks.signature,
        `an RS256 signature by ${name}`,
        error instanceof Error ? error.message : 'another one',
        'The token was changed, or somebody else signed it.',
      ),
    ];
  }
}

/** The key that the header names; without a name, the only RSA key there is (OpenID Connect Core Section 10.1). */
function findKey(header: JsonObject, jwks: string): { key: JWK; name: string } | Verdict {
  const set = parseJsonObject(jwks)?.keys;
  if (!Array.isArray(set)) return cannotTell(checks.key, 'The key set could not be read.');
  const usable = set.filter(
    (key): key is JWK & JsonObject =>
      typeof key === 'object' &&
      key !== null &&
      key.kty === 'RSA' &&
      (key.use === undefined || key.use === 'sig'),
  );
  const { kid } = header;
  const candidates = kid === undefined ? usable : usable.filter((key) => key.kid === kid);
  const [key] = candidates;
  if (key !== undefined && candidates.length === 1) {
    return { key, name: typeof key.kid === 'string' ? `key ${quote(key.kid)}` : 'the only key' };
  }
  const names = usable.map((each) => (typeof each.kid === 'string' ? quote(each.kid) : 'one without kid'));
  return fail(
    checks.key,
    kid === undefined ? 'a kid in the header, or a single key' : `kid ${quote(String(kid))}`,
    names.join(', ') || 'no RSA key',
    'Keys change: fetch the key set once more, and refuse the token if the key is still not there.',
  );
}

/** `2026-11-23T08:00:00.000Z`, or null when the claim is not a NumericDate (RFC 7519 Section 2). */
function timeOf(claim: unknown): { readonly seconds: number; readonly text: string } | null {
  if (typeof claim !== 'number' || !Number.isFinite(claim) || Math.abs(claim) > 8.64e12) return null;
  return { seconds: claim, text: new Date(claim * 1000).toISOString() };
}

function checkExp({ exp }: JsonObject, { now, leeway = LEEWAY }: IdTokenExpectations): Verdict {
  const time = timeOf(exp);
  const clock = new Date(now).toISOString();
  if (time === null) return fail(checks.exp, 'seconds since 1970', show(exp), 'It would never expire.');
  return now / 1000 < time.seconds + leeway
    ? pass(checks.exp, { expected: `later than ${clock}`, actual: time.text })
    : fail(
        checks.exp,
        `later than ${clock}, give or take ${leeway} s`,
        time.text,
        'It has expired, or the clock of this device is ahead.',
      );
}

function checkIat({ iat }: JsonObject, { now, leeway = LEEWAY }: IdTokenExpectations): Verdict {
  const time = timeOf(iat);
  const clock = new Date(now).toISOString();
  if (time === null) return fail(checks.iat, 'seconds since 1970', show(iat), 'Its age cannot be told.');
  return time.seconds <= now / 1000 + leeway
    ? pass(checks.iat, { expected: `not later than ${clock}`, actual: time.text })
    : fail(
        checks.iat,
        `not later than ${clock}, give or take ${leeway} s`,
        time.text,
        'It comes from the future: the clock of this device is behind.',
      );
}

function checkNonce({ nonce }: JsonObject, sent: string | undefined): Verdict {
  if (sent === undefined || sent === '') {
    return cannotTell(checks.nonce, 'No nonce was sent, so nothing ties the token to this login.');
  }
  if (nonce === sent) return pass(checks.nonce, { expected: excerpt(sent) });
  const actual = typeof nonce === 'string' ? excerpt(nonce) : show(nonce);
  return fail(checks.nonce, excerpt(sent), actual, 'It was made for another login and slipped in here.');
}

/** At most 255 ASCII characters, so that it fits where it is kept. */
function checkSub({ sub }: JsonObject): Verdict {
  return typeof sub === 'string' && /^[\x20-\x7E]{1,255}$/.test(sub)
    ? pass(checks.sub, { actual: quote(sub) })
    : fail(checks.sub, '1 to 255 ASCII characters', show(sub), 'It does not say who logged in.');
}

/** The left half of SHA-256 of the access token, for RS256 (OpenID Connect Core Section 3.1.3.6). */
async function checkAtHash({ at_hash }: JsonObject, accessToken: string | undefined): Promise<Verdict> {
  if (at_hash === undefined) return cannotTell(checks.at_hash, 'The token has no at_hash; it need not.');
  if (accessToken === undefined)
    return cannotTell(checks.at_hash, 'There is no access token to compare with.');
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(accessToken));
  const hash = encodeBase64url(new Uint8Array(digest).subarray(0, 16));
  return at_hash === hash
    ? pass(checks.at_hash, { expected: hash })
    : fail(checks.at_hash, hash, show(at_hash), 'The two tokens do not belong together.');
}
