/**
 * Pixy's authorization server: any number of tenants in the shape of Auth0's, on oidc-provider. Web requests in, web
 * responses out; everything that lasts is in the store.
 */
import type { TenantSettings } from '#lib/scenario/settings.ts';
import type { Store } from '#store/index.ts';
import { type Controls, control } from './controls.ts';
import { addressOf, makeRequestId, openExchange } from './exchange.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { unknownTenantPage } from './pages/index.ts';
import { Limiter } from './quotas.ts';
import { Registry } from './registry.ts';
import { json, page } from './respond.ts';
import { answer, type Door } from './routes.ts';
import { checkTenantSettings } from './settings-rules.ts';
import { HOUSE } from './tenant.ts';

export { defaultLimits, type Limits } from './limits.ts';

export interface TenantServer {
  /**
   * Answers any request, hostile ones included: it never throws.
   *
   * @param address `tenant`: `root` or a visitor tenant's id; `path`: below the issuer, such as `/authorize`. The
   *   query is the one of `request.url`; its host is not looked at.
   */
  handle(request: Request, address: { tenant: string; path: string }): Promise<Response>;
  /** Stops what runs behind the requests. The store stays open. */
  close(): Promise<void>;
}

/** How often what is over is removed, in milliseconds. */
const SWEEP = 60_000;

/**
 * @param options `baseUrl`: where browsers reach the site, scheme and port included; `house`: the tenant that answers
 *   at the root issuer; `log`: takes one line per failure of the server itself
 * @throws Error when the settings of the house tenant contradict themselves
 */
export async function createTenantServer(options: {
  readonly store: Store;
  readonly baseUrl: string;
  readonly house: TenantSettings;
  readonly log?: (line: string) => void;
  readonly limits?: Partial<Limits>;
}): Promise<TenantServer> {
  const { store, baseUrl, house, log = () => {} } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const problems = checkTenantSettings(house);
  if (problems.length > 0) {
    throw new Error(`The house tenant: ${problems.map(({ field, rule }) => `${field}: ${rule}`).join('; ')}`);
  }
  const registry = new Registry(store, baseUrl, limits);
  await registry.put(HOUSE, house);
  await registry.sweep();
  registry.prepare();
  const controls: Controls = { store, registry, limits, creates: new Limiter(limits.createsPerMinute) };
  const door: Door = {
    attempts: new Limiter(limits.attemptsPerMinute),
    limits,
  };
  const sweeping = setInterval(() => {
    registry.sweep().catch((error: unknown) => log(`sweep: ${messageOf(error)}`));
  }, SWEEP);
  sweeping.unref();

  async function respond(request: Request, id: string, path: string, requestId: string): Promise<Response> {
    const controlled = await control(controls, request, id, path);
    if (controlled) return controlled;
    const live = await registry.find(id);
    if (!live) return unknownTenant(request, registry.homeUrl);
    const exchange = openExchange(live.tenant, live.provider, request, path, requestId);
    const response = await answer(door, exchange);
    const { error } = exchange.told;
    if (error && !('expose' in error && error.expose)) log(`${requestId} ${path}: ${messageOf(error)}`);
    return response;
  }

  return {
    async handle(request, address) {
      const path = address.path.startsWith('/') ? address.path : `/${address.path}`;
      const requestId = makeRequestId();
      let response: Response;
      try {
        response = await respond(request, address.tenant, path, requestId);
      } catch (error) {
        log(`${requestId} ${request.method} ${path} from ${addressOf(request)}: ${messageOf(error)}`);
        response = json(500, { error: 'server_error', error_description: 'The tenant failed. Try again.' });
      }
      response.headers.set('x-auth0-requestid', requestId);
      return response;
    },
    async close() {
      clearInterval(sweeping);
      await registry.close();
    },
  };
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

function unknownTenant(request: Request, homeUrl: string): Response {
  if ((request.headers.get('accept') ?? '').includes('text/html')) {
    return page(unknownTenantPage({ homeUrl }), { status: 404 });
  }
  return json(404, {
    error: 'unknown_tenant',
    error_description: 'There is no such tenant, or not any more.',
    home: homeUrl,
  });
}
