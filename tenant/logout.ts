/** `/oidc/logout` (OpenID Connect RP-Initiated Logout) and Auth0's older `/v2/logout`. */
import { createPublicKey } from 'node:crypto';
import { compactVerify, decodeProtectedHeader } from 'jose';
import type { Verdict } from '#lib/oauth/verdict.ts';
import type { ClientSettings } from '#lib/scenario/settings.ts';
import type { Artifact } from './artifacts.ts';
import { failurePage } from './authorize.ts';
import { type Exchange, readBody } from './exchange.ts';
import { writeLog } from './logs.ts';
import { loggedOutPage, logoutPage } from './pages/index.ts';
import { formActionSource } from './redirect-uri.ts';
import { page, redirect, withCookies } from './respond.ts';
import { formToken } from './seal.ts';
import { clientOf, isSecure, type Tenant } from './tenant.ts';
import { type Check, holds, list, quote, toVerdicts } from './verdicts/checklist.ts';

const LONGEST_FORM = 16 * 1024;

/** A logout as it was asked for, by either endpoint. */
interface LogoutRequest {
  readonly clientId: string | undefined;
  readonly client: ClientSettings | undefined;
  /** Where to go afterwards; undefined to stay here. */
  readonly target: string | undefined;
  readonly state: string | undefined;
  readonly hint: { readonly sent: boolean; readonly trouble?: string; readonly sid?: string };
  readonly logoutHint: string | undefined;
  /** What the parameter is called at this endpoint. */
  readonly targetName: 'post_logout_redirect_uri' | 'returnTo';
}

export async function oidcLogout(exchange: Exchange): Promise<Response> {
  const { tenant, method, query } = exchange;
  const sent =
    method === 'GET' ? query : new URLSearchParams((await readBody(exchange.request, LONGEST_FORM)) ?? '');
  const session = await sessionOf(exchange);
  // The answer to our own question comes back with everything that the question was about.
  if (method === 'POST' && sent.has('xsrf')) return answerQuestion(exchange, sent, session);
  const request = await toRequest(tenant, sent);
  const verdicts = toVerdicts(checksOf(request), undefined);
  if (verdicts.some(({ verdict }) => verdict === 'fail')) return refuse(exchange, request, verdicts);
  if (session && !isCertain(request, session)) return ask(exchange, sent, request, session);
  return leave(exchange, request, session, verdicts);
}

export async function v2Logout(exchange: Exchange): Promise<Response> {
  const { tenant, query } = exchange;
  const clientId = query.get('client_id') ?? undefined;
  const client = clientOf(tenant, clientId);
  const request: LogoutRequest = {
    clientId,
    client,
    target: query.get('returnTo') ?? client?.allowed_logout_urls[0],
    state: undefined,
    hint: { sent: false },
    logoutHint: undefined,
    targetName: 'returnTo',
  };
  const verdicts = toVerdicts(checksOf(request), undefined);
  if (verdicts.some(({ verdict }) => verdict === 'fail')) return refuse(exchange, request, verdicts);
  return leave(exchange, request, await sessionOf(exchange), verdicts);
}

async function toRequest(tenant: Tenant, sent: URLSearchParams): Promise<LogoutRequest> {
  const token = sent.get('id_token_hint') || undefined;
  const hint = token === undefined ? undefined : await readHint(tenant, token, sent.get('client_id'));
  const clientId = sent.get('client_id') ?? hint?.clientId;
  return {
    clientId,
    client: clientOf(tenant, clientId),
    target: sent.get('post_logout_redirect_uri') || undefined,
    state: sent.get('state') ?? undefined,
    hint: { sent: token !== undefined, ...hint },
    logoutHint: sent.get('logout_hint') ?? undefined,
    targetName: 'post_logout_redirect_uri',
  };
}

interface Hint {
  readonly clientId?: string;
  readonly sid?: string;
  readonly trouble?: string;
}

