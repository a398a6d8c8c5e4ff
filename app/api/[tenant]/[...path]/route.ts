/** The only door to the sample API. */
import { createResourceServer, type ResourceServer } from '#resource-server/index.ts';
import { appBaseUrl } from '../../../base-url.ts';
import { callerOf, fetchFromWithin, notReady, pathOf, sharedStore } from '../../../runtime.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

let server: Promise<ResourceServer> | null = null;

async function open(): Promise<ResourceServer> {
  return createResourceServer({
    store: await sharedStore(),
    baseUrl: appBaseUrl(),
    fetch: fetchFromWithin,
  });
}

async function handle(
  request: Request,
  { params }: { params: Promise<{ tenant: string; path: string[] }> },
): Promise<Response> {
  const { tenant, path } = await params;
  let api: ResourceServer;
  try {
    server ??= open();
    api = await server;
  } catch (error) {
    server = null;
    return notReady(error);
  }
  const ip = callerOf(request);
  return api.handle(request, { tenant, path: pathOf(path), ...(ip === undefined ? {} : { ip }) });
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
