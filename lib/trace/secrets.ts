/** Which texts of a trace give power to whoever holds them. */
import type { Trace, TraceEntry } from './model.ts';

/** Names under which secrets travel, in URLs, forms, JSON answers and calculations. */
const NAMES: ReadonlySet<string> = new Set([
  'access_token',
  'client_secret',
  'code',
  'code_verifier',
  'id_token',
  'id_token_hint',
  'refresh_token',
  'token',
]);

/** Every secret in the trace once, the longest first, so that none is cut by covering up a shorter one. */
export const secretsIn = (trace: Trace): readonly string[] =>
  [...new Set(trace.flatMap(secretsOf))].sort((a, b) => b.length - a.length);

function secretsOf(entry: TraceEntry): string[] {
  switch (entry.kind) {
    case 'calculation':
      return named(Object.entries({ ...entry.inputs, ...entry.outputs }));
    case 'redirect':
      return fromQuery(entry.url);
    case 'interaction':
      return [];
    case 'exchange':
      return [
        ...fromQuery(entry.request.url),
        ...named(new URLSearchParams(entry.request.body ?? '')),
        ...entry.request.headers.flatMap(([name, value]) =>
          name.toLowerCase() === 'authorization' ? value.split(' ').slice(1) : [],
        ),
        ...fromJson(entry.response?.body ?? ''),
      ];
  }
}

const named = (pairs: Iterable<readonly [string, string]>): string[] =>
  [...pairs].flatMap(([name, value]) => (NAMES.has(name) && value !== '' ? [value] : []));

const fromQuery = (url: string): string[] =>
  named(new URLSearchParams(url.slice(url.indexOf('?') + 1).split('#')[0]));

function fromJson(text: string): string[] {
  try {
    const members: unknown = JSON.parse(text);
    if (typeof members !== 'object' || members === null) return [];
    return named(
      Object.entries(members).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
    );
  } catch {
    return [];
  }
}

/** The text with every secret covered up: what it was stays countable, what it said does not. */
export const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  secrets.reduce(
    (covered, secret) =>
      [secret, encodeURIComponent(secret)].reduce(
        (left, form) => left.replaceAll(form, `[redacted, ${secret.length} characters]`),
        covered,
      ),
    text,
  );
