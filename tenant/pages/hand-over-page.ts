import { type Receiver, receiverOf, shortenSecrets } from './address.ts';
import { cspHash } from './csp-hash.ts';
import { type Html, html, trustedHtml } from './html.ts';
import { link, toDocument, troubleMark } from './layout.ts';

/**
 * The script of the page: the exact text of its one `<script>` element. Its values are in `data-` attributes, so the
 * text never changes and a policy can name its hash. It tells the page around it, if there is one of the given origin.
 */
export const handOverScript = `(() => {
  const { url, targetOrigin } = document.currentScript.dataset;
  if (window.parent !== window) window.parent.postMessage({ type: 'pixy:callback', url }, targetOrigin);
})();`;

/** `sha256-…` of `handOverScript`, without quotes: `script-src '${handOverScriptHash}'`. */
export const handOverScriptHash = cspHash(handOverScript);

export interface HandOverPage {
  /** The authorization response: the callback with its parameters. */
  readonly url: string;
  /** The only origin that may be told, as `URL.origin` writes it. */
  readonly targetOrigin: string;
}

const PHONE = html`<svg class="mark" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false"><rect class="mark-ground-device" x="9" width="22" height="40" rx="6"/><rect class="mark-sign-device" x="12" y="3" width="16" height="34" rx="3.5"/><rect class="mark-ground-device" x="16.5" y="32" width="7" height="2" rx="1"/></svg>`;

/** What the operating system does with the callback (RFC 8252 Section 7). */
function explanation({ kind, name }: Receiver): Html {
  const receiver = html`<bdi class="code tint">${name}</bdi>`;
  switch (kind) {
    case 'private-use-scheme':
      return html`Here the phone takes over. It opens the app that has registered the scheme ${receiver} and gives it this address.`;
    case 'https':
      return html`Here the phone takes over. It opens the app that has proved to own ${receiver}, or the web page if none has.`;
    case 'loopback':
      return html`Here the browser calls the app itself, which listens on ${receiver}, a port of this device.`;
    case 'web':
      return html`Here the browser goes to the web page at ${receiver}. No app can claim an address without https.`;
    case 'nobody':
      return html`No app can register ${receiver}. The login ends here.`;
  }
}

/**
 * Plays the phone's operating system: shows which app would be opened with which address, and tells the page around it.
 * @throws TypeError when `targetOrigin` is not an origin: `*` would hand the code to whoever frames the page.
 */
export function handOverPage({ url, targetOrigin }: HandOverPage): string {
  if (!URL.canParse(targetOrigin) || new URL(targetOrigin).origin !== targetOrigin) {
    throw new TypeError('targetOrigin must be an origin, such as https://example.com');
  }
  const receiver = receiverOf(url);
  const canOpen = receiver.kind !== 'nobody';
  const heading = canOpen ? 'Return to the app' : 'No way back to the app';
  return toDocument({
    title: heading,
    mark: canOpen ? PHONE : troubleMark,
    heading,
    content: html`<p class="lead">${explanation(receiver)}</p>
<div class="panel">
<p><span class="term">Authorization response</span><bdi class="code">${shortenSecrets(url)}</bdi></p>
</div>
${canOpen && html`<p class="block">${link(url, 'Open the app', 'button button-primary')}</p>`}
<script data-url="${url}" data-target-origin="${targetOrigin}">${trustedHtml(handOverScript)}</script>`,
    footer: 'Pixy plays the phone’s operating system',
  });
}
