/** Answers of the tenant, with the headers that each kind must have. */
import { createHash } from 'node:crypto';
import { styleHash } from './pages/index.ts';

export interface PageOptions {
  readonly status?: number;
  /** More sources for `form-action`, such as where the form's redirects end. */
  readonly formAction?: readonly string[];
  /** Hashes of inline scripts, as `sha256-…`. */
  readonly scripts?: readonly string[];
  /** Who may frame the page; the site itself by default, whose phone shows the real page. */
  readonly frameAncestors?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const COMMON = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

export const scriptHash = (script: string): string =>
  `sha256-${createHash('sha256').update(script).digest('base64')}`;

/** An HTML page under a policy that lets it load nothing but its own style. */
export function page(html: string, options: PageOptions = {}): Response {
  const policy = [
    "default-src 'none'",
    `style-src '${styleHash}'`,
    'img-src data:',
    ...(options.scripts?.length
      ? [`script-src ${options.scripts.map((hash) => `'${hash}'`).join(' ')}`]
      : []),
    `form-action 'self'${(options.formAction ?? []).map((source) => ` ${source}`).join('')}`,
    `frame-ancestors ${options.frameAncestors ?? "'self'"}`,
    "base-uri 'none'",
  ].join('; ');
  return new Response(html, {
    status: options.status ?? 200,
    headers: {
      ...COMMON,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      ...options.headers,
    },
  });
}

export const json = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: {
      ...COMMON,
      'content-type': 'application/json; charset=utf-8',
      'content-security-policy': DATA_POLICY,
      ...headers,
    },
  });

export const text = (
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Response =>
  new Response(body, {
    status,
    headers: {
      ...COMMON,
      'content-type': 'text/plain; charset=utf-8',
      'content-security-policy': DATA_POLICY,
      ...headers,
    },
  });

export const empty = (status: number, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(null, { status, headers: { ...COMMON, 'content-security-policy': DATA_POLICY, ...headers } });

/** 302, as Auth0 redirects; the provider's own 303 is never sent. */
export const redirect = (location: string): Response => empty(302, { location: toHeader(location) });

/** A header takes no character beyond ASCII; what a URL parser left of them is percent-encoded. */
const toHeader = (location: string): string =>
  location.replace(/[^\x21-\x7e]/gu, (character) => {
    try {
      return encodeURIComponent(character);
    } catch {
      return '';
    }
  });

export function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
}
