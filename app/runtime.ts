/** What the doors share: the store, and how to reach this server from within. */
import { join } from 'node:path';
import { openStore, type Store } from '#store/index.ts';
import { appBaseUrl, port } from './base-url.ts';

const databaseUrl = (): string =>
  process.env.DATABASE_URL ?? `file:${join(/* turbopackIgnore: true */ process.cwd(), '.pixy', 'pixy.db')}`;

/** Survives the reloads of development, which evaluate modules again. */
const shared = globalThis as typeof globalThis & { pixyStore?: Promise<Store> };

/** Opens the store on first use. A failure is not kept: the next request tries again. */
export function sharedStore(): Promise<Store> {
  shared.pixyStore ??= openStore(databaseUrl()).catch((error: unknown) => {
    delete shared.pixyStore;
    throw error;
  });
  return shared.pixyStore;
}

/** This server may listen on IPv4, on IPv6 or on both. */
const loopbacks = [`http://127.0.0.1:${port}`, `http://[::1]:${port}`];

/**
 * Like `fetch`, but this site's own address is reached on loopback: behind a reverse proxy, in a container or
 * without a network, the public name may not lead back to this process.
 */
export const fetchFromWithin: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  const url = new URL(request.url);
  if (url.origin !== appBaseUrl()) return fetch(request);
  let cause: unknown;
  for (const origin of loopbacks) {
    try {
      return await fetch(new Request(origin + url.pathname + url.search, request.clone()));
    } catch (error) {
      // Nobody listens on this one. Anything else (a timeout, an abort) is not answered by asking elsewhere.
      if (!isRefused(error)) throw error;
      cause = error;
    }
  }
  throw cause;
};

function isRefused(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: unknown } };
  return cause?.code === 'ECONNREFUSED' || cause?.code === 'EADDRNOTAVAIL' || cause?.code === 'EAFNOSUPPORT';
}

/**
 * The path behind a door, with each segment encoded again: `params` come decoded, and the request's own URL is
 * that from before the rewrites of `next.config.mjs`.
 */
export const pathOf = (segments: readonly string[]): string =>
  `/${segments.map((segment) => encodeURIComponent(segment)).join('/')}`;

/** When the server itself is not ready: one line for its owner, one sentence for the caller. */
export function notReady(error: unknown): Response {
  console.error(error instanceof Error ? error.message : error);
  return Response.json(
    { error: 'server_not_ready', error_description: 'This server could not start. Its log says why.' },
    { status: 503, headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } },
  );
}

/**
 * Whom the nearest proxy names as the caller: the last address of `X-Forwarded-For`, which Next sets itself when no
 * proxy did. Earlier ones are the caller's own words.
 */
export const callerOf = (request: Request): string | undefined =>
  request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || undefined;
