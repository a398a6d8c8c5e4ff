/** A transport without a network, for tests: answers come from a function, time and chance are fixed. */
import type { HttpRequest, HttpResponse } from '../trace/model.ts';
import { causes, type Transport } from './transport.ts';

export interface MemoryTransport extends Transport {
  /** Everything that was sent, in order. */
  readonly sent: readonly HttpRequest[];
  /** Everything that the browser tab was shown, in order. */
  readonly opened: readonly string[];
}

export interface MemoryOptions {
  /** The answer to a request; a string is the cause of getting none. */
  readonly answer?: (request: HttpRequest) => HttpResponse | string | Promise<HttpResponse | string>;
  /** The answer to reading logs. */
  readonly logs?: (url: string, after: string | null) => unknown;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Random bytes count up from zero, so that every run is the same run. */
export function createMemoryTransport(options: MemoryOptions = {}): MemoryTransport {
  const sent: HttpRequest[] = [];
  const opened: string[] = [];
  let next = 0;
  const now = options.now ?? (() => 0);
  return {
    sent,
    opened,
    now,
    unseen: [],
    random: (bytes) => Uint8Array.from({ length: bytes }, () => next++ % 256),
    open: (url) => {
      opened.push(url);
    },
    readLogs: async (url, after) => options.logs?.(url, after) ?? null,
    send: async (request, signal) => {
      const at = now();
      if (signal?.aborted) return { ok: false, request, cause: causes.stopped, at, took: 0 };
      sent.push(request);
      const answer = await options.answer?.(request);
      if (answer === undefined || typeof answer === 'string') {
        const cause = answer ?? causes.gone(new URL(request.url).origin);
        return { ok: false, request, cause, at, took: now() - at };
      }
      return { ok: true, request, response: answer, at, took: now() - at };
    },
  };
}

/** A JSON answer as a server gives it. */
export const json = (status: number, body: unknown, headers: HttpResponse['headers'] = []): HttpResponse => ({
  status,
  statusText: '',
  headers: [['content-type', 'application/json'], ...headers],
  body: JSON.stringify(body),
});
