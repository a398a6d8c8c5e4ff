/** Validates an access token check by check (RFC 7519 Section 7.2, RFC 9068 Section 4). */
import { type CryptoKey, compactVerify, errors } from 'jose';
import type { ApiSettings } from '#lib/scenario/settings.ts';
import { insufficientScope, invalidToken, plainRefusal, type Refusal } from './answers.ts';
import { type Checklist, shown } from './checks.ts';
import type { KeySets } from './key-sets.ts';

type Json = Readonly<Record<string, unknown>>;

/** Claims whose signature was verified. */
export type Claims = Json;

export interface Validation {
  /** Null when the token is good for the request. */
  readonly refusal: Refusal | null;
  /** Null unless the signature is the tenant's: nothing else in a token is worth reading. */
  readonly claims: Claims | null;
}

export interface Expectations {
  readonly settings: ApiSettings;
  readonly jwksUri: string;
  readonly keySets: KeySets;
  /** The API's own clock, in seconds since 1970: the true time and `clock_offset`. */
  readonly clock: number;
}

export async function validateAccessToken(
  token: string,
  { settings, jwksUri, keySets, clock }: Expectations,
  checklist: Checklist,
): Promise<Validation> {
  const refused = (refusal: Refusal): Validation => ({ refusal, claims: null });

  const parts = parseCompact(token);
  if (!parts.ok) {
    checklist.fail('form', { expected: 'header.payload.signature', ...parts });
    return refused(invalidToken('Invalid Compact JWS', 'observed'));
  }
  checklist.pass('form', { actual: `three parts, ${token.length} characters` });
  const { header, payload } = parts;

  // jose knows b64, but RFC 7797 Section 7 keeps it out of JWTs: here nothing may be demanded.
  if (header.crit !== undefined) {
    checklist.fail('crit', {
      expected: 'no crit',
      actual: shown(header.crit),
      because: 'A token may only be accepted by those who know every extension that it calls critical.',
    });
    return refused(invalidToken("Unexpected 'crit' value", 'assumed'));
  }
  checklist.pass('crit', { actual: 'no crit' });

  if (header.alg !== settings.signing_alg) {
    checklist.fail('alg', {
      expected: settings.signing_alg,
      actual: shown(header.alg),
      because: 'Whoever lets the token choose its algorithm lets the attacker choose it.',
    });
    return refused(invalidToken("Unexpected 'alg' value"));
  }
  checklist.pass('alg', { expected: settings.signing_alg, actual: settings.signing_alg });

  const key = await findKey(header, settings, jwksUri, keySets, checklist);
  if ('refusal' in key) return refused(key.refusal);

  const invalid = await verify(token, key.key, settings.signing_alg);
  if (invalid !== null) {
    checklist.fail('signature', {
      expected: `a signature over the first two parts with ${settings.signing_alg}`,
      actual: invalid,
      because: 'The token was changed after it was issued, or somebody else issued it.',
    });
    return refused(invalidToken('signature verification failed', 'observed'));
  }
  checklist.pass('signature', { actual: `valid with ${settings.signing_alg}` });

  checkClaims(payload, header, settings, clock, checklist);
  const wrong = checklist.firstFailure;
  if (wrong !== undefined) return { refusal: invalidToken(`Unexpected '${wrong}' value`), claims: payload };

  const missing = checkScope(payload, settings, checklist);
  return { refusal: missing ? insufficientScope(settings.required_scopes.join(' ')) : null, claims: payload };
}

