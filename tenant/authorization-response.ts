/** The authorization response on its way to the app, in the response mode that the app asked for. */
import type { ResponseMode } from './authorization-request.ts';
import type { Exchange } from './exchange.ts';
import { handOverPage, handOverScriptHash } from './pages/index.ts';
import { formActionSource, isWebAddress, originOf } from './redirect-uri.ts';
import { page, redirect, scriptHash } from './respond.ts';

export interface AuthorizationResponse {
  readonly redirectUri: string;
  readonly mode: ResponseMode;
  /** `code` or `error`, and `state`. */
  readonly parameters: Readonly<Record<string, string>>;
}

export function sendResponse(exchange: Exchange, response: AuthorizationResponse): Response {
  switch (response.mode) {
    case 'web_message':
      return webMessage(response);
    case 'form_post':
      return formPost(response);
    case 'query':
    case 'fragment':
      return handOver(exchange, toCallback(response));
  }
}

/** The callback with the parameters in its query (RFC 6749 Section 4.1.2) or fragment. */
export function toCallback({ redirectUri, mode, parameters }: AuthorizationResponse): string {
  const url = new URL(redirectUri);
  if (mode === 'fragment') url.hash = new URLSearchParams(parameters).toString();
  else for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/**
 * A browser sends the address of a private-use scheme to the operating system, which opens the app. Inside a frame
 * nothing would happen: there a page plays the operating system and tells the site around it, nobody else.
 */
function handOver({ request, tenant }: Exchange, url: string): Response {
  if (isWebAddress(url) || request.headers.get('sec-fetch-dest') !== 'iframe') return redirect(url);
  const scheme = formActionSource(url);
  return page(handOverPage({ url, targetOrigin: tenant.origin }), {
    scripts: [handOverScriptHash],
    formAction: scheme ? [scheme] : [],
  });
}

/** For silent authentication in a hidden frame: the answer goes to the window that holds the callback's origin. */
function webMessage({ redirectUri, parameters }: AuthorizationResponse): Response {
  const target = originOf(redirectUri) ?? 'null';
  const message = { type: 'authorization_response', response: parameters };
  const script = `(window.opener ?? window.parent).postMessage(${forScript(message)}, ${forScript(target)});`;
  return page(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Authorization response</title></head><body><script>${script}</script></body></html>`,
    { scripts: [scriptHash(script)], frameAncestors: target },
  );
}

/** OAuth 2.0 Form Post Response Mode: a form that sends itself, or waits for the button where no script runs. */
function formPost({ redirectUri, parameters }: AuthorizationResponse): Response {
  const source = formActionSource(redirectUri);
  const script = 'document.forms[0].submit();';
  const fields = Object.entries(parameters)
    .map(
      ([name, value]) => `<input type="hidden" name="${forAttribute(name)}" value="${forAttribute(value)}">`,
    )
    .join('');
  return page(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Return to the app</title></head><body><form method="post" action="${forAttribute(redirectUri)}">${fields}<noscript><button type="submit">Continue</button></noscript></form><script>${script}</script></body></html>`,
    { scripts: [scriptHash(script)], formAction: source ? [source] : [] },
  );
}

/** JSON that may stand inside a script element: nothing in it can end the element or a line. */
const forScript = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const forAttribute = (value: string): string =>
  value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
