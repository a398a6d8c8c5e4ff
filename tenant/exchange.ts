/** One request at a tenant, from its arrival to its answer. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { errors, Provider } from 'oidc-provider';
import type { EndedBecause } from './artifacts.ts';
import type { Tenant } from './tenant.ts';

export interface Exchange {
  readonly tenant: Tenant;
  /** The provider of the tenant's present settings. */
  readonly provider: Provider;
  readonly request: Request;
  readonly method: string;
  /** Below the issuer: `/authorize`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly cookies: ReadonlyMap<string, string>;
  /** Sent as `x-auth0-requestid` and named by the log. */
  readonly requestId: string;
  readonly ip: string;
  readonly userAgent: string;
  /** What the provider tells on the way, through its hooks and events. */
  readonly told: Told;
}

/** What the provider tells about one request. Every member stays empty until it is told. */
export interface Told {
  /** Why the provider refused, before its words are turned into Auth0's. */
  error?: errors.OIDCProviderError | Error;
  /** Whether the refusal must stay on the tenant's own page. */
  page?: boolean;
  /** The authorization response that goes back to the app. */
  answer?: { readonly redirectUri: string; readonly payload: Readonly<Record<string, string>> };
  /** The parameters that the provider worked with; those of the first request when it is resumed. */
  params?: Readonly<Record<string, unknown>>;
  clientId?: string;
  accountId?: string;
  /** Scopes of the issued code or token. */
  scope?: string;
  /** What happened on the way to the code. */
  login?: { readonly loggedIn: boolean; readonly consented: boolean; readonly confirmed: boolean };
  /** Why artifacts end, if this request ends any. */
  endsBecause?: EndedBecause;
}

const current = new AsyncLocalStorage<Exchange>();

/** Runs the provider so that its hooks, events and adapter find the exchange that they serve. */
export const during = <T>(exchange: Exchange, work: () => Promise<T>): Promise<T> =>
  current.run(exchange, work);

export const currentExchange = (): Exchange | undefined => current.getStore();

export const makeRequestId = (): string => randomBytes(10).toString('hex');

export function openExchange(
  tenant: Tenant,
  provider: Provider,
  request: Request,
  path: string,
  requestId: string,
): Exchange {
  return {
    tenant,
    provider,
    request,
    method: request.method.toUpperCase(),
    path,
    query: new URL(request.url).searchParams,
    cookies: parseCookies(request.headers.get('cookie') ?? ''),
    requestId,
    ip: addressOf(request),
    userAgent: (request.headers.get('user-agent') ?? '').slice(0, 512),
    told: {},
  };
}

/** The first cookie of a name counts: browsers send the one with the longest path first (RFC 6265 Section 5.4). */
function parseCookies(header: string): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const part of header.split(';')) {
    const equals = part.indexOf('=');
    if (equals < 1) continue;
    const name = part.slice(0, equals).trim();
    if (!cookies.has(name)) cookies.set(name, part.slice(equals + 1).trim());
  }
  return cookies;
}

/** The address that the nearest proxy saw. What stands before it in the header is the client's own word. */
export function addressOf(request: Request): string {
  const last = request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  return last?.slice(0, 64) || 'unknown';
}

/** Reads a body up to `limit` bytes; undefined when it is longer. */
export async function readBody(request: Request, limit: number): Promise<string | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return undefined;
  if (!request.body) return '';
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks).toString('utf8');
    length += value.length;
    if (length > limit) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
}
