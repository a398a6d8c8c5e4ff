import type { ClientSettings, ResourceServerSettings } from '#lib/scenario/settings.ts';
import type { Store } from '#store/index.ts';
import type { Artifacts } from './artifacts.ts';
import type { KeptSettings } from './kept-settings.ts';
import type { TenantKeys } from './keys.ts';
import type { Users } from './users.ts';

/** The id of the tenant that answers at the root issuer. */
export const HOUSE = 'root';

/** One tenant with everything that its endpoints need. All that lasts is in the store. */
export interface Tenant {
  readonly id: string;
  /** Ends with a slash, as Auth0's does: the `iss` of every token. */
  readonly issuer: string;
  /** What stands between origin and path: empty for the house tenant, `/t/<id>` for a visitor's. */
  readonly base: string;
  /** The origin of the whole site. */
  readonly origin: string;
  readonly settings: KeptSettings;
  readonly keys: TenantKeys;
  readonly store: Store;
  readonly artifacts: Artifacts;
  readonly users: Users;
  readonly cookies: CookieNames;
  /** How many artifacts it may have. Beyond that new logins are refused; nobody's are pushed out. */
  readonly quota: number;
}

/** Every tenant has its own names, so that no path rule of a browser can mix two tenants up. */
export interface CookieNames {
  readonly session: string;
  readonly interaction: string;
  readonly resume: string;
  /** Names the browser, so that a login page serves only the browser that it was made for. */
  readonly device: string;
}

export function cookieNames(id: string): CookieNames {
  const suffix = id === HOUSE ? '' : `_${id}`;
  return {
    session: `auth0${suffix}`,
    interaction: `auth0_interaction${suffix}`,
    resume: `auth0_resume${suffix}`,
    device: `did${suffix}`,
  };
}

export const isSecure = (tenant: Tenant): boolean => tenant.origin.startsWith('https:');

export const clientOf = (tenant: Tenant, id: string | null | undefined): ClientSettings | undefined =>
  tenant.settings.clients.find((client) => client.client_id === id);

export const apiOf = (tenant: Tenant, identifier: string): ResourceServerSettings | undefined =>
  tenant.settings.resource_servers.find((api) => api.identifier === identifier);

/** The database connection that people log in with. */
export const connectionOf = (tenant: Tenant) => tenant.settings.connections[0];
