/** Addresses that come from settings or requests: which may be followed, and how one with a code is shown. */

/**
 * Schemes that run code or read files in the browser instead of going somewhere. Everything else may be a link: an app
 * may choose any private-use scheme (RFC 8252 Section 7.1), so a list of allowed ones cannot exist.
 */
const SCHEMES_THAT_STAY = new Set([
  'about:',
  'blob:',
  'data:',
  'file:',
  'filesystem:',
  'javascript:',
  'vbscript:',
  'view-source:',
]);

/** A base for relative addresses; `.invalid` is reserved (RFC 2606 Section 2). */
const BASE = 'https://tenant.invalid/';

/** Whether a link or form may lead to the address, absolute or relative. */
export function mayBeFollowed(address: string): boolean {
  // The browser's own parser decides: it drops tabs, line breaks and leading spaces that would hide a scheme.
  return URL.canParse(address, BASE) && !SCHEMES_THAT_STAY.has(new URL(address, BASE).protocol);
}

/** What receives a callback: an app by its own scheme, by a claimed https address, by a port of this device, or a web page. */
export type Receiver =
  | { kind: 'private-use-scheme'; name: string }
  | { kind: 'https'; name: string }
  | { kind: 'loopback'; name: string }
  | { kind: 'web'; name: string }
  | { kind: 'nobody'; name: string };

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** The kinds of redirect URI of RFC 8252 Section 7. Plain http to another host is none of them, but browsers go there. */
export function receiverOf(callback: string): Receiver {
  if (!URL.canParse(callback)) return { kind: 'nobody', name: callback };
  const { protocol, hostname, host } = new URL(callback);
  if (SCHEMES_THAT_STAY.has(protocol)) return { kind: 'nobody', name: protocol };
  if ((protocol === 'http:' || protocol === 'https:') && LOOPBACK.has(hostname)) {
    return { kind: 'loopback', name: host };
  }
  if (protocol === 'https:') return { kind: 'https', name: host };
  if (protocol === 'http:') return { kind: 'web', name: host };
  return { kind: 'private-use-scheme', name: protocol };
}

/** Parameters of a callback that let their holder act for the user. */
const SECRET = /([?&#](?:code|access_token|id_token|refresh_token)=)([^&#]*)/g;
const SHOWN_CHARACTERS = 6;

/** The callback with codes and tokens cut to their first six characters. Works on any text. */
export const shortenSecrets = (callback: string): string =>
  callback.replace(SECRET, (_, name: string, value: string) =>
    value.length <= SHOWN_CHARACTERS ? `${name}…` : `${name}${value.slice(0, SHOWN_CHARACTERS)}…`,
  );
