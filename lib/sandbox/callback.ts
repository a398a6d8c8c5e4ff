/** How a page in the phone's browser tab hands the callback URL to the page that runs the flow. */
import { isAtRedirectUri } from '../oauth/redirect-uri.ts';

/** What the callback page posts to its parent, with the parent's exact origin as the target. */
export interface CallbackMessage {
  readonly type: 'pixy:callback';
  readonly url: string;
}

/** The parts of a `MessageEvent` that are looked at. */
export interface ReceivedMessage {
  readonly origin: string;
  readonly source: unknown;
  readonly data: unknown;
}

export interface ExpectedMessage {
  /** The origin of this page. */
  readonly origin: string;
  /** The window of the phone's frame; null while there is none. */
  readonly frame: unknown;
  /** The address at which the run waits for the browser (`awaited`); null while it waits for nothing. */
  readonly address: string | null;
}

/** RFC 6749 sets no limit; browsers and servers take about this many characters. */
const LONGEST_URL = 8192;

/**
 * The callback URL in a message, or why it is not taken. A message is believed for nothing but its URL, and only
 * when it comes from this origin, out of the phone's own frame, at the address that is waited at. What the URL says
 * is checked by the step that reads it (RFC 6749 Section 10.12).
 */
export function readCallback(
  message: ReceivedMessage,
  expected: ExpectedMessage,
): { readonly ok: true; readonly url: string } | { readonly ok: false; readonly because: string } {
  // A sandboxed or data: page has the origin "null", which never equals a real one.
  if (message.origin !== expected.origin || expected.origin === 'null')
    return no('It comes from another origin.');
  if (expected.frame === null || expected.frame === undefined || message.source !== expected.frame) {
    return no('It comes from another window than the phone’s.');
  }
  const url = urlIn(message.data);
  if (url === null) return no('It is not a callback message.');
  if (expected.address === null) return no('Nothing waits for the browser.');
  if (!isAtRedirectUri(url, expected.address)) return no('Its URL is not at the address that is waited at.');
  return { ok: true, url };
}

const no = (because: string) => ({ ok: false, because }) as const;

function urlIn(data: unknown): string | null {
  if (typeof data !== 'object' || data === null) return null;
  if (!Object.hasOwn(data, 'type') || !Object.hasOwn(data, 'url')) return null;
  const { type, url } = data as Partial<Record<keyof CallbackMessage, unknown>>;
  if (type !== 'pixy:callback' || typeof url !== 'string') return null;
  return url.length <= LONGEST_URL && !/[\s\p{Cc}]/u.test(url) ? url : null;
}
