/** `POST /oauth/token`: the provider decides, Auth0's shape goes out, the log tells what was checked. */
import type { ClientSettings } from '#lib/scenario/settings.ts';
import type { Artifact } from './artifacts.ts';
import { toAudience } from './audience.ts';
import { parseKeptRequest } from './authorization-request.ts';
import { readParameters } from './body.ts';
import { isOriginAllowed, withCors } from './cors.ts';
import { type PublicError, reasonOf, toPublicError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { type LogType, writeLog } from './logs.ts';
import { askProvider, type ProviderAnswer } from './mount.ts';
import { isRotating, refreshTokenLifetime, toHandle, toRefreshToken } from './refresh-token.ts';
import { json } from './respond.ts';
import { lookUp, type TokenRequest } from './token-request.ts';
import { shapeIdToken, withoutInternalScope, wrapOpaqueToken } from './tokens.ts';
import { codeVerdicts } from './verdicts/code.ts';
import { grantVerdicts } from './verdicts/grant.ts';
import { refreshVerdicts } from './verdicts/refresh.ts';

/** What the provider takes of a token request. `resource` is not Auth0's. */
const PASSED_ON = [
  ...['grant_type', 'client_id', 'client_secret', 'code', 'code_verifier', 'redirect_uri'],
  ...['refresh_token', 'scope'],
];

export async function token(exchange: Exchange): Promise<Response> {
  const body = await readParameters(exchange);
  if (!body.ok) {
    return json(body.status, { error: 'invalid_request', error_description: body.description });
  }
  const request = await lookUp(exchange, body.form);
  const { client } = request.proof;
  const { origin } = request;
  if (origin !== null && client && !isOriginAllowed(exchange.tenant, client, origin)) {
    return refuseOrigin(exchange, request, client);
  }
  const answer = await askProvider(exchange, {
    method: 'POST',
    url: '/oauth/token',
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...authorizationOf(exchange),
    },
    payload: toProviderForm(request).toString(),
  });
  const response =
    answer.status === 200 && client
      ? await succeed(exchange, request, client, answer)
      : await fail(exchange, request);
  return withCors(response, exchange, client);
}

const authorizationOf = ({ request }: Exchange): Record<string, string> => {
  const authorization = request.headers.get('authorization');
  return authorization === null ? {} : { authorization };
};

function toProviderForm({ form, grantType, artifact }: TokenRequest): URLSearchParams {
  const passed = new URLSearchParams();
  for (const name of PASSED_ON) {
    for (const value of form.getAll(name)) {
      passed.append(name, name === 'refresh_token' ? toHandle(value) : value);
    }
  }
  // What was not sent at /authorize need not be sent here (RFC 6749 Section 4.1.3).
  if (grantType === 'authorization_code' && !form.has('redirect_uri') && artifact) {
    const { redirectUriSent } = parseKeptRequest(artifact.payload.pixy_request);
    if (!redirectUriSent) passed.set('redirect_uri', String(artifact.payload.redirectUri));
  }
  return passed;
}

interface Tokens {
  access_token: string;
  expires_in: number;
  token_type: string;
  id_token?: string;
  refresh_token?: string;
  scope?: string;
}

async function succeed(
  exchange: Exchange,
  request: TokenRequest,
  client: ClientSettings,
  answer: ProviderAnswer,
): Promise<Response> {
  const { tenant } = exchange;
  const issued = JSON.parse(answer.body) as Tokens;
  const isJwt = issued.access_token.split('.').length === 3;
  const sent = toHandle(request.form.get('refresh_token') ?? '');
  const isNew = issued.refresh_token !== undefined && issued.refresh_token !== sent;
  const scope = withoutInternalScope(issued.scope ?? '');
  const tokens: Tokens = {
    access_token: isJwt ? issued.access_token : await wrapOpaqueToken(tenant, issued.access_token),
    // A refresh token that stays the same is not sent again.
    ...(isNew && { refresh_token: toRefreshToken(issued.refresh_token ?? '') }),
    ...(issued.id_token !== undefined && { id_token: await shapeIdToken(tenant, client, issued.id_token) }),
    ...(scope !== '' && { scope }),
    expires_in: issued.expires_in,
    token_type: issued.token_type,
  };
  if (request.grantType === 'refresh_token' && !isRotating(client))
    await renewIdleTime(exchange, request, client);
  await log(exchange, request, scope, undefined);
  return json(200, tokens, { pragma: 'no-cache' });
}