/** An ID token of this tenant, expired or not (RP-Initiated Logout Section 4). */
async function readHint(tenant: Tenant, token: string, clientId: string | null): Promise<Hint> {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as {
      aud?: string;
      iss?: string;
      sid?: string;
    };
    const client = clientOf(tenant, claims.aud);
    const signing = tenant.keys.signing.find((key) => key.kid === kid);
    const isHmac = alg === 'HS256' && client?.jwt_configuration.alg === 'HS256';
    if (!client) return { trouble: 'Its aud names no app of this tenant.' };
    if (!isHmac && !signing) return { trouble: 'No key of this tenant has signed it.' };
    const key =
      isHmac || !signing
        ? Buffer.from(client.client_secret ?? '')
        : createPublicKey({ key: signing, format: 'jwk' });
    await compactVerify(token, key, { algorithms: [isHmac ? 'HS256' : 'RS256'] });
    if (claims.iss !== tenant.issuer) return { trouble: 'Its iss is another tenant.' };
    const sid = claims.sid !== undefined && { sid: claims.sid };
    if (clientId !== null && clientId !== claims.aud) {
      return { clientId, ...sid, trouble: 'client_id is not the aud of the id_token_hint.' };
    }
    return { clientId: client.client_id, ...sid };
  } catch {
    return { trouble: 'It is not an ID token of this tenant.' };
  }
}

function checksOf(request: LogoutRequest): readonly Check[] {
  const { clientId, client, target, hint, targetName } = request;
  const allowed = client?.allowed_logout_urls ?? [];
  return [
    {
      check: 'id_token_hint is an ID token of this tenant',
      spec: 'OIDC-RPInitiated-4',
      finding: hint.sent
        ? holds(hint.trouble === undefined, 'sent', hint.trouble)
        : { holds: null, because: 'It is not sent.' },
    },
    {
      check: 'client_id names an app of this tenant',
      spec: 'OIDC-RPInitiated-2',
      finding:
        clientId === undefined
          ? { holds: null, because: 'It is not sent.' }
          : holds(client !== undefined, quote(clientId)),
    },
    {
      check: `${targetName} is an allowed logout URL of the app`,
      spec: targetName === 'returnTo' ? null : 'OIDC-RPInitiated-3',
      expected: list(allowed),
      finding:
        target === undefined
          ? { holds: null, because: 'It is not sent.' }
          : holds(allowed.includes(target), quote(target)),
    },
  ];
}

/** Whether it is certain that the person's own app asks: then nobody needs to be asked. */
function isCertain({ hint, logoutHint }: LogoutRequest, session: Artifact): boolean {
  if (hint.sent && hint.trouble === undefined) return true;
  return logoutHint !== undefined && sidsOf(session).includes(logoutHint);
}

function sidsOf({ payload }: Artifact): readonly string[] {
  const { authorizations } = payload;
  if (typeof authorizations !== 'object' || authorizations === null) return [];
  return Object.values(authorizations).flatMap((authorization: unknown) =>
    typeof authorization === 'object' && authorization !== null && 'sid' in authorization
      ? [String(authorization.sid)]
      : [],
  );
}

async function sessionOf({ tenant, cookies }: Exchange): Promise<Artifact | undefined> {
  return tenant.artifacts.find('Session', cookies.get(tenant.cookies.session) ?? '');
}

/** RP-Initiated Logout Section 2: without proof that the app asks, the person is asked. */
function ask(
  exchange: Exchange,
  sent: URLSearchParams,
  { target }: LogoutRequest,
  session: Artifact,
): Response {
  const { tenant, cookies } = exchange;
  const device = cookies.get(tenant.cookies.device) ?? '';
  const fields = Object.fromEntries([...sent].filter(([name]) => KEPT.includes(name)));
  const html = logoutPage({
    tenantName: tenant.settings.friendly_name,
    action: `${tenant.base}/oidc/logout`,
    fields: { ...fields, xsrf: formToken(tenant, device, session.id) },
  });
  const source = target === undefined ? undefined : formActionSource(target);
  return page(html, { formAction: source ? [source] : [] });
}

