/** Everything that a run needs from outside: the network, a browser tab, time and chance. */
import type { Tools } from '../flow/define.ts';
import type { HttpRequest, HttpResponse } from '../trace/model.ts';

/** What came of sending. `took` in milliseconds. */
export type Sent =
  | {
      readonly ok: true;
      /** What was sent, as far as the sender can see it. */
      readonly request: HttpRequest;
      readonly response: HttpResponse;
      readonly at: number;
      readonly took: number;
    }
  | {
      readonly ok: false;
      readonly request: HttpRequest;
      /** What is known of why, as one or two sentences that say what to do. */
      readonly cause: string;
      readonly at: number;
      readonly took: number;
    };

export interface Transport extends Tools {
  /** Sends one request without cookies and without following redirects. Never throws. */
  readonly send: (request: HttpRequest, signal?: AbortSignal) => Promise<Sent>;
  /** Shows the URL in the in-app browser tab, in which the app cannot look. */
  readonly open: (url: string) => void;
  /** Reads what a server of ours logged after `after` (all when null); the raw JSON, not yet trusted. */
  readonly readLogs: (url: string, after: string | null) => Promise<unknown>;
  /** Names of request headers that go out beside ours and whose values this transport cannot see. */
  readonly unseen: readonly string[];
}

/** No answer takes longer than this, in milliseconds. */
export const TIMEOUT = 15_000;
/** No answer is longer than this, in bytes. */
export const MOST_BYTES = 1024 * 1024;

export const causes = {
  stopped: 'It was stopped before the answer came. Whether the request was served is not known.',
  timeout: `No answer came within ${TIMEOUT / 1000} seconds. Whether the request was served is not known.`,
  tooLarge: `The answer is longer than ${MOST_BYTES / 1024} KB, so it was not read to the end.`,
  offline: 'This device is offline. Connect it and do the step again.',
  gone: (origin: string) =>
    `${origin} did not answer: the server has stopped or cannot be reached. Start it and do the step again.`,
  foreign: (origin: string) =>
    `No answer from ${origin} could be read. Either it cannot be reached, or its answer does not allow this ` +
    'page to read it (CORS): the server has to name this origin. A native app has no such limit.',
  forbidden: (origin: string) =>
    `This page may not connect to ${origin}: its content security policy names other hosts.`,
  redirected:
    'The server answered with a redirect. On the back channel an app does not follow one: check the address.',
} as const;