/** The idle lifetime of a token that stays the same starts again with every exchange. */
async function renewIdleTime({ tenant }: Exchange, { artifact, now }: TokenRequest, client: ClientSettings) {
  if (!artifact) return;
  const first = Number(artifact.payload.iiat ?? Math.floor(now / 1000));
  const left = refreshTokenLifetime(client, Math.floor(now / 1000) - first);
  const exp = Math.floor(now / 1000) + left;
  await tenant.artifacts.upsert('RefreshToken', artifact.id, { ...artifact.payload, exp }, exp * 1000);
}

async function fail(exchange: Exchange, request: TokenRequest): Promise<Response> {
  const failure = toFailure(exchange, request);
  await log(exchange, request, '', failure);
  const { error, error_description, status } = failure;
  const basic = request.presented.method === 'client_secret_basic' && status === 401;
  return json(
    status,
    { error, error_description },
    {
      pragma: 'no-cache',
      ...(basic && { 'www-authenticate': `Basic realm="${exchange.tenant.issuer}"` }),
    },
  );
}

function toFailure({ told }: Exchange, { form, grantType, presented, artifact }: TokenRequest): PublicError {
  const { error } = told;
  const isPublic = error !== undefined && 'expose' in error && error.expose === true;
  return toPublicError({
    endpoint: 'token',
    error: isPublic ? error.message : 'server_error',
    description:
      isPublic && 'error_description' in error && typeof error.error_description === 'string'
        ? error.error_description
        : 'The tenant failed',
    detail: isPublic ? reasonOf(error) : '',
    clientId: presented.clientId ?? '',
    grantType,
    responseType: '',
    redirectUri: form.get('redirect_uri') ?? '',
    expectedRedirectUri: String(artifact?.payload.redirectUri ?? ''),
  });
}

async function log(
  exchange: Exchange,
  request: TokenRequest,
  scope: string,
  failure: PublicError | undefined,
): Promise<void> {
  const { tenant, told } = exchange;
  const { grantType, artifact, presented } = request;
  const reason = told.error && reasonOf(told.error);
  const userId = typeof artifact?.payload.accountId === 'string' ? artifact.payload.accountId : undefined;
  const user = userId === undefined ? undefined : await tenant.users.find(userId);
  const resource = artifact?.payload.resource;
  const verdicts =
    grantType === 'authorization_code'
      ? codeVerdicts(tenant, request, reason)
      : grantType === 'refresh_token'
        ? refreshVerdicts(tenant, request, reason)
        : grantVerdicts(tenant, request, reason);
  await writeLog(exchange, {
    ...typeOf(grantType, failure, reason, artifact),
    clientId: presented.clientId,
    userId,
    userName: user?.email,
    audience: typeof resource === 'string' ? toAudience(resource) : undefined,
    scope: failure ? undefined : scope,
    answer: failure ?? { status: 200 },
    reason,
    verdicts,
  });
}

function typeOf(
  grantType: string,
  failure: PublicError | undefined,
  reason: string | undefined,
  artifact: Artifact | undefined,
): { readonly type: LogType; readonly description: string } {
  if (grantType === 'refresh_token') {
    if (!failure) return { type: 'sertft', description: 'Refresh Token for Access Token' };
    const isReuse =
      reason === 'refresh token already used' || artifact?.ended?.because === 'refresh-token-reused';
    return isReuse
      ? {
          type: 'ferrt',
          description: 'Unsuccessful Refresh Token exchange, reused refresh token detected',
        }
      : { type: 'fertft', description: failure.error_description };
  }
  return failure
    ? { type: 'feacft', description: failure.error_description }
    : { type: 'seacft', description: 'Authorization Code for Access Token' };
}

async function refuseOrigin(
  exchange: Exchange,
  request: TokenRequest,
  client: ClientSettings,
): Promise<Response> {
  const description = 'Origin is not in the Allowed Origins list for the specified application';
  await writeLog(exchange, {
    type: 'fco',
    description,
    clientId: client.client_id,
    answer: { status: 403, error: 'access_denied', error_description: description, provenance: 'documented' },
    reason: `origin ${request.origin} is not allowed`,
    verdicts: grantVerdicts(exchange.tenant, request, description),
  });
  return withCors(json(403, { error: 'access_denied', error_description: description }), exchange, client);
}
