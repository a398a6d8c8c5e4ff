/** The transport of a page: `fetch` as a native app's HTTP client would use it, as far as a page can. */
import type { HttpRequest } from '../trace/model.ts';
import { readBody } from './read-body.ts';
import { causes, type Sent, TIMEOUT, type Transport } from './transport.ts';

export interface BrowserTransportOptions {
  /** Shows a URL in the phone's browser tab. */
  readonly open: (url: string) => void;
  /** The key of the visitor's tenant, for its logs; null when there is none. */
  readonly key: () => string | null;
  /** For tests; the page's own by default. */
  readonly fetch?: typeof fetch;
}

/**
 * Headers that a browser adds by itself. A page can neither set them nor see their values, so a transcript says
 * that they exist and leaves the values open.
 */
const addedByTheBrowser = [
  'Host',
  'Origin',
  'User-Agent',
  'Accept',
  'Accept-Encoding',
  'Accept-Language',
  'Connection',
  'Content-Length',
  'Sec-Fetch-Dest',
  'Sec-Fetch-Mode',
  'Sec-Fetch-Site',
] as const;

/** A transport over the page's `fetch`. */
export function createBrowserTransport(options: BrowserTransportOptions): Transport {
  const doFetch: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init));
  return {
    send: (request, signal) => send(doFetch, request, signal),
    open: options.open,
    now: () => Date.now(),
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    unseen: addedByTheBrowser,
    readLogs: async (url, after) => {
      const address = new URL(url);
      if (after !== null) address.searchParams.set('after', after);
      const key = options.key();
      const sent = await send(doFetch, {
        method: 'GET',
        url: address.href,
        headers: [['Accept', 'application/json'], ...(key === null ? [] : [['x-pixy-key', key] as const])],
        body: null,
      });
      if (!sent.ok || sent.response.status !== 200) return null;
      try {
        return JSON.parse(sent.response.body ?? '');
      } catch {
        return null;
      }
    },
  };
}

async function send(doFetch: typeof fetch, request: HttpRequest, signal?: AbortSignal): Promise<Sent> {
  const at = Date.now();
  const started = performance.now();
  const done = (rest: { response: Response; body: string } | { cause: string }): Sent => {
    const took = Math.round(performance.now() - started);
    if ('cause' in rest) return { ok: false, request, cause: rest.cause, at, took };
    const { status, statusText, headers } = rest.response;
    return {
      ok: true,
      request,
      response: { status, statusText, headers: [...headers.entries()], body: rest.body },
      at,
      took,
    };
  };

  if (!URL.canParse(request.url)) return done({ cause: `“${request.url}” is not an address.` });
  const { origin } = new URL(request.url);
  const timeout = AbortSignal.timeout(TIMEOUT);
  const policy = watchPolicy(origin);
  try {
    const response = await doFetch(request.url, {
      method: request.method,
      headers: request.headers.map(([name, value]): [string, string] => [name, value]),
      body: request.body,
      // A native app has no cookies of the tenant on its back channel, and its HTTP client keeps no cache here.
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      return done({ cause: causes.redirected });
    }
    const body = await readBody(response);
    return body === null ? done({ cause: causes.tooLarge }) : done({ response, body });
  } catch {
    // fetch tells a page nothing about why it failed, so the cause is put together from what can be known.
    if (signal?.aborted) return done({ cause: causes.stopped });
    if (timeout.aborted) return done({ cause: causes.timeout });
    if (policy.violated()) return done({ cause: causes.forbidden(origin) });
    if (globalThis.navigator?.onLine === false) return done({ cause: causes.offline });
    const own = globalThis.location?.origin;
    return done({
      cause: own === undefined || own === origin ? causes.gone(origin) : causes.foreign(origin),
    });
  } finally {
    policy.stop();
  }
}

/** Notices when the page's own content security policy stops a connection to `origin`. */
function watchPolicy(origin: string): { violated: () => boolean; stop: () => void } {
  if (typeof document === 'undefined') return { violated: () => false, stop: () => {} };
  let violated = false;
  const listen = (event: SecurityPolicyViolationEvent) => {
    violated ||= event.effectiveDirective === 'connect-src' && event.blockedURI.startsWith(origin);
  };
  document.addEventListener('securitypolicyviolation', listen);
  return {
    violated: () => violated,
    stop: () => document.removeEventListener('securitypolicyviolation', listen),
  };
}
