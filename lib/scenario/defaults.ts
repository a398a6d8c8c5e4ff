/** The scenario that everything starts from: a native Timesheets app, its tenant, and the API that it calls. */
import type { FlowValues } from '../flow/values.ts';
import type { Parties } from './parties.ts';
import type { TenantSettingsInput } from './settings.ts';

type ClientInput = NonNullable<TenantSettingsInput['clients']>[number];

/** The API's identifier: a name, not an address. Nothing is ever fetched from it. */
export const timesheetsIdentifier = 'https://timesheets.example.com/';
export const nativeClientId = 'timesheets-native';
/** RFC 8252 Section 7.1: a private-use scheme is a domain name that the app's maker controls, reversed. */
export const privateUseCallback = 'com.example.timesheets://callback';

/** The person that every new tenant knows. Published: it protects nothing but throw-away data. */
export const demoUser = {
  user_id: 'auth0|6924c0de0ada0ada0ada0ada',
  email: 'ada@example.com',
  email_verified: true,
  password: 'pixy-demo',
  name: 'Ada Lovelace',
  given_name: 'Ada',
  family_name: 'Lovelace',
  nickname: 'ada',
  // Matters only where `enforce_policies` is on: then `write:timesheets` is cut from what was asked for.
  permissions: [{ resource_server_identifier: timesheetsIdentifier, permission_name: 'read:timesheets' }],
} as const;

/** For `timesheets-web`, which exists on loopback only. Published, so it is worth nothing elsewhere. */
export const localWebClientSecret = 'pixy-local-development-only';

/** Ports on which local development servers usually listen: Vite, Angular, generic, Next's second. */
const devPorts = [5173, 4200, 8080, 3001] as const;

/** The address without a slash at its end, so that paths can be appended. */
const trim = (baseUrl: string): string => baseUrl.replace(/\/+$/, '');

const isLoopback = (baseUrl: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(new URL(baseUrl).hostname);

/**
 * Whether a native client may have its callback at this address: `http` on loopback (RFC 8252 Section 7.3) or
 * claimed `https` on a real host (Section 7.2), and nothing else.
 */
export const canHostNativeCallback = (baseUrl: string): boolean =>
  (new URL(baseUrl).protocol === 'https:') !== isLoopback(baseUrl);

const app = (base: string): ClientInput => {
  const here: ClientInput = {
    client_id: nativeClientId,
    name: 'Timesheets',
    app_type: 'native',
    is_first_party: true,
    callbacks: [`${base}/callback`, privateUseCallback],
    allowed_logout_urls: [`${base}/callback/logout`, `${privateUseCallback}/logout`],
    allowed_origins: [new URL(base).origin],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'none',
    refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring' },
  };
  if (canHostNativeCallback(base)) return here;
  // On http beyond loopback the callback of this site cannot be a native app's, so the same public client is
  // registered as one that lives in the browser. The private-use scheme goes with the native type.
  return {
    ...here,
    app_type: 'spa',
    callbacks: [`${base}/callback`],
    allowed_logout_urls: [`${base}/callback/logout`],
  };
};

/**
 * Settings of a tenant in which the Timesheets app works out of the box.
 *
 * @param baseUrl where this site is reached by browsers, for example `http://localhost:3000`
 */
export function timesheetsTenant(baseUrl: string): TenantSettingsInput {
  return {
    friendly_name: 'Timesheets',
    clients: [app(trim(baseUrl))],
    resource_servers: [
      {
        identifier: timesheetsIdentifier,
        name: 'Timesheets API',
        scopes: [
          { value: 'read:timesheets', description: 'Read your timesheets' },
          { value: 'write:timesheets', description: 'Change your timesheets' },
        ],
        signing_alg: 'RS256',
        allow_offline_access: true,
      },
    ],
    users: [{ ...demoUser, permissions: [...demoUser.permissions] }],
  };
}

/**
 * Settings of the tenant at the root issuer. On loopback it also knows a single-page app and a web app, so that
 * SDKs in their own development servers can log in at once.
 */
export function houseTenant(baseUrl: string): TenantSettingsInput {
  const base = trim(baseUrl);
  const tenant = timesheetsTenant(base);
  if (!isLoopback(base)) return tenant;

  const origins = [
    ...new Set([
      new URL(base).origin,
      ...devPorts.flatMap((port) => [`http://localhost:${port}`, `http://127.0.0.1:${port}`]),
    ]),
  ];
  // Auth0 compares byte by byte, and SDKs differ on the slash after the host.
  const homes = origins.flatMap((origin) => [origin, `${origin}/`]);
  const shared = {
    is_first_party: true,
    allowed_logout_urls: homes,
    web_origins: origins,
    allowed_origins: origins,
    skip_non_verifiable_callback_uri_confirmation_prompt: true,
  } satisfies Partial<ClientInput>;

  return {
    ...tenant,
    clients: [
      ...(tenant.clients ?? []),
      {
        ...shared,
        client_id: 'timesheets-spa',
        name: 'Timesheets in the browser',
        app_type: 'spa',
        callbacks: [...homes, ...origins.map((origin) => `${origin}/callback`)],
        token_endpoint_auth_method: 'none',
      },
      {
        ...shared,
        client_id: 'timesheets-web',
        name: 'Timesheets on a web server',
        app_type: 'regular_web',
        callbacks: origins.flatMap((origin) => [
          `${origin}/auth/callback`,
          `${origin}/api/auth/callback`,
          `${origin}/callback`,
        ]),
        token_endpoint_auth_method: 'client_secret_post',
        client_secret: localWebClientSecret,
      },
    ],
  };
}

const parties = (base: string, at: { issuer: string; api: string; ours: string | null }): Parties => ({
  tenant: { issuer: at.issuer, logs_url: at.ours && `${at.issuer}pixy/logs` },
  app: {
    client_id: nativeClientId,
    redirect_uri: `${base}/callback`,
    post_logout_redirect_uri: `${base}/callback/logout`,
    scope: 'openid profile email offline_access read:timesheets',
    audience: timesheetsIdentifier,
  },
  api: { url: `${at.api}/timesheets`, logs_url: at.ours && `${at.api}/logs` },
});

/** The Timesheets app against a visitor's own tenant. */
export function visitorParties(baseUrl: string, tenantId: string): Parties {
  const base = trim(baseUrl);
  return parties(base, { issuer: `${base}/t/${tenantId}/`, api: `${base}/api/${tenantId}`, ours: tenantId });
}

/** The Timesheets app against the house tenant, which keeps its logs to itself. */
export function houseParties(baseUrl: string): Parties {
  const base = trim(baseUrl);
  return parties(base, { issuer: `${base}/`, api: `${base}/api/root`, ours: null });
}

/** What the app is configured with before the first step. An empty audience stays out, so that none is sent. */
export function givenValues({ tenant, app: client, api }: Parties): Partial<FlowValues> {
  return {
    issuer: tenant.issuer,
    // OpenID Connect Discovery Section 4: a slash at the end of the issuer is removed before the path is added.
    discovery_url: `${trim(tenant.issuer)}/.well-known/openid-configuration`,
    client_id: client.client_id,
    redirect_uri: client.redirect_uri,
    ...(client.audience === '' ? {} : { audience: client.audience }),
    scope: client.scope,
    api_url: api.url,
    post_logout_redirect_uri: client.post_logout_redirect_uri,
  };
}
