/** Reads from an answer who said no, and in which words. */
import { type HttpResponse, header } from '../trace/model.ts';

export interface Refusal {
  /** `error` exactly as received, or the status where the answer names no error. */
  readonly error: string;
  /** `error_description` exactly as received, or null. */
  readonly description: string | null;
}

/**
 * The refusal in an answer of 400 or more: the JSON of RFC 6749 Section 5.2, or else the `WWW-Authenticate` of
 * RFC 6750 Section 3, or else the status alone.
 */
export function refusalOf(response: HttpResponse): Refusal {
  return (
    refusalInJson(response.body) ??
    refusalInChallenge(header(response.headers, 'www-authenticate')) ?? {
      error: `HTTP ${response.status}${response.statusText ? ` ${response.statusText}` : ''}`,
      description: null,
    }
  );
}

/** The refusal that the browser brought back (RFC 6749 Section 4.1.2.1), or null when the URL carries none. */
export function refusalInUrl(url: string): Refusal | null {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? '';
  const parameters = new URLSearchParams(query);
  const error = parameters.get('error');
  return error === null ? null : { error, description: parameters.get('error_description') };
}

function refusalInJson(body: string | null): Refusal | null {
  const parsed = parseObject(body);
  if (typeof parsed?.error !== 'string') return null;
  const { error, error_description: description } = parsed;
  return { error, description: typeof description === 'string' ? description : null };
}

/** `Bearer realm="api", error="invalid_token", …`; a challenge without `error` says only that a token is wanted. */
function refusalInChallenge(challenge: string | undefined): Refusal | null {
  const read = (name: string): string | null =>
    new RegExp(`(?:^|[\\s,])${name}\\s*=\\s*"((?:[^"\\\\]|\\\\.)*)"`, 'i')
      .exec(challenge ?? '')?.[1]
      ?.replaceAll(/\\(.)/g, '$1') ?? null;
  const error = read('error');
  return error === null ? null : { error, description: read('error_description') };
}

/** The JSON object in a body, or null when there is none. */
export function parseObject(body: string | null): Readonly<Record<string, unknown>> | null {
  try {
    const parsed: unknown = JSON.parse(body ?? '');
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
