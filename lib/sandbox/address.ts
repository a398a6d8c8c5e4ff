/** Whether a URL that arrived is at the address that was expected. */

/**
 * True when `url` is `address` itself or `address` with something added to its query or fragment. Text is compared
 * (RFC 9700 Section 2.1), so another host, path or scheme never passes, nor does anything that a URL parser would
 * clean up first. The one allowance: browsers put a slash after a bare host.
 */
export function isUrlAt(url: string, address: string): boolean {
  return [address, normalized(address)].some(
    (at) =>
      url === at ||
      url.startsWith(at.includes('?') ? `${at}&` : `${at}?`) ||
      (!at.includes('#') && url.startsWith(`${at}#`)),
  );
}

function normalized(address: string): string {
  return URL.canParse(address) ? new URL(address).href : address;
}
