/**
 * HTTP messages as text, the way a page shows them and `.http` files hold them (RFC 9112 Section 2.1). Lines end
 * with a line feed alone, and the text ends with one.
 */
import type { Header, HttpRequest, HttpResponse } from './model.ts';

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly because: string };

/** A line break in a value would begin a header that nobody sent (RFC 9110 Section 5.5: read it as a space). */
const oneLine = (text: string): string => text.replace(/[\r\n\0]+/g, ' ');

/** What has no scheme and host, such as a URL that is not known yet, is written as it is. */
const ABSOLUTE = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^#]*)/i;

export function requestToText({ method, url, headers, body }: HttpRequest): string {
  const [, , host, target] = ABSOLUTE.exec(oneLine(url)) ?? [];
  const given = headers.some(([name]) => name.toLowerCase() === 'host');
  const lines: Header[] = host === undefined || given ? [...headers] : [['Host', host], ...headers];
  const path = target === undefined ? oneLine(url) : target.startsWith('/') ? target : `/${target}`;
  return message(`${oneLine(method)} ${path} HTTP/1.1`, lines, body);
}

export const responseToText = ({ status, statusText, headers, body }: HttpResponse): string =>
  message(`HTTP/1.1 ${status} ${oneLine(statusText)}`.trimEnd(), headers, body);

function message(start: string, headers: readonly Header[], body: string | null): string {
  const head = [start, ...headers.map(([name, value]) => `${oneLine(name)}: ${oneLine(value)}`)].join('\n');
  return body === null ? `${head}\n` : `${head}\n\n${body}${body === '' ? '' : '\n'}`;
}

interface Cut {
  readonly start: string;
  readonly headers: readonly Header[];
  readonly body: string | null;
}

function cut(text: string): Parsed<Cut> {
  const gap = /\r?\n\r?\n/.exec(text);
  const head = gap ? text.slice(0, gap.index) : text.replace(/\r?\n$/, '');
  const [start = '', ...lines] = head.split(/\r?\n/);
  const headers: Header[] = [];
  for (const line of lines) {
    const [, name, value] = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return no(`“${line}” is not a header line.`);
    headers.push([name, value]);
  }
  const body = gap ? text.slice(gap.index + gap[0].length).replace(/\r?\n$/, '') : null;
  return { ok: true, value: { start, headers, body } };
}

const no = (because: string) => ({ ok: false, because }) as const;

/**
 * Reads a request. A target without a host is completed from the `Host` header, which then counts as part of the URL.
 *
 * @param scheme what the connection was: the text of a request does not say
 */
export function parseRequest(text: string, scheme: 'https' | 'http' = 'https'): Parsed<HttpRequest> {
  const parts = cut(text);
  if (!parts.ok) return parts;
  const { start, headers, body } = parts.value;
  const [, method, target] = /^([A-Z]+) (\S+) HTTP\/1\.[01]$/.exec(start) ?? [];
  if (method === undefined || target === undefined) return no(`“${start}” is not a request line.`);
  if (ABSOLUTE.test(target)) return { ok: true, value: { method, url: target, headers, body } };
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
  if (host === undefined) return no('There is no Host header.');
  const rest = headers.filter(([name]) => name.toLowerCase() !== 'host');
  return { ok: true, value: { method, url: `${scheme}://${host}${target}`, headers: rest, body } };
}

export function parseResponse(text: string): Parsed<HttpResponse> {
  const parts = cut(text);
  if (!parts.ok) return parts;
  const { start, headers, body } = parts.value;
  const [, status, statusText = ''] = /^HTTP\/1\.[01] ([1-5][0-9]{2})(?: (.*))?$/.exec(start) ?? [];
  if (status === undefined) return no(`“${start}” is not a status line.`);
  return { ok: true, value: { status: Number(status), statusText, headers, body } };
}
