/** `GET /authorize` (and `POST`, OpenID Connect Core Section 3.1.2.1), and the way back to it after a page. */
import {
  type KeptRequest,
  parseKeptRequest,
  responseModeOf,
  toProviderRequest,
} from './authorization-request.ts';
import { sendResponse } from './authorization-response.ts';
import { type PublicError, type Refusal, reasonOf, SESSION_LOST, toPublicError } from './errors.ts';
import { type Exchange, readBody } from './exchange.ts';
import { sessionLost } from './login.ts';
import { writeLog } from './logs.ts';
import { askProvider, type ProviderAnswer } from './mount.ts';
import { errorPage } from './pages/index.ts';
import { page, redirect, withCookies } from './respond.ts';
import { withoutInternalScope } from './tokens.ts';
import { authorizeVerdicts } from './verdicts/authorize.ts';

/** Longest query in characters. Auth0 answers 414 to what is too long; ours must fit the login page's address. */
export const LONGEST_REQUEST = 8_192;

export async function authorize(exchange: Exchange): Promise<Response> {
  const sent = await parametersOf(exchange);
  if (sent === undefined) {
    return failurePage(exchange, {
      status: 414,
      error: 'request_too_long',
      error_description: `Request-URI Too Large: ${LONGEST_REQUEST} characters at most`,
      provenance: 'documented',
    });
  }
  const query = toProviderRequest(exchange.tenant, sent);
  return ask(exchange, `/authorize?${query}`, sent);
}

/** Where a login page sends the browser when the person is done. */
export const resume = (exchange: Exchange): Promise<Response> => ask(exchange, exchange.path, undefined);

async function parametersOf({ method, query, request }: Exchange): Promise<URLSearchParams | undefined> {
  if (method === 'GET') return query.toString().length > LONGEST_REQUEST ? undefined : query;
  const body = await readBody(request, LONGEST_REQUEST);
  return body === undefined ? undefined : new URLSearchParams(body);
}

async function ask(exchange: Exchange, url: string, sent: URLSearchParams | undefined): Promise<Response> {
  const { tenant, told, request } = exchange;
  const answer = await askProvider(exchange, {
    method: 'GET',
    url,
    headers: { accept: 'text/html', cookie: request.headers.get('cookie') ?? '' },
  });
  return withCookies(await toResponse(), answer.cookies);

  async function toResponse(): Promise<Response> {
    if (isOwnPage(answer)) return redirect(answer.location);
    const parameters = sent ?? toSearchParams(told.params);
    const kept = parseKeptRequest(told.params?.pixy_request);
    const failure = told.error && toPublicError(toRefusal(exchange, parameters));
    await log(parameters, kept, failure);
    if (failure?.error_description === SESSION_LOST) return sessionLost(exchange);
    if (!told.answer || told.page) return failurePage(exchange, failure ?? UNKNOWN);
    const { redirectUri, payload } = told.answer;
    const { iss: _iss, ...success } = payload;
    const { state } = success;
    return sendResponse(exchange, {
      redirectUri,
      mode: responseModeOf(kept),
      // Auth0 sends no `iss` (RFC 9207) and, on refusal, its own words.
      parameters: failure
        ? {
            error: failure.error,
            error_description: failure.error_description,
            ...(state !== undefined && { state }),
          }
        : success,
    });
  }

  async function log(parameters: URLSearchParams, kept: KeptRequest, failure: PublicError | undefined) {
    const isSilent = (parameters.get('prompt') ?? '').split(' ').includes('none');
    const userId = told.accountId;
    const user = userId === undefined ? undefined : await tenant.users.find(userId);
    await writeLog(exchange, {
      type: failure ? (isSilent ? 'fsa' : 'f') : isSilent ? 'ssa' : 's',
      description: failure ? failure.error_description : 'Successful login',
      clientId: parameters.get('client_id') ?? undefined,
      userId,
      userName: user?.email,
      audience: parameters.get('audience') ?? undefined,
      scope: parameters.get('scope') ?? undefined,
      answer: failure ? { ...failure, status: told.page ? failure.status : 302 } : { status: 302 },
      reason: told.error ? reasonOf(told.error) : undefined,
      verdicts: await authorizeVerdicts(exchange, parameters, kept),
    });
  }
}

const UNKNOWN: PublicError = {
  status: 400,
  error: 'invalid_request',
  error_description: 'The request cannot be answered',
  provenance: 'assumed',
};

/** The provider asks for a page before it goes on. Every other answer comes by way of the response mode. */
const isOwnPage = (answer: ProviderAnswer): answer is ProviderAnswer & { location: string } =>
  answer.location !== undefined && /\/u\/[a-z]+\?state=/.test(answer.location);

function toRefusal({ told }: Exchange, parameters: URLSearchParams): Refusal {
  const error = told.error;
  const isPublic = error !== undefined && 'expose' in error && error.expose === true;
  return {
    endpoint: 'authorize',
    error: isPublic ? error.message : 'server_error',
    description:
      isPublic && 'error_description' in error && typeof error.error_description === 'string'
        ? error.error_description
        : 'The tenant failed',
    detail: isPublic ? reasonOf(error) : '',
    clientId: parameters.get('client_id') ?? '',
    grantType: '',
    responseType: parameters.get('response_type') ?? '',
    redirectUri: parameters.get('redirect_uri') ?? '',
    expectedRedirectUri: '',
  };
}

function toSearchParams(params: Readonly<Record<string, unknown>> | undefined): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(params ?? {})) {
    if (typeof value !== 'string') continue;
    parameters.set(name, name === 'scope' ? withoutInternalScope(value) : value);
  }
  return parameters;
}

/** Auth0's page for what cannot be told to the app, because it is not certain who the app is. */
export function failurePage(exchange: Exchange, failure: PublicError, hint?: string): Response {
  const html = errorPage({
    tenantName: exchange.tenant.settings.friendly_name,
    error: failure.error,
    description: failure.error_description,
    requestId: exchange.requestId,
    hint: hint ?? hintFor(failure),
  });
  return page(html, { status: failure.status === 302 ? 400 : failure.status });
}

function hintFor({ error_description }: PublicError): string | undefined {
  if (error_description.startsWith('Callback URL mismatch')) {
    return 'Add the exact redirect_uri to the callbacks of the app, or send one that is there. Every character counts.';
  }
  if (error_description.startsWith('Unknown client')) {
    return 'Compare the client_id with the one of the app, character by character, and the domain with the tenant.';
  }
  return undefined;
}
