/** The page at the app's callback URL: it hands its own address over and forgets it. */
import { createHash } from 'node:crypto';
import { ARRIVED_KEY, SESSION_KEY } from '#lib/sandbox/session.ts';

/*
 * First the address leaves the history, whatever comes next. In a frame the page around it gets the address, and only
 * one of this origin can. At the top of a tab it goes to the run that waits in this very tab: one that made the
 * `state`. Anything else is an address that nobody here asked for (RFC 9700 Section 4.7), and nothing happens with it.
 */
const script = `(() => {
  const url = location.href;
  const { origin, pathname, search } = location;
  history.replaceState(null, '', pathname);
  const show = (id) => {
    for (const part of document.querySelectorAll('[data-case]')) part.hidden = part.dataset.case !== id;
  };
  if (window.parent !== window) {
    show('frame');
    window.parent.postMessage({ type: 'pixy:callback', url }, origin);
    return;
  }
  const state = new URLSearchParams(search).get('state');
  try {
    const run = sessionStorage.getItem('${SESSION_KEY}') ?? '';
    const asked = state !== null && state !== '' && run.includes(JSON.stringify(state));
    if (asked || (run !== '' && pathname.endsWith('/logout'))) {
      sessionStorage.setItem('${ARRIVED_KEY}', url);
      location.replace('/quickstart');
      return;
    }
  } catch {
    // Storage is denied, so no run can wait in this tab.
  }
  show('nobody');
})();`;

const style = `:root{color-scheme:light dark}body{margin:0;display:grid;place-items:center;min-height:100vh;font:15px/1.55 system-ui,sans-serif;color:light-dark(#16181d,#eeeff2);background:light-dark(#fbfbf9,#0e0f13)}main{max-width:34rem;padding:2rem 1.25rem}h1{font-size:1.25rem;line-height:1.25;margin:0 0 .5rem}p{margin:0 0 .75rem;color:light-dark(#4d5058,#b3b8c4)}a{color:light-dark(#1d46c0,#9dbfff)}[hidden]{display:none}`;

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const document = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>Back to the app · Pixy</title>
<style>${style}</style>
</head>
<body>
<main>
<section data-case="plain">
<h1>This is the app’s callback URL</h1>
<p>A tenant sends the browser here with the authorization response. Handing it to the app takes a script, and scripts are off in this browser.</p>
<p><a href="/quickstart">Open the quickstart</a></p>
</section>
<section data-case="frame" hidden>
<h1>Back to the app</h1>
<p>The browser has done its part. The app reads the address.</p>
</section>
<section data-case="nobody" hidden>
<h1>Nobody here waits for this address</h1>
<p>This is the app’s callback URL: a tenant sends the browser here after a login. No run in this tab made the <code>state</code> that came with it, so it was dropped and nothing was done with it.</p>
<p>That is what an app should do with an answer that it did not ask for.</p>
<p><a href="/quickstart">Open the quickstart</a></p>
</section>
</main>
<script>${script}</script>
</body>
</html>
`;

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** The same page for every address: what came in is never read by the server, so it cannot be reflected or logged. */
export const handOver = (): Response => new Response(document, { headers });
