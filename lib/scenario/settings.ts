import { z } from 'zod';

/**
 * What can be set at the tenant and at the API. Tenant settings are spelled as in the Auth0 Management API, so a
 * real tenant's export can be loaded and ours exported. Unknown fields are refused by name.
 */

const seconds = (min: number, max: number) => z.int().min(min).max(max);
const text = (max: number) => z.string().min(1).max(max);
const url = text(2048);

const refreshToken = z.strictObject({
  rotation_type: z.enum(['rotating', 'non-rotating']).default('rotating'),
  expiration_type: z.enum(['expiring', 'non-expiring']).default('expiring'),
  /** Rotation Overlap Period in seconds: how long the previous token may still be used. */
  leeway: seconds(0, 86_400).default(0),
  /** Absolute lifetime in seconds: fixed at the first issue, never extended. */
  token_lifetime: seconds(1, 31_557_600).default(2_592_000),
  infinite_token_lifetime: z.boolean().default(false),
  /** Seconds without an exchange after which the token dies. */
  idle_token_lifetime: seconds(1, 31_557_600).default(1_296_000),
  infinite_idle_token_lifetime: z.boolean().default(false),
});

const client = z.strictObject({
  client_id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, - and _ only, 64 at most'),
  name: text(100),
  app_type: z.enum(['native', 'spa', 'regular_web', 'non_interactive']).default('native'),
  is_first_party: z.boolean().default(true),
  oidc_conformant: z.boolean().default(true),
  callbacks: z.array(url).max(50).default([]),
  allowed_logout_urls: z.array(url).max(50).default([]),
  /** Origins that may use silent authentication (web_message). */
  web_origins: z.array(url).max(50).default([]),
  /** Origins that may call the token endpoint from a browser, besides those of `callbacks`. */
  allowed_origins: z.array(url).max(50).default([]),
  grant_types: z
    .array(z.enum(['authorization_code', 'refresh_token', 'client_credentials', 'implicit', 'password']))
    .default(['authorization_code', 'refresh_token']),
  token_endpoint_auth_method: z.enum(['none', 'client_secret_post', 'client_secret_basic']).default('none'),
  client_secret: text(256).optional(),
  jwt_configuration: z
    .strictObject({
      alg: z.enum(['RS256', 'HS256']).default('RS256'),
      lifetime_in_seconds: seconds(1, 2_592_000).default(36_000),
    })
    .prefault({}),
  refresh_token: refreshToken.prefault({}),
  /** Null: as the tenant says. */
  skip_non_verifiable_callback_uri_confirmation_prompt: z.boolean().nullable().default(null),
});

const resourceServer = z.strictObject({
  /** The API's identifier: any text, compared byte by byte with `audience`. */
  identifier: text(600),
  name: text(200),
  scopes: z
    .array(z.strictObject({ value: text(280), description: z.string().max(500).default('') }))
    .max(200)
    .default([]),
  signing_alg: z.enum(['RS256', 'HS256', 'PS256']).default('RS256'),
  /** For HS256 only. */
  signing_secret: z.string().min(16).max(256).optional(),
  /** Access token lifetime in seconds. */
  token_lifetime: seconds(1, 2_592_000).default(86_400),
  allow_offline_access: z.boolean().default(true),
  skip_consent_for_verifiable_first_party_clients: z.boolean().default(true),
  token_dialect: z
    .enum(['access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz'])
    .default('access_token'),
  /** RBAC: the scope is cut to what the user is permitted. */
  enforce_policies: z.boolean().default(false),
});

const user = z.strictObject({
  /** `{strategy}|{id}`, the token's `sub`. */
  user_id: z.string().regex(/^[a-z0-9-]+\|[A-Za-z0-9]{1,64}$/, 'a strategy, a | and an id'),
  email: z.email().max(254),
  email_verified: z.boolean().default(true),
  /** At least eight characters. Kept as a hash. */
  password: z.string().min(8).max(200),
  name: text(200).optional(),
  given_name: text(100).optional(),
  family_name: text(100).optional(),
  nickname: text(100).optional(),
  picture: url.optional(),
  blocked: z.boolean().default(false),
  permissions: z
    .array(z.strictObject({ resource_server_identifier: text(600), permission_name: text(280) }))
    .default([]),
});

