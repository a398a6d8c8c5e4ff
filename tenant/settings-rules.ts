/** Rules that no single field can state: what must agree inside the settings of one tenant. */
import type { SettingsProblem, TenantSettings } from '#lib/scenario/settings.ts';

const FORBIDDEN_SCHEMES = new Set(['javascript:', 'data:', 'vbscript:', 'blob:', 'file:', 'about:']);

export function checkTenantSettings(settings: TenantSettings): readonly SettingsProblem[] {
  return [
    ...unique(
      'clients',
      'client_id',
      settings.clients.map(({ client_id }) => client_id),
    ),
    ...settings.clients.flatMap((client, index) => clientProblems(client, `clients.${index}`)),
    ...unique(
      'resource_servers',
      'identifier',
      settings.resource_servers.map(({ identifier }) => identifier),
    ),
    ...settings.resource_servers.flatMap((api, index) => apiProblems(api, `resource_servers.${index}`)),
    ...unique(
      'users',
      'user_id',
      settings.users.map(({ user_id }) => user_id),
    ),
    ...unique(
      'users',
      'email',
      settings.users.map(({ email }) => email.toLowerCase()),
    ),
    ...unique(
      'connections',
      'name',
      settings.connections.map(({ name }) => name),
    ),
    ...defaultAudience(settings),
  ];
}

type Client = TenantSettings['clients'][number];
type Api = TenantSettings['resource_servers'][number];

function clientProblems(client: Client, at: string): readonly SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  for (const name of ['callbacks', 'allowed_logout_urls'] as const) {
    client[name].forEach((uri, index) => {
      const rule = redirectRule(uri);
      if (rule !== undefined) problems.push({ field: `${at}.${name}.${index}`, rule });
    });
  }
  for (const name of ['web_origins', 'allowed_origins'] as const) {
    client[name].forEach((origin, index) => {
      if (!URL.canParse(origin)) {
        problems.push({ field: `${at}.${name}.${index}`, rule: 'an origin, such as https://example.com' });
      }
    });
  }
  const needsSecret =
    client.token_endpoint_auth_method !== 'none' || client.jwt_configuration.alg === 'HS256';
  if (needsSecret && client.client_secret === undefined) {
    const why = client.token_endpoint_auth_method !== 'none' ? 'token_endpoint_auth_method' : 'HS256';
    problems.push({ field: `${at}.client_secret`, rule: `needed for ${why}` });
  }
  if (client.client_secret !== undefined && !/^[\x20-\x7e]+$/.test(client.client_secret)) {
    problems.push({ field: `${at}.client_secret`, rule: 'printable ASCII only (RFC 6749 Appendix A.2)' });
  }
  if (client.jwt_configuration.alg === 'HS256' && (client.client_secret?.length ?? 32) < 32) {
    problems.push({ field: `${at}.client_secret`, rule: 'HS256 needs 32 characters (RFC 7518 Section 3.2)' });
  }
  const { expiration_type, token_lifetime, idle_token_lifetime } = client.refresh_token;
  const { infinite_token_lifetime, infinite_idle_token_lifetime } = client.refresh_token;
  const isCompared =
    !infinite_token_lifetime && !infinite_idle_token_lifetime && expiration_type === 'expiring';
  if (isCompared && idle_token_lifetime > token_lifetime) {
    problems.push({
      field: `${at}.refresh_token.idle_token_lifetime`,
      rule: 'not longer than token_lifetime',
    });
  }
  return problems;
}

/** RFC 6749 Section 3.1.2: an absolute URI without a fragment. Byte by byte is how it will be compared. */
function redirectRule(uri: string): string | undefined {
  if (!URL.canParse(uri)) return 'an absolute URI, such as https://example.com/callback';
  if (uri.includes('#')) return 'without a fragment (RFC 6749 Section 3.1.2)';
  if (/[\s\0]/.test(uri)) return 'without white space';
  if (FORBIDDEN_SCHEMES.has(new URL(uri).protocol)) return 'not of a scheme that runs in the browser itself';
  return undefined;
}

function apiProblems(api: Api, at: string): readonly SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  if (api.signing_alg === 'HS256' && api.signing_secret === undefined) {
    problems.push({ field: `${at}.signing_secret`, rule: 'needed for HS256' });
  }
  if (api.signing_alg === 'HS256' && (api.signing_secret?.length ?? 32) < 32) {
    problems.push({
      field: `${at}.signing_secret`,
      rule: 'HS256 needs 32 characters (RFC 7518 Section 3.2)',
    });
  }
  problems.push(
    ...unique(
      `${at}.scopes`,
      'value',
      api.scopes.map(({ value }) => value),
    ),
  );
  api.scopes.forEach(({ value }, index) => {
    // RFC 6749 Section 3.3: scope-token.
    if (!/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(value)) {
      problems.push({ field: `${at}.scopes.${index}.value`, rule: 'one word without spaces, " and \\' });
    }
  });
  return problems;
}

function defaultAudience({ default_audience, resource_servers }: TenantSettings): readonly SettingsProblem[] {
  const isKnown = resource_servers.some(({ identifier }) => identifier === default_audience);
  return default_audience === '' || isKnown
    ? []
    : [{ field: 'default_audience', rule: 'the identifier of an API of this tenant, or empty' }];
}

function unique(list: string, name: string, values: readonly string[]): readonly SettingsProblem[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) === index
      ? []
      : [
          {
            field: `${list}.${index}.${name}`,
            rule: `unique: ${list}.${values.indexOf(value)} has it already`,
          },
        ],
  );
}