async function findKey(
  header: Json,
  settings: ApiSettings,
  jwksUri: string,
  keySets: KeySets,
  checklist: Checklist,
): Promise<{ readonly key: CryptoKey | Uint8Array } | { readonly refusal: Refusal }> {
  if (settings.signing_alg === 'HS256') {
    checklist.pass('kid', { actual: 'the secret that the API shares with the tenant; kid is not looked at' });
    return { key: new TextEncoder().encode(settings.signing_secret) };
  }
  if (header.kid !== undefined && typeof header.kid !== 'string') {
    checklist.fail('kid', {
      expected: 'text',
      actual: shown(header.kid),
      because: 'Without a readable kid no key can be chosen.',
    });
    return { refusal: invalidToken('no applicable key found in the JSON Web Key Set', 'observed') };
  }
  const result = await keySets.find(jwksUri, { kid: header.kid, alg: settings.signing_alg });
  switch (result.found) {
    case 'key':
      checklist.pass('kid', {
        expected: `a key of ${jwksUri}`,
        actual: result.kid === undefined ? 'the only key of the set' : shown(result.kid),
      });
      return { key: result.key };
    case 'none':
      checklist.fail('kid', {
        expected: shown(result.kids),
        actual: shown(header.kid),
        because: `The tenant publishes no ${settings.signing_alg} key of this name at ${jwksUri}.`,
      });
      return { refusal: invalidToken('no applicable key found in the JSON Web Key Set', 'observed') };
    case 'several':
      checklist.fail('kid', {
        expected: `one of ${shown(result.kids)}`,
        actual: shown(header.kid),
        because: 'The tenant publishes several keys, and the token does not say which one signed it.',
      });
      return { refusal: invalidToken('multiple matching keys found in the JSON Web Key Set', 'observed') };
    case 'unreachable':
      checklist.cannotTell('kid', `The keys at ${jwksUri} could not be read: ${result.because}`);
      return {
        refusal: plainRefusal(503, 'temporarily_unavailable', 'The API cannot read the keys of the tenant', {
          'retry-after': '5',
        }),
      };
  }
}

/** Null when the signature is valid, otherwise what is wrong with it. */
async function verify(token: string, key: CryptoKey | Uint8Array, alg: string): Promise<string | null> {
  try {
    await compactVerify(token, key, { algorithms: [alg] });
    return null;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return 'the signature does not match';
    return error instanceof Error ? error.message : 'it cannot be verified';
  }
}

/** All of them are made, so that one answer shows everything that is wrong. */
function checkClaims(
  payload: Json,
  header: Json,
  settings: ApiSettings,
  clock: number,
  checklist: Checklist,
): void {
  const { iss, aud, sub, exp, nbf, iat } = payload;
  const { issuer, audience, leeway } = settings;

  if (iss === issuer) checklist.pass('iss', { expected: issuer, actual: issuer });
  else {
    checklist.fail('iss', {
      expected: issuer,
      actual: shown(iss),
      because: 'Issuers are compared character by character, the slash at the end included.',
    });
  }

  const audiences = Array.isArray(aud) ? aud : [aud];
  if (audiences.includes(audience)) checklist.pass('aud', { expected: audience, actual: shown(aud) });
  else {
    checklist.fail('aud', {
      expected: audience,
      actual: shown(aud),
      because:
        'The token was issued for somebody else: an ID token names the app, an access token names its API.',
    });
  }

  if (typeof sub === 'string' && sub !== '') checklist.pass('sub', { actual: shown(sub) });
  else {
    checklist.fail('sub', {
      expected: 'text',
      actual: shown(sub),
      because: 'The API would not know whose data to show.',
    });
  }

  // RFC 7519 Section 4.1.4: on or after this time it must not be accepted.
  const notExpired = {
    expected: `after ${time(clock)}, the API's clock${tolerance(leeway)}`,
    actual: date(exp),
  };
  if (isTime(exp) && exp > clock - leeway) checklist.pass('exp', notExpired);
  else {
    checklist.fail('exp', {
      ...notExpired,
      because: isTime(exp)
        ? `By the API's clock the token expired ${clock - exp} s ago.`
        : 'A token without an end would be valid for ever.',
    });
  }

  const begun = {
    expected: `not after ${time(clock)}, the API's clock${tolerance(leeway)}`,
    actual: date(nbf),
  };
  if (nbf === undefined || (isTime(nbf) && nbf <= clock + leeway)) checklist.pass('nbf', begun);
  else {
    checklist.fail('nbf', {
      ...begun,
      because: isTime(nbf) ? `By the API's clock the token begins in ${nbf - clock} s.` : 'It is not a time.',
    });
  }

  // RFC 7519 Section 4.1.6 lets nobody refuse a token by its age or its future, so neither is compared.
  if (iat === undefined || isTime(iat)) checklist.pass('iat', { actual: date(iat) });
  else
    checklist.fail('iat', {
      expected: 'seconds since 1970',
      actual: date(iat),
      because: 'It is not a time.',
    });

  if (settings.typ === null) {
    checklist.cannotTell('typ', `The API is set not to look at it. It is: ${shown(header.typ)}.`);
  } else if (mediaType(header.typ) === mediaType(settings.typ)) {
    checklist.pass('typ', { expected: settings.typ, actual: shown(header.typ) });
  } else {
    checklist.fail('typ', {
      expected: settings.typ,
      actual: shown(header.typ),
      because: 'Tokens of another kind, such as ID tokens, must not pass for access tokens.',
    });
  }
}

