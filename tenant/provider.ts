/** A tenant's settings as a configuration of oidc-provider. */
import { randomBytes } from 'node:crypto';
import {
  type Client,
  type ClientMetadata,
  type Configuration,
  errors,
  type KoaContextWithOIDC,
  Provider,
} from 'oidc-provider';
import type { ClientSettings } from '#lib/scenario/settings.ts';
import { createAdapter } from './adapter.ts';
import { NO_SCOPE, OIDC_SCOPES, requestedAudience, resourceServerInfo, toResource } from './audience.ts';
import { checkRequest, RESPONSE_MODE } from './authorization-request.ts';
import { currentExchange } from './exchange.ts';
import { toPage } from './login-state.ts';
import { createPolicy } from './policy.ts';
import { isCallbackOf } from './redirect-uri.ts';
import { grantLifetime, isRotating, refreshTokenLifetime } from './refresh-token.ts';
import { clientOf, isSecure, type Tenant } from './tenant.ts';
import { shapeAccessToken } from './tokens.ts';
import { claimsOf } from './users.ts';

/** Seconds that a login may take. */
const LOGIN_TIME = 3_600;
const HOUR = 3_600;

export function createProvider(tenant: Tenant): Provider {
  const provider = new Provider(tenant.issuer, configure(tenant));
  provider.proxy = true;
  const { Client } = provider;
  // Our settings decide, and were checked when they were written.
  Object.assign((Client as unknown as { Schema: { prototype: object } }).Schema.prototype, {
    redirectUris() {},
  });
  Object.assign(Client.prototype, {
    redirectUriAllowed(this: Client, uri: string) {
      const client = clientOf(tenant, this.clientId);
      return !!client && isCallbackOf(client, uri, tenant.settings.flags.loopback_callbacks_on_any_port);
    },
    grantTypeAllowed(this: Client, type: string) {
      return clientOf(tenant, this.clientId)?.grant_types.some((allowed) => allowed === type) ?? false;
    },
    // Auth0 puts the session's id into every ID token.
    includeSid: () => true,
  });
  provider.registerResponseMode(RESPONSE_MODE, (ctx, redirectUri, payload) => {
    tell(ctx);
    const exchange = currentExchange();
    if (exchange) exchange.told.answer = { redirectUri, payload: payload as Record<string, string> };
    ctx.status = 200;
    ctx.body = '';
  });
  provider.on('authorization.error', (_ctx, error) => note(error));
  provider.on('grant.error', (ctx, error) => {
    tell(ctx);
    note(error);
  });
  provider.on('grant.success', tell);
  provider.on('server_error', (_ctx, error) => note(error));
  return provider;
}

function note(error: Error): void {
  const exchange = currentExchange();
  // The first reason is the true one: the provider may replace it when the redirect URI is wrong as well.
  if (exchange) exchange.told.error = error;
}

/** Keeps what the log will want to know of the request. */
function tell(ctx: KoaContextWithOIDC): void {
  const exchange = currentExchange();
  if (!exchange) return;
  const { told } = exchange;
  const { client, session, result, account, entities } = ctx.oidc;
  if (ctx.oidc.params) told.params = { ...ctx.oidc.params };
  if (client) told.clientId = client.clientId;
  const accountId = account?.accountId ?? session?.accountId;
  if (accountId) told.accountId = accountId;
  const issued = entities.AuthorizationCode ?? entities.AccessToken;
  if (issued?.scope) told.scope = issued.scope;
  told.login = {
    loggedIn: result?.login !== undefined,
    consented: result?.consent !== undefined,
    confirmed: result?.confirmation !== undefined,
  };
}

/** The settings of the client that a request is about. The provider has found it before any hook asks. */
function settingsOf(tenant: Tenant, clientId: string | undefined): ClientSettings {
  const client = clientOf(tenant, clientId);
  if (!client) throw new errors.InvalidClient('client is invalid', 'client not found');
  return client;
}