const KEPT = ['client_id', 'post_logout_redirect_uri', 'state', 'id_token_hint', 'ui_locales'];

async function answerQuestion(
  exchange: Exchange,
  sent: URLSearchParams,
  session: Artifact | undefined,
): Promise<Response> {
  const { tenant, cookies } = exchange;
  const request = await toRequest(tenant, sent);
  const device = cookies.get(tenant.cookies.device) ?? '';
  const isOurs = session !== undefined && sent.get('xsrf') === formToken(tenant, device, session.id);
  const verdicts = toVerdicts(
    [
      ...checksOf(request),
      {
        check: 'the person answered the question that this tenant asked',
        spec: 'OIDC-RPInitiated-2',
        finding: holds(isOurs || session === undefined),
      },
    ],
    undefined,
  );
  if (verdicts.some(({ verdict }) => verdict === 'fail')) return refuse(exchange, request, verdicts);
  if (sent.get('logout') !== 'yes') {
    // Still logged in, as wished. There is no page of ours to go back to.
    return redirect(`${tenant.origin}/`);
  }
  return leave(exchange, request, session, verdicts);
}

async function leave(
  exchange: Exchange,
  { client, target, state }: LogoutRequest,
  session: Artifact | undefined,
  verdicts: readonly Verdict[],
): Promise<Response> {
  const { tenant } = exchange;
  const userId = session && String(session.payload.accountId);
  const user = userId === undefined ? undefined : await tenant.users.find(userId);
  // The session alone ends. Refresh tokens live on: an app that means to end them revokes them.
  if (session) await tenant.artifacts.destroy('Session', session.id);
  await writeLog(exchange, {
    type: 'slo',
    description: 'User successfully logged out',
    clientId: client?.client_id,
    userId,
    userName: user?.email,
    answer: { status: target === undefined ? 200 : 302 },
    verdicts,
  });
  return withCookies(toAnswer(), [endOfSession(tenant)]);

  function toAnswer(): Response {
    if (target === undefined) return page(loggedOutPage({ tenantName: tenant.settings.friendly_name }));
    const url = new URL(target);
    if (state !== undefined) url.searchParams.set('state', state);
    // Without a state the URL goes out as it was registered, byte by byte.
    return redirect(state === undefined ? target : url.href);
  }
}

async function refuse(
  exchange: Exchange,
  request: LogoutRequest,
  verdicts: readonly Verdict[],
): Promise<Response> {
  const failed = verdicts.find(({ verdict }) => verdict === 'fail');
  const isTarget = failed?.check.startsWith(request.targetName) === true;
  const isClient = failed?.check.startsWith('client_id') === true;
  const error_description = isTarget
    ? `The ${request.targetName} "${request.target}" is not in the list of allowed logout URLs`
    : isClient
      ? `Unknown client: ${request.clientId}`
      : (failed?.because ?? 'The logout request cannot be answered');
  const failure = {
    status: 400,
    error: 'invalid_request',
    error_description,
    provenance: 'assumed' as const,
  };
  await writeLog(exchange, {
    type: 'flo',
    description: error_description,
    clientId: request.clientId,
    answer: failure,
    reason: failed?.because ?? failed?.check,
    verdicts,
  });
  const hint = isTarget
    ? 'Add the exact URL to the allowed logout URLs of the app, and send client_id or id_token_hint.'
    : undefined;
  return failurePage(exchange, failure, hint);
}

function endOfSession(tenant: Tenant): string {
  const secure = isSecure(tenant) ? '; secure' : '';
  return `${tenant.cookies.session}=; path=${tenant.base}/; max-age=0; httponly; samesite=lax${secure}`;
}
