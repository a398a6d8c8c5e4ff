/** The tenants and the API behind a real HTTP server on the loopback interface, without Next. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { KyselyPlugin } from 'kysely';
import { houseTenant } from '#lib/scenario/defaults.ts';
import { parseSettings, type TenantSettingsInput, tenantSettings } from '#lib/scenario/settings.ts';
import { createResourceServer } from '#resource-server/index.ts';
import { openStore, type Store } from '#store/index.ts';
import { createTenantServer, type Limits, type TenantServer } from '#tenant/index.ts';

export interface TestServer {
  readonly baseUrl: string;
  readonly store: Store;
  readonly databaseUrl: string;
  /** What the server said of its own failures. A hostile request must leave it empty. */
  readonly failures: readonly string[];
  /** Stops the server and keeps the database: what a restart finds. */
  stop(): Promise<void>;
  /** Stops the server and removes the database. */
  close(): Promise<void>;
}

export interface TestServerOptions {
  /** An existing database, to start again on it. */
  readonly databaseUrl?: string;
  /** An existing port, so that the issuer stays the same after a restart. */
  readonly port?: number;
  readonly house?: (baseUrl: string) => TenantSettingsInput;
  readonly limits?: Partial<Limits>;
  /** The address that the tenants believe to be published under, when it is not the one they listen on. */
  readonly publicUrl?: string;
  /**
   * Has the database answer in a later turn of the event loop, as one on a network does. A local file answers before
   * any other request can come between, so without this no race ever happens.
   */
  readonly remoteDatabase?: boolean;
}

const answerLater: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => {
    await setImmediate();
    return result;
  },
};

export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  const folder = options.databaseUrl ? undefined : await mkdtemp(join(tmpdir(), 'pixy-'));
  const databaseUrl = options.databaseUrl ?? `file:${folder}/pixy.db`;
  const opened = await openStore(databaseUrl);
  const store: Store = options.remoteDatabase
    ? { db: opened.db.withPlugin(answerLater), close: () => opened.close() }
    : opened;
  const failures: string[] = [];
  let tenants: TenantServer | undefined;

  const http = createServer({ maxHeaderSize: 64 * 1024 }, (incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      failures.push(String(error));
      outgoing.destroy();
    });
  });
  await new Promise<void>((resolve) => http.listen(options.port ?? 0, '127.0.0.1', resolve));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const baseUrl = `http://localhost:${address.port}`;
  const published = options.publicUrl ?? baseUrl;
  const house = parseSettings(tenantSettings, (options.house ?? houseTenant)(published));
  if (!house.ok) throw new Error(JSON.stringify(house.problems));
  tenants = await createTenantServer({
    store,
    baseUrl: published,
    house: house.value,
    log: (line) => failures.push(line),
    limits: { keyPool: 0, attemptsPerMinute: 10_000, createsPerMinute: 10_000, ...options.limits },
  });

  const resourceServer = createResourceServer({ store, baseUrl: published });

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', baseUrl);
    const api = /^\/api\/([^/]+)(\/.*)$/.exec(url.pathname);
    if (api) {
      const at = { tenant: api[1] ?? '', path: api[2] ?? '' };
      return write(await resourceServer.handle(await toRequest(incoming, url), at), outgoing);
    }
    const visitor = /^\/t\/([^/]+)(\/.*)?$/.exec(url.pathname);
    const at = visitor
      ? { tenant: visitor[1] ?? '', path: visitor[2] ?? '/' }
      : { tenant: 'root', path: url.pathname };
    await write(await tenantServer().handle(await toRequest(incoming, url), at), outgoing);
  }

  function tenantServer(): TenantServer {
    if (!tenants) throw new Error('The server is not ready.');
    return tenants;
  }

  async function stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      http.close(() => resolve());
      http.closeAllConnections();
    });
    await tenants?.close();
    await store.close();
  }

  return {
    ...{ baseUrl, store, databaseUrl, failures, stop },
    async close() {
      await stop();
      if (folder) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function toRequest(incoming: IncomingMessage, url: URL): Promise<Request> {
  const headers = new Headers();
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '');
  }
  headers.set('x-forwarded-for', incoming.socket.remoteAddress ?? '');
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const method = incoming.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD' && chunks.length > 0;
  return new Request(url, { method, headers, ...(hasBody && { body: Buffer.concat(chunks) }) });
}

async function write(response: Response, outgoing: ServerResponse): Promise<void> {
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') outgoing.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  outgoing.writeHead(response.status);
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}