function configure(tenant: Tenant): Configuration {
  const { settings, cookies } = tenant;
  const cookie = {
    httpOnly: true,
    overwrite: true,
    path: `${tenant.base}/`,
    sameSite: 'lax' as const,
    secure: isSecure(tenant),
  };
  return {
    adapter: createAdapter(tenant),
    claims: {
      openid: ['sub'],
      profile: ['name', 'given_name', 'family_name', 'nickname', 'picture', 'updated_at'],
      email: ['email', 'email_verified'],
    },
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post'],
    clientBasedCORS: () => true,
    clients: settings.clients.map(toClientMetadata),
    // What expires here was issued here: there is no second clock to be lenient with.
    clockTolerance: 0,
    conformIdTokenClaims: false,
    cookies: { names: cookies, long: cookie, short: cookie },
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'HS256'] },
    expiresWithSession: async (ctx) => {
      // Here a code is about to be written: only now is its grant worth keeping.
      await requireRoom(tenant);
      await ctx.oidc.grant?.save();
      // Not bound to the session, or a logout would take the refresh token with it.
      return false;
    },
    extraParams: {
      audience: null,
      connection: null,
      screen_hint: null,
      pixy_request: (ctx, _value, client) => checkRequest(ctx, settingsOf(tenant, client.clientId)),
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      revocation: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx, _client, oneOf) => {
          if (oneOf) return oneOf;
          const audience = requestedAudience(tenant, String(ctx.oidc.params?.audience ?? ''));
          return audience === undefined ? [] : toResource(audience);
        },
        getResourceServerInfo: (ctx, resource) => resourceServerInfo(tenant, ctx, resource),
        useGrantedResource: () => true,
      },
    },
    findAccount: async (_ctx, id) => {
      const user = await tenant.users.find(id);
      if (!user) return undefined;
      if (user.blocked) throw new errors.CustomOIDCProviderError('unauthorized', 'user is blocked');
      return {
        accountId: user.user_id,
        user,
        claims: (_use, scope) => claimsOf(user, new Set(scope.split(' '))) as { sub: string },
      };
    },
    formats: {
      customizers: {
        jwt: (ctx, token, jwt) => {
          if (token.kind === 'AccessToken') shapeAccessToken(tenant, ctx, token, jwt);
        },
      },
    },
    interactions: {
      policy: createPolicy(tenant),
      url: (ctx, interaction) => toPage(tenant, ctx, interaction),
    },
    issueRefreshToken: async (ctx, client, source) => {
      const api = ctx.oidc.entities.AccessToken?.aud;
      const offline = settings.resource_servers.find(({ identifier }) => identifier === api);
      return (
        source.scopes.has('offline_access') &&
        (offline?.allow_offline_access ?? true) &&
        client.grantTypeAllowed('refresh_token')
      );
    },
    jwks: { keys: tenant.keys.signing.map((key) => ({ ...key, x5c: [...(key.x5c ?? [])], use: 'sig' })) },
    loadExistingGrant: async (ctx) => grantEverything(ctx),
    // Auth0 takes a first-party app without PKCE; a third-party app must use it.
    pkce: { required: (_ctx, client) => !settingsOf(tenant, client.clientId).is_first_party },
    renderError: (ctx, _out, error) => {
      tell(ctx);
      const exchange = currentExchange();
      if (exchange) Object.assign(exchange.told, { error, page: true });
      ctx.body = '';
    },
    responseTypes: ['code'],
    revokeGrantPolicy: () => true,
    rotateRefreshToken: (ctx) => isRotating(settingsOf(tenant, ctx.oidc.client?.clientId)),
    routes: { authorization: '/authorize', token: '/oauth/token', jwks: '/.well-known/jwks.json' },
    scopes: [...OIDC_SCOPES, NO_SCOPE],
    subjectTypes: ['public'],
    ttl: {
      AccessToken: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? 86_400,
      AuthorizationCode: settings.authorization_code_lifetime,
      Grant: (ctx, grant) =>
        grantLifetime(settingsOf(tenant, grant.clientId), ctx.oidc.requestParamScopes.has('offline_access')),
      IdToken: (_ctx, _token, client) =>
        settingsOf(tenant, client.clientId).jwt_configuration.lifetime_in_seconds,
      Interaction: LOGIN_TIME,
      RefreshToken: (_ctx, token, client) =>
        refreshTokenLifetime(settingsOf(tenant, client.clientId), token.totalLifetime()),
      Session: (_ctx, session) => sessionLifetime(tenant, session.loginTs),
    },
  };
}

/** Refuses a new login where there is no room for what would have to be kept of it (RFC 6749 Section 4.1.2.1). */
async function requireRoom({ artifacts, quota }: Tenant): Promise<void> {
  if ((await artifacts.count()) < quota) return;
  await artifacts.removeExpired();
  if ((await artifacts.count()) < quota) return;
  throw new errors.TemporarilyUnavailable('The tenant keeps as many logins as it may. Try again later.');
}

/** Seconds until the session ends: idle, but never beyond the absolute limit that counts from the login. */
function sessionLifetime({ settings }: Tenant, loginTs: number | undefined): number {
  const age = loginTs === undefined ? 0 : Math.floor(Date.now() / 1000) - loginTs;
  const left = Math.min(settings.idle_session_lifetime * HOUR, settings.session_lifetime * HOUR - age);
  return Math.max(1, Math.floor(left));
}

/**
 * A new grant for every authorization, of everything that was asked for: whether to ask a person was decided before.
 * The provider's own habit, one grant per session, would let a reused refresh token end the person's other logins.
 */
function grantEverything(ctx: KoaContextWithOIDC): InstanceType<Provider['Grant']> {
  const { provider, account, client, requestParamOIDCScopes, requestParamScopes, resourceServers } = ctx.oidc;
  const grant = new provider.Grant({ accountId: account?.accountId, clientId: client?.clientId });
  // The code names its grant before the grant is written (`expiresWithSession`).
  grant.jti = randomBytes(24).toString('base64url');
  grant.addOIDCScope(requestParamOIDCScopes);
  for (const [resource, api] of Object.entries(resourceServers ?? {})) {
    const available = new Set(api.scope.split(' '));
    grant.addResourceScope(
      resource,
      [...requestParamScopes].filter((scope) => available.has(scope)),
    );
  }
  return grant;
}

function toClientMetadata(client: ClientSettings): ClientMetadata {
  const grants = client.grant_types.filter(
    (type) => type === 'authorization_code' || type === 'refresh_token',
  );
  return {
    client_id: client.client_id,
    client_name: client.name,
    application_type: 'native',
    grant_types: grants,
    id_token_signed_response_alg: client.jwt_configuration.alg,
    redirect_uris: [...client.callbacks],
    response_types: client.callbacks.length > 0 ? ['code'] : [],
    token_endpoint_auth_method: client.token_endpoint_auth_method,
    ...(client.client_secret !== undefined && { client_secret: client.client_secret }),
  };
}