/** Whether a scope is missing. Auth0 puts the user's permissions beside `scope` when RBAC adds them. */
function checkScope(payload: Json, settings: ApiSettings, checklist: Checklist): boolean {
  const scopes =
    typeof payload.scope === 'string' ? payload.scope.split(' ').filter((scope) => scope !== '') : [];
  const permissions = Array.isArray(payload.permissions) ? payload.permissions : [];
  const granted = [...scopes, ...permissions];
  const missing = settings.required_scopes.filter((scope) => !granted.includes(scope));
  const evidence = {
    expected: settings.required_scopes.join(' ') || 'nothing',
    actual: `scope: ${shown(payload.scope)}${permissions.length > 0 ? `; permissions: ${shown(permissions)}` : ''}`,
  };
  if (missing.length === 0) checklist.pass('scope', evidence);
  else checklist.fail('scope', { ...evidence, because: `The token does not grant ${missing.join(' ')}.` });
  return missing.length > 0;
}

type Compact =
  | { readonly ok: true; readonly header: Json; readonly payload: Json }
  | { readonly ok: false; readonly actual: string; readonly because: string };

function parseCompact(token: string): Compact {
  const parts = token.split('.');
  const [first = '', second = '', third = ''] = parts;
  const no = (actual: string, because: string): Compact => ({ ok: false, actual, because });
  if (parts.length === 1) {
    return no(
      `one part, ${token.length} characters`,
      'An opaque token says nothing to an API. The tenant issues a JWT when the app asks for this API as its audience.',
    );
  }
  if (parts.length === 5) {
    return no(
      'five parts: an encrypted token (JWE)',
      'Only who holds the decryption key can read it. Without an audience the token is for the userinfo endpoint only.',
    );
  }
  if (parts.length !== 3) return no(`${parts.length} parts`, 'It is neither a JWS nor a JWE.');
  const header = parseObject(first);
  if (!header)
    return no(
      'a first part that is no header',
      'The header must be base64url without padding, of a JSON object.',
    );
  const payload = parseObject(second);
  if (!payload)
    return no(
      'a second part that is no claims',
      'The claims must be base64url without padding, of a JSON object.',
    );
  if (!isBase64url(third) && third !== '') {
    return no('a third part that is no signature', 'The signature must be base64url without padding.');
  }
  return { ok: true, header, payload };
}

function parseObject(part: string): Json | undefined {
  if (!isBase64url(part)) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(part, 'base64url'),
    );
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Node and jose forgive padding, spaces and leftover bits; then one token would have many spellings
 * (RFC 7515 Appendix C, RFC 4648 Section 3.5).
 */
const isBase64url = (part: string) =>
  /^[A-Za-z0-9_-]+$/.test(part) && Buffer.from(part, 'base64url').toString('base64url') === part;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A NumericDate (RFC 7519 Section 2). */
const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** `application/` may be left out and case does not matter (RFC 7515 Section 4.1.9). */
const mediaType = (typ: unknown) =>
  typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : typ;

const tolerance = (leeway: number) => (leeway > 0 ? ` with ${leeway} s of leeway` : '');

const time = (seconds: number) => `${seconds} (${new Date(seconds * 1000).toISOString()})`;

function date(value: unknown): string {
  const inRange = isTime(value) && !Number.isNaN(new Date(value * 1000).getTime());
  return inRange ? time(value) : shown(value);
}
