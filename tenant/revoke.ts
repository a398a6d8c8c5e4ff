/** `POST /oauth/revoke` (RFC 7009). Takes refresh tokens, and opaque access tokens; a JWT cannot be called back. */
import type { ClientSettings } from '#lib/scenario/settings.ts';
import type { Artifact } from './artifacts.ts';
import { sentTwice } from './authorization-request.ts';
import { readParameters } from './body.ts';
import { presentedBy, proveClient } from './client-authentication.ts';
import { isOriginAllowed, withCors } from './cors.ts';
import type { Exchange } from './exchange.ts';
import { nameSecret, writeLog } from './logs.ts';
import { toHandle } from './refresh-token.ts';
import { empty, json } from './respond.ts';
import type { Tenant } from './tenant.ts';
import { unwrapOpaqueToken } from './tokens.ts';
import { type Check, holds, list, quote, toVerdicts } from './verdicts/checklist.ts';

interface Found {
  readonly model: 'RefreshToken' | 'AccessToken';
  readonly artifact: Artifact;
}

export async function revoke(exchange: Exchange): Promise<Response> {
  const { tenant, request } = exchange;
  const body = await readParameters(exchange);
  if (!body.ok) {
    return json(body.status, { error: 'invalid_request', error_description: body.description });
  }
  const { form } = body;
  const proof = proveClient(tenant, presentedBy(request.headers.get('authorization'), form));
  const { client } = proof;
  const token = form.get('token') ?? '';
  const found = await findToken(tenant, token);
  const isOwn = found?.artifact.payload.clientId === client?.client_id;
  const twice = sentTwice(form);
  const origin = request.headers.get('origin');

  const checks: readonly Check[] = [
    {
      check: 'no parameter is sent twice',
      spec: 'RFC6749-3.2',
      finding: holds(twice.length === 0, twice.length === 0 ? undefined : list(twice)),
    },
    {
      check: 'client_id names an app of this tenant',
      spec: 'RFC7009-2.1',
      finding: holds(client !== undefined, quote(form.get('client_id'))),
    },
    {
      check: 'the web page that asks belongs to the app',
      spec: 'RFC7009-2.3',
      finding: () =>
        origin === null || origin === tenant.origin
          ? { holds: null, because: 'No other site asks.' }
          : holds(isOriginAllowed(tenant, client, origin), quote(origin)),
    },
    {
      check: 'the app proves who it is in the way it is registered',
      spec: 'RFC7009-2.1',
      expected: client?.token_endpoint_auth_method,
      finding: () => holds(proof.ok, proof.ok ? undefined : proof.reason),
    },
    {
      check: 'token is sent',
      spec: 'RFC7009-2.1',
      finding: () => holds(token !== '', nameSecret(token)),
    },
    {
      check: 'the token is one that can be revoked here',
      spec: 'RFC7009-2.2',
      finding: () => {
        if (found)
          return holds(true, found.model === 'RefreshToken' ? 'refresh token' : 'opaque access token');
        // RFC 7009 Section 2.2: an unknown token is as good as a revoked one, so the answer is the same.
        return {
          ...{ holds: false as const, tolerated: true as const, actual: nameSecret(token) },
          because: 'It is unknown, or a JWT, which lives until it expires. The answer is 200 all the same.',
        };
      },
    },
    {
      check: 'the token was issued to this app',
      spec: 'RFC7009-2.1',
      finding: () =>
        found
          ? holds(isOwn, quote(String(found.artifact.payload.clientId)))
          : { holds: null, because: 'The token is unknown.' },
    },
  ];
  const verdicts = toVerdicts(checks, undefined);
  const refusal = refusalOf(verdicts.find((one) => one.verdict === 'fail')?.check, proof.ok, token);
  if (!refusal && found && client && isOwn) await end(exchange, found, client);
  const userId = found && isOwn ? String(found.artifact.payload.accountId) : undefined;
  await writeLog(exchange, {
    type: refusal ? 'frrt' : 'srrt',
    description: refusal ? refusal.error_description : 'Success Revoke Refresh Token',
    clientId: client?.client_id,
    userId,
    answer: refusal ?? { status: 200 },
    verdicts,
  });
  const answer = refusal
    ? json(refusal.status, { error: refusal.error, error_description: refusal.error_description })
    : empty(200);
  return withCors(answer, exchange, client);
}

function refusalOf(failed: string | undefined, isProven: boolean, token: string) {
  if (failed === undefined) return undefined;
  if (failed.startsWith('no parameter')) {
    return refuse(400, 'invalid_request', 'A parameter must not be sent twice');
  }
  if (failed.startsWith('the web page')) {
    return refuse(
      403,
      'access_denied',
      'Origin is not in the Allowed Origins list for the specified application',
    );
  }
  if (!isProven) return refuse(401, 'access_denied', 'Unauthorized');
  if (token === '') return refuse(400, 'invalid_request', 'Missing required parameter: token');
  return undefined;
}

const refuse = (status: number, error: string, error_description: string) => ({
  ...{ status, error, error_description },
  provenance: 'assumed' as const,
});

async function findToken(tenant: Tenant, token: string): Promise<Found | undefined> {
  const refreshToken = await tenant.artifacts.find('RefreshToken', toHandle(token));
  if (refreshToken) return { model: 'RefreshToken', artifact: refreshToken };
  const handle = await unwrapOpaqueToken(tenant, token);
  const accessToken = handle === undefined ? undefined : await tenant.artifacts.find('AccessToken', handle);
  return accessToken && { model: 'AccessToken', artifact: accessToken };
}

async function end({ tenant }: Exchange, { model, artifact }: Found, client: ClientSettings): Promise<void> {
  const { artifacts } = tenant;
  if (model === 'AccessToken') return artifacts.destroy(model, artifact.id);
  const { grantId } = artifact;
  // RFC 7009 Section 2.1: the refresh token, and what the same rotation made before and after it.
  const family = grantId ? await artifacts.ofGrant('RefreshToken', grantId) : [artifact];
  for (const { id } of family) await artifacts.end('RefreshToken', id, 'revoked');
  if (!tenant.settings.flags.revoke_refresh_token_grant) return;
  // "Refresh Token Revocation Deletes Grant": the app loses what the person ever gave it for this API.
  const { accountId, resource } = artifact.payload;
  for (const other of await artifacts.all('RefreshToken')) {
    const isSame =
      other.payload.clientId === client.client_id &&
      other.payload.accountId === accountId &&
      other.payload.resource === resource;
    if (!isSame || !other.grantId || other.ended?.because === 'grant-deleted') continue;
    await artifacts.destroyOfGrant('AccessToken', other.grantId);
    await artifacts.end('Grant', other.grantId, 'grant-deleted');
  }
}
