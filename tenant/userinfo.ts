/** `/userinfo` (OpenID Connect Core Section 5.3), with opaque tokens and with JWTs that name it in `aud`. */
import { createPublicKey } from 'node:crypto';
import { decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose';
import { readParameters } from './body.ts';
import { withCors } from './cors.ts';
import type { Exchange } from './exchange.ts';
import { nameSecret, writeLog } from './logs.ts';
import { json, text } from './respond.ts';
import { clientOf, type Tenant } from './tenant.ts';
import { unwrapOpaqueToken, withoutInternalScope } from './tokens.ts';
import { claimsOf } from './users.ts';
import { type Check, holds, quote, toVerdicts } from './verdicts/checklist.ts';

/** What is known of an access token that was presented here. */
interface Presented {
  readonly kind: 'opaque' | 'JWT' | 'unknown';
  readonly clientId?: string | undefined;
  readonly userId?: string | undefined;
  readonly scope: string;
  readonly isForUserinfo: boolean;
  /** Why the token does not count, or undefined. */
  readonly trouble: string | undefined;
}

export async function userinfo(exchange: Exchange): Promise<Response> {
  const { tenant } = exchange;
  const token = await bearerOf(exchange);
  const presented = token === undefined ? undefined : await inspect(tenant, token);
  const user = presented?.userId === undefined ? undefined : await tenant.users.find(presented.userId);
  const scopes = new Set((presented?.scope ?? '').split(' '));

  const checks: readonly Check[] = [
    {
      check: 'an access token is sent in the Authorization header',
      spec: 'RFC6750-2.1',
      expected: 'Authorization: Bearer <access token>',
      finding: holds(token !== undefined, nameSecret(token)),
    },
    {
      check: 'this tenant issued the access token, and it is still good',
      spec: 'OIDC-Core-5.3.1',
      finding: () => holds(presented?.trouble === undefined, presented?.kind, presented?.trouble),
    },
    {
      check: 'the access token is meant for /userinfo',
      spec: 'RFC9068-4',
      expected: `${tenant.issuer}userinfo in aud, or no audience at all`,
      finding: () => holds(presented?.isForUserinfo === true),
    },
    {
      check: 'the access token has the scope openid',
      spec: 'OIDC-Core-5.3.1',
      expected: '"openid"',
      finding: () => holds(scopes.has('openid'), quote(presented?.scope)),
    },
    { check: 'the user exists', spec: 'OIDC-Core-5.3.2', finding: () => holds(user !== undefined) },
  ];
  const verdicts = toVerdicts(checks, undefined);
  const failure = verdicts.find(({ verdict }) => verdict === 'fail');
  const client = clientOf(tenant, presented?.clientId);
  await writeLog(exchange, {
    type: failure ? 'fui' : 'sui',
    description: failure ? 'Unauthorized' : 'User info',
    clientId: presented?.clientId,
    userId: user?.user_id,
    userName: user?.email,
    scope: presented?.scope,
    answer: failure
      ? { status: 401, error: 'invalid_token', error_description: 'Unauthorized', provenance: 'assumed' }
      : { status: 200 },
    reason: failure && (failure.because ?? failure.check),
    verdicts,
  });
  if (failure || !user) return withCors(unauthorized(tenant, token), exchange, client);
  return withCors(json(200, claimsOf(user, scopes)), exchange, client);
}

/** RFC 6750 Section 3: without a token the challenge names no error. The body is Auth0's single word. */
function unauthorized(tenant: Tenant, token: string | undefined): Response {
  const error = token === undefined ? '' : ', error="invalid_token"';
  return text(401, 'Unauthorized', { 'www-authenticate': `Bearer realm="${tenant.issuer}"${error}` });
}

async function bearerOf(exchange: Exchange): Promise<string | undefined> {
  const authorization = exchange.request.headers.get('authorization');
  if (authorization !== null) return /^bearer +([\x21-\x7e]+)$/i.exec(authorization.trim())?.[1];
  if (exchange.method !== 'POST') return undefined;
  const body = await readParameters(exchange);
  return (body.ok && body.form.get('access_token')) || undefined;
}

async function inspect(tenant: Tenant, token: string): Promise<Presented> {
  const handle = await unwrapOpaqueToken(tenant, token);
  return handle === undefined ? inspectJwt(tenant, token) : inspectOpaque(tenant, handle);
}

async function inspectOpaque(tenant: Tenant, handle: string): Promise<Presented> {
  const found = await tenant.artifacts.find('AccessToken', handle);
  if (!found) return unknown('opaque', 'It was revoked, or it expired long ago.');
  const { clientId, accountId, scope } = found.payload;
  const grant = found.grantId ? await tenant.artifacts.find('Grant', found.grantId) : undefined;
  const trouble =
    (found.expiresAt ?? 0) <= Date.now()
      ? 'It has expired.'
      : !grant || grant.ended
        ? 'The login that it came from was revoked.'
        : undefined;
  return {
    kind: 'opaque',
    clientId: String(clientId),
    userId: String(accountId),
    scope: withoutInternalScope(String(scope ?? '')),
    isForUserinfo: true,
    trouble,
  };
}

async function inspectJwt(tenant: Tenant, token: string): Promise<Presented> {
  let kid: string | undefined;
  try {
    ({ kid } = decodeProtectedHeader(token));
  } catch {
    return unknown('unknown', 'It is neither an opaque token of this tenant nor a JWT.');
  }
  const key = tenant.keys.signing.find((signing) => signing.kid === kid);
  if (!key) return unknown('JWT', 'No key of this tenant has signed it.');
  try {
    const { payload } = await jwtVerify(token, createPublicKey({ key, format: 'jwk' }), {
      algorithms: ['RS256'],
      issuer: tenant.issuer,
    });
    return toPresented(tenant, payload);
  } catch (error) {
    return unknown('JWT', error instanceof Error ? error.message : 'It cannot be verified.');
  }
}

function toPresented(tenant: Tenant, payload: JWTPayload): Presented {
  const { aud, sub, scope, azp, client_id } = payload;
  return {
    kind: 'JWT',
    clientId: String(azp ?? client_id ?? ''),
    userId: sub,
    scope: typeof scope === 'string' ? scope : '',
    isForUserinfo: [aud].flat().includes(`${tenant.issuer}userinfo`),
    trouble: undefined,
  };
}

const unknown = (kind: Presented['kind'], trouble: string): Presented => ({
  kind,
  scope: '',
  isForUserinfo: false,
  trouble,
});
