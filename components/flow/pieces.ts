/** Cuts messages into the pieces that a reader points at. Text in, text out: nothing is added or lost. */
import type { Header, HttpRequest, HttpResponse } from '#lib/trace/model.ts';

/** A run of text; `value` is what it means (decoded), where it is the value of something. */
export interface Piece {
  readonly text: string;
  readonly kind: 'plain' | 'name' | 'value' | 'strong';
  readonly value?: string;
}

/** Lines of a message as it is on the wire; a line break that is only for the eye is marked by `soft`. */
export interface Line {
  readonly pieces: readonly Piece[];
  readonly soft?: boolean;
}

const plain = (text: string): Piece => ({ text, kind: 'plain' });
const named = (text: string): Piece => ({ text, kind: 'name' });
const strong = (text: string): Piece => ({ text, kind: 'strong' });

function valued(text: string, value = text): Piece {
  return { text, kind: 'value', value };
}

/** `+` and percent-encoding undone; text that is not well encoded is left as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** `a=b&c=d` with each parameter on a line of its own. `lead` is what stands before the first: `?` or nothing. */
export function toParameterLines(query: string, lead: string): Line[] {
  if (query === '') return [];
  return query.split('&').map((pair, index) => {
    const at = pair.indexOf('=');
    const sign = index === 0 ? lead : '&';
    const head: Piece[] = sign === '' ? [] : [plain(sign)];
    if (at < 0) return { soft: true, pieces: [...head, named(pair)] };
    const value = pair.slice(at + 1);
    return {
      soft: true,
      pieces: [...head, named(pair.slice(0, at)), plain('='), valued(value, decoded(value))],
    };
  });
}

function toHeaderLine([name, value]: Header): Line {
  const scheme = /^(Bearer|Basic|DPoP) (.+)$/.exec(value);
  if (name.toLowerCase() === 'authorization' && scheme?.[1] && scheme[2]) {
    return { pieces: [named(name), plain(`: ${scheme[1]} `), valued(scheme[2])] };
  }
  return { pieces: [named(name), plain(': '), valued(value)] };
}

/** The value of a header, by its name without regard to case. */
const find = (headers: readonly Header[], name: string): string =>
  headers.find(([n]) => n.toLowerCase() === name)?.[1] ?? '';

/**
 * A request in the form of HTTP/1.1: start line, `Host`, headers, empty line, body. The address is cut as text and not
 * parsed, because a preview has holes in it that a parser would encode.
 */
export function toRequestLines(request: HttpRequest): Line[] {
  const [, host = '', path = '', query = ''] =
    /^[a-z]+:\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(request.url) ?? [];
  const target = host === '' ? request.url : path === '' ? '/' : path;
  const lines: Line[] = [
    { pieces: [strong(request.method), plain(' '), plain(target)] },
    ...toParameterLines(query, '?'),
  ];
  const last = lines.length - 1;
  lines[last] = { ...lines[last], pieces: [...(lines[last]?.pieces ?? []), plain(' HTTP/1.1')] };
  if (host !== '' && find(request.headers, 'host') === '') lines.push(toHeaderLine(['Host', host]));
  lines.push(...request.headers.map(toHeaderLine));
  if (request.body !== null && request.body !== '') {
    lines.push({ pieces: [] }, ...toBodyLines(request.body, find(request.headers, 'content-type')));
  }
  return lines;
}

/** A response in the form of HTTP/1.1. */
export function toResponseLines(response: HttpResponse): Line[] {
  const lines: Line[] = [
    {
      pieces: [
        plain('HTTP/1.1 '),
        strong(`${response.status}${response.statusText === '' ? '' : ` ${response.statusText}`}`),
      ],
    },
    ...response.headers.map(toHeaderLine),
  ];
  if (response.body !== null && response.body !== '') {
    lines.push({ pieces: [] }, ...toBodyLines(response.body, find(response.headers, 'content-type')));
  }
  return lines;
}

function toBodyLines(body: string, contentType: string): Line[] {
  if (contentType.startsWith('application/x-www-form-urlencoded')) return toParameterLines(body, '');
  if (contentType.includes('json')) {
    const lines = toJsonLines(body);
    if (lines) return lines;
  }
  return body.split('\n').map((line) => ({ pieces: [plain(line)] }));
}

/** JSON with line breaks and indentation for the eye, or null when it is not JSON. */
export function toJsonLines(text: string): Line[] | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  return JSON.stringify(parsed, null, 2)
    .split('\n')
    .map((line) => ({ soft: true, pieces: toJsonPieces(line) }));
}

/** One line of `JSON.stringify(…, 2)`: indentation, perhaps a name, perhaps a value, perhaps a comma. */
function toJsonPieces(line: string): Piece[] {
  const match = /^(\s*)("(?:[^"\\]|\\.)*")?(: )?(.*?)(,?)$/.exec(line);
  if (!match) return [plain(line)];
  const [, indent = '', first = '', colon = '', rest = '', comma = ''] = match;
  const pieces: Piece[] = [plain(indent)];
  if (colon !== '') pieces.push(named(first), plain(colon));
  const value = colon === '' ? first + rest : rest;
  if (value.startsWith('"')) pieces.push(valued(value, JSON.parse(value) as string));
  else if (/^[\d-]|^true|^false|^null/.test(value)) pieces.push(valued(value));
  else pieces.push(plain(value));
  pieces.push(plain(comma));
  return pieces.filter((piece) => piece.text !== '');
}
