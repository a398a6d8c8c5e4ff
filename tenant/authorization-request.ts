/** Between what an app sends to `/authorize` and what the provider is given: Auth0's differences are here. */
import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { ClientSettings } from '#lib/scenario/settings.ts';
import { NO_SCOPE } from './audience.ts';
import { originOf } from './redirect-uri.ts';
import { clientOf, type Tenant } from './tenant.ts';

/** Under this mode every authorization response is handed to us, to be sent in the mode that the app asked for. */
export const RESPONSE_MODE = 'pixy';

export const RESPONSE_MODES = ['query', 'fragment', 'form_post', 'web_message'] as const;
export type ResponseMode = (typeof RESPONSE_MODES)[number];

/** What the provider carries for us from the request to the code. */
export interface KeptRequest {
  /** `response_mode` as sent; null when it was not. */
  readonly mode: string | null;
  /** Whether `redirect_uri` was sent: then the token request must repeat it (RFC 6749 Section 4.1.3). */
  readonly redirectUriSent: boolean;
  /** Whether `offline_access` was asked for. */
  readonly offline: boolean;
  readonly modeTwice: boolean;
}

/** What the provider is given of a request, besides `response_mode` and `resource`, which are translated. */
const PASSED_ON = [
  ...['response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'nonce', 'code_challenge'],
  ...['code_challenge_method', 'audience', 'prompt', 'max_age', 'login_hint', 'id_token_hint', 'ui_locales'],
  ...['display', 'request', 'request_uri', 'registration', 'connection', 'screen_hint'],
];

/** The provider refuses these without `openid`; Auth0 ignores them then. */
const OPENID_ONLY = new Set(['nonce', 'max_age', 'id_token_hint']);

/** Names of parameters that were sent more than once, which RFC 6749 Section 3.1 forbids. */
export const sentTwice = (params: URLSearchParams): readonly string[] =>
  [...new Set(params.keys())].filter((name) => params.getAll(name).length > 1);

export function toProviderRequest(tenant: Tenant, sent: URLSearchParams): URLSearchParams {
  const scope = sent.get('scope') ?? '';
  const scopes = scope.split(' ');
  const isOpenid = scopes.includes('openid');
  const request = new URLSearchParams();
  for (const name of PASSED_ON) {
    if (OPENID_ONLY.has(name) && !isOpenid) continue;
    for (const value of sent.getAll(name)) request.append(name, value);
  }
  if (!isOpenid && sent.getAll('scope').length < 2) {
    request.set('scope', scope === '' ? NO_SCOPE : `${scope} ${NO_SCOPE}`);
  }
  // Auth0 knows no page to choose an account on: the person logs in again.
  const prompt = sent.getAll('prompt');
  if (prompt.length === 1) request.set('prompt', prompt.join('').replaceAll('select_account', 'login'));
  // Auth0's compatibility profile: `resource` (RFC 8707) stands in for a missing `audience`.
  const resource = sent.getAll('resource');
  if (!sent.has('audience') && resource.length === 1) request.set('audience', resource.join(''));
  const redirectUriSent = sent.has('redirect_uri');
  const callbacks = clientOf(tenant, sent.get('client_id'))?.callbacks ?? [];
  // RFC 6749 Section 3.1.2.3: it may be left out where only one is registered.
  if (!redirectUriSent && callbacks.length === 1) request.set('redirect_uri', callbacks.join(''));
  const modes = sent.getAll('response_mode');
  const kept: KeptRequest = {
    mode: modes[0]?.slice(0, 64) ?? null,
    redirectUriSent,
    offline: scopes.includes('offline_access'),
    modeTwice: modes.length > 1,
  };
  request.set('response_mode', RESPONSE_MODE);
  request.set('pixy_request', JSON.stringify(kept));
  return request;
}

/** Reads what {@link toProviderRequest} wrote; what is missing is as if the app had sent nothing. */
export function parseKeptRequest(text: unknown): KeptRequest {
  const none: KeptRequest = { mode: null, redirectUriSent: true, offline: false, modeTwice: false };
  return typeof text === 'string' ? { ...none, ...(JSON.parse(text) as Partial<KeptRequest>) } : none;
}

/** The mode that the answer is sent in; `query` where the app asked for none that exists. */
export const responseModeOf = ({ mode }: KeptRequest): ResponseMode =>
  RESPONSE_MODES.find((known) => known === mode) ?? 'query';

/** Origins that may have the answer by a message between windows. */
export const mayUseWebMessage = (client: ClientSettings, redirectUri: string): boolean => {
  const origin = originOf(redirectUri);
  return origin !== undefined && client.web_origins.some((allowed) => originOf(allowed) === origin);
};

/** Checks of ours that come after all of the provider's. */
export function checkRequest(ctx: KoaContextWithOIDC, client: ClientSettings): void {
  const { params } = ctx.oidc;
  if (!params) return;
  const kept = parseKeptRequest(params.pixy_request);
  if (kept.modeTwice) throw new errors.InvalidRequest("'response_mode' parameter must not be provided twice");
  if (kept.mode !== null && kept.mode !== '' && !RESPONSE_MODES.some((mode) => mode === kept.mode)) {
    throw new errors.UnsupportedResponseMode();
  }
  if (kept.mode === 'web_message' && !mayUseWebMessage(client, String(params.redirect_uri))) {
    const error = new errors.InvalidRequest('redirect_uri does not have a registered origin');
    error.allow_redirect = false;
    throw error;
  }
  if (!client.grant_types.includes('authorization_code')) {
    throw new errors.UnauthorizedClient('requested grant type is not allowed for this client');
  }
  // The provider drops it unless the person is asked for consent; Auth0 honours it.
  if (kept.offline) params.scope = [params.scope, 'offline_access'].filter(Boolean).join(' ');
}
