import { mayBeFollowed } from './address.ts';
import { type Html, type HtmlValue, html, trustedHtml } from './html.ts';
import { pageStyle } from './style.ts';

/** The frame that all pages share. */

/** The sign of a tenant: a door's keyhole. */
export const tenantMark = html`<svg class="mark" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false"><rect class="mark-ground" width="40" height="40" rx="11"/><path class="mark-sign" d="M20 9.5a6.5 6.5 0 0 1 3.6 11.9l1.9 7.2a1.5 1.5 0 0 1-1.45 1.9h-8.1a1.5 1.5 0 0 1-1.45-1.9l1.9-7.2A6.5 6.5 0 0 1 20 9.5Z"/></svg>`;

/** The sign of a page that reports trouble. */
export const troubleMark = html`<svg class="mark" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false"><rect class="mark-ground mark-ground-trouble" width="40" height="40" rx="11"/><path class="mark-sign" d="M20 10a2.2 2.2 0 0 1 2.2 2.3l-.5 9.6a1.7 1.7 0 0 1-3.4 0l-.5-9.6A2.2 2.2 0 0 1 20 10Zm0 16a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4Z"/></svg>`;

// A page without an icon of its own makes the browser ask for /favicon.ico, which the policy forbids.
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="11" fill="#5b4bd6"/><path fill="#fff" d="M20 9.5a6.5 6.5 0 0 1 3.6 11.9l1.9 7.2a1.5 1.5 0 0 1-1.45 1.9h-8.1a1.5 1.5 0 0 1-1.45-1.9l1.9-7.2A6.5 6.5 0 0 1 20 9.5Z"/></svg>',
)}`;

const TENANT_FOOTER = 'Pixy demo tenant: do not use a real password';

export interface Page {
  readonly title: string;
  readonly mark: Html;
  readonly heading: string;
  /** What stands below the heading, inside the card. */
  readonly content: HtmlValue;
  /** Who runs the page; the tenant unless told otherwise. */
  readonly footer?: string;
}

/** A complete HTML document. Its one `<style>` is `pageStyle`, byte for byte, so that a policy can name its hash. */
export const toDocument = ({ title, mark, heading, content, footer = TENANT_FOOTER }: Page): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="${ICON}">
<style>${trustedHtml(pageStyle)}</style>
</head>
<body>
<main>
${mark}
<h1>${heading}</h1>
${content}
</main>
<footer>${footer}</footer>
</body>
</html>
`.toString();

/** A name that someone chose: kept in one piece, and its writing direction kept to itself. */
export const name = (text: string): Html => html`<bdi class="name">${text}</bdi>`;

/** A link, or its plain words where the address must not be followed. */
export const link = (address: string, words: HtmlValue, className = 'link'): Html =>
  mayBeFollowed(address)
    ? html`<a class="${className}" href="${address}">${words}</a>`
    : html`<span>${words}</span>`;

/** A link that leaves the frame of a phone for the whole window. */
export const linkHome = (address: string, words: HtmlValue): Html =>
  mayBeFollowed(address)
    ? html`<a class="button button-primary" href="${address}" target="_top">${words}</a>`
    : html`<span>${words}</span>`;

const hiddenField = (field: string, value: string): Html =>
  html`<input type="hidden" name="${field}" value="${value}">`;

/**
 * A form that is posted as `application/x-www-form-urlencoded`.
 * @throws TypeError when `action` is not an address a form may be sent to.
 */
export function form(action: string, fields: Readonly<Record<string, string>>, content: Html): Html {
  if (!mayBeFollowed(action)) throw new TypeError('The form has no address to be sent to.');
  return html`<form method="post" action="${action}">
${Object.entries(fields).map(([field, value]) => hiddenField(field, value))}
${content}
</form>`;
}

/** A submit button: the form then carries `action={value}`. */
export const button = (value: string, words: HtmlValue, kind: 'primary' | 'secondary'): Html =>
  html`<button class="button button-${kind}" type="submit" name="action" value="${value}">${words}</button>`;
