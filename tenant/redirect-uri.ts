import type { ClientSettings } from '#lib/scenario/settings.ts';

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** What a callback with a port of the loopback interface is without the port; undefined for any other callback. */
function withoutLoopbackPort(uri: string): string | undefined {
  const match = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost))(?::\d{1,5})?(?=[/?]|$)(.*)$/.exec(uri);
  return match ? `${match[1]}${match[2]}` : undefined;
}

/**
 * Byte by byte (RFC 9700 Section 2.1), the port included: Auth0 compares it too. A tenant can be told to do as
 * RFC 8252 Section 7.3 asks: the port of a loopback callback is the operating system's choice, so it is not compared.
 */
export function isCallbackOf(client: ClientSettings, uri: string, anyLoopbackPort: boolean): boolean {
  if (client.callbacks.includes(uri)) return true;
  if (!anyLoopbackPort) return false;
  const wanted = withoutLoopbackPort(uri);
  return (
    wanted !== undefined && client.callbacks.some((callback) => withoutLoopbackPort(callback) === wanted)
  );
}

/**
 * Whether any app on a device could claim the callback: a private-use scheme or a loopback address
 * (RFC 8252 Section 8.6). A claimed `https` address proves who the app is.
 */
export function isNonVerifiable(uri: string): boolean {
  if (!URL.canParse(uri)) return true;
  const { protocol, hostname } = new URL(uri);
  return protocol !== 'https:' || LOOPBACK.has(hostname);
}

/** Whether a browser itself can go there; anything else is opened by the operating system. */
export const isWebAddress = (uri: string): boolean => /^https?:$/.test(new URL(uri).protocol);

/** A source for `form-action`: Chromium follows the form's redirects with it, to the app's own address at the end. */
export function formActionSource(uri: string): string | undefined {
  if (!URL.canParse(uri)) return undefined;
  const { protocol, hostname, origin } = new URL(uri);
  if (!/^https?:$/.test(protocol)) return /^[a-z][a-z0-9+.-]*:$/.test(protocol) ? protocol : undefined;
  // The grammar of a host source has no IPv6 address; the scheme alone is what is left.
  return hostname.startsWith('[') ? protocol : origin;
}

export const originOf = (uri: string): string | undefined =>
  URL.canParse(uri) && isWebAddress(uri) ? new URL(uri).origin : undefined;