const claims = z.record(text(256), z.json());

export const tenantSettings = z.strictObject({
  friendly_name: text(100).default('Pixy'),
  /** The audience that is used when a request sends none; empty for none. */
  default_audience: z.string().max(600).default(''),
  /** Session limits in hours, as Auth0 keeps them. */
  session_lifetime: z.number().positive().max(8_760).default(168),
  idle_session_lifetime: z.number().positive().max(8_760).default(72),
  /** Authorization code lifetime in seconds (Auth0 publishes none). */
  authorization_code_lifetime: seconds(1, 600).default(600),
  skip_non_verifiable_callback_uri_confirmation_prompt: z.boolean().default(false),
  flags: z
    .strictObject({
      /** Refresh Token Revocation Deletes Grant. */
      revoke_refresh_token_grant: z.boolean().default(false),
      /** Off at Auth0: RFC 8252 Section 7.3 asks to accept any port of a loopback callback. */
      loopback_callbacks_on_any_port: z.boolean().default(false),
    })
    .prefault({}),
  clients: z.array(client).max(20).default([]),
  resource_servers: z.array(resourceServer).max(20).default([]),
  connections: z
    .array(
      z.strictObject({
        name: text(128),
        strategy: z.literal('auth0').default('auth0'),
        options: z.strictObject({ disable_signup: z.boolean().default(false) }).prefault({}),
      }),
    )
    .max(10)
    .default([
      { name: 'Username-Password-Authentication', strategy: 'auth0', options: { disable_signup: false } },
    ]),
  users: z.array(user).max(50).default([]),
  /** What a post-login Action would set: `api.accessToken.setCustomClaim` and `api.idToken.setCustomClaim`. */
  custom_claims: z
    .strictObject({ access_token: claims.default({}), id_token: claims.default({}) })
    .prefault({}),
});

export const apiSettings = z.strictObject({
  /** The `iss` that the API expects, byte by byte. */
  issuer: url,
  /** The `aud` that the API expects: its own identifier. */
  audience: text(600),
  signing_alg: z.enum(['RS256', 'HS256', 'PS256']).default('RS256'),
  /** For HS256 only. */
  signing_secret: z.string().min(16).max(256).optional(),
  /** Scopes that `GET /timesheets` asks for. */
  required_scopes: z.array(text(280)).max(20).default(['read:timesheets']),
  /** How far the API's clock is ahead of the true time, in seconds; negative for behind. */
  clock_offset: z.int().min(-31_557_600).max(31_557_600).default(0),
  /** Seconds of clock difference that the API tolerates. */
  leeway: seconds(0, 600).default(0),
  /** `typ` that the API expects in the header; null for "does not look". */
  typ: z.enum(['JWT', 'at+jwt']).nullable().default(null),
});

export type TenantSettings = z.output<typeof tenantSettings>;
export type TenantSettingsInput = z.input<typeof tenantSettings>;
export type ClientSettings = TenantSettings['clients'][number];
export type ResourceServerSettings = TenantSettings['resource_servers'][number];
export type UserSettings = TenantSettings['users'][number];
export type ApiSettings = z.output<typeof apiSettings>;
export type ApiSettingsInput = z.input<typeof apiSettings>;

/** One wrong field: where it is, and the rule it broke. */
export interface SettingsProblem {
  readonly field: string;
  readonly rule: string;
}

/** Parses settings at the border: a whole object with defaults filled in, or every wrong field by name. */
export function parseSettings<T extends z.ZodType>(
  schema: T,
  input: unknown,
): { ok: true; value: z.output<T> } | { ok: false; problems: readonly SettingsProblem[] } {
  const result = schema.safeParse(input);
  if (result.success) return { ok: true, value: result.data };
  return {
    ok: false,
    problems: result.error.issues.map((issue) => ({
      field: issue.path.join('.') || '(the whole object)',
      rule: issue.message,
    })),
  };
}
