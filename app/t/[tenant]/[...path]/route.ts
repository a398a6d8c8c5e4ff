/** The only door to the tenants: the house tenant as `root`, visitors' tenants by their ids. */
import { createTenantServer, type TenantServer } from '#tenant/index.ts';
import { appBaseUrl } from '../../../base-url.ts';
import { notReady, pathOf, sharedStore } from '../../../runtime.ts';
import { houseSettings } from '../../house-settings.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** In development this module is evaluated again after each edit; the server of the old one is then closed. */
const shared = globalThis as typeof globalThis & { pixyTenants?: Promise<TenantServer> | undefined };
const before = shared.pixyTenants;
shared.pixyTenants = undefined;
before?.then((server) => server.close()).catch(() => {});

async function open(): Promise<TenantServer> {
  const baseUrl = appBaseUrl();
  return createTenantServer({
    store: await sharedStore(),
    baseUrl,
    house: await houseSettings(baseUrl),
    log: (line) => console.error(line),
  });
}

async function handle(
  request: Request,
  { params }: { params: Promise<{ tenant: string; path: string[] }> },
): Promise<Response> {
  const { tenant, path } = await params;
  let server: TenantServer;
  try {
    shared.pixyTenants ??= open();
    server = await shared.pixyTenants;
  } catch (error) {
    shared.pixyTenants = undefined;
    return notReady(error);
  }
  return server.handle(request, { tenant, path: pathOf(path) });
}

export {
  handle as DELETE,
  handle as GET,
  handle as HEAD,
  handle as OPTIONS,
  handle as PATCH,
  handle as POST,
  handle as PUT,
};
