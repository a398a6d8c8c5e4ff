/**
 * Definition + values → the message. There is one builder: what a page previews before the button and what goes out
 * on the wire are the same parts, so the two cannot differ once every value is known.
 */
import type { Header, HttpRequest } from '../trace/model.ts';
import type { OutgoingRedirectStep, OutgoingRow, RequestStep } from './define.ts';
import type { FlowValues, ValueKey } from './values.ts';

/** A piece of a message. Joined in order, the texts are the message. */
export interface Part {
  readonly text: string;
  /** The name of the row that this piece came from, where it is a row's value. */
  readonly row?: string;
  /** The value that the piece holds, where it holds one. */
  readonly from?: ValueKey;
  /** The value is not known yet: `text` names where it will come from. */
  readonly hole?: true;
}

/** A request or an outgoing redirect, cut where its values are. For a redirect, `headers` is empty. */
export interface Draft {
  readonly method: 'GET' | 'POST';
  readonly url: readonly Part[];
  readonly headers: readonly (readonly [name: string, value: readonly Part[]])[];
  readonly body: readonly Part[] | null;
}

export type SendingStep = RequestStep | OutgoingRedirectStep;

/** What to show for a value that is not known yet; null for "this row is left out". */
export type HoleFor = (key: ValueKey) => string | null;

const FORM = 'application/x-www-form-urlencoded';

/** One value in application/x-www-form-urlencoded (RFC 6749 Appendix B): a space becomes `+`. */
const encode = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);

/**
 * The parts of the message. A row without a value becomes a hole, or is left out when there is no hole for it:
 * a parameter without a value counts as omitted (RFC 6749 Section 3.1).
 */
export function toDraft(step: SendingStep, values: Readonly<Partial<FlowValues>>, holeFor: HoleFor): Draft {
  const url: Part[] = [...partsOf({ from: step.endpoint }, step.endpoint, values, holeFor, (text) => text)];
  const rows = step.parameters.flatMap((row) => rowParts(row, values, holeFor));
  const pairs = rows.flatMap((parts, index) => (index === 0 ? parts : [{ text: '&' }, ...parts]));

  if (step.kind === 'redirect') return { method: 'GET', url: withQuery(url, pairs), headers: [], body: null };

  const form = step.encoding === 'form';
  const headers = step.headers.flatMap((row): [string, readonly Part[]][] => {
    const parts = partsOf(row.value, row.name, values, holeFor, (text) => text);
    return parts.length === 0 ? [] : [[row.name, parts]];
  });
  return {
    method: step.method,
    url: step.encoding === 'query' ? withQuery(url, pairs) : url,
    headers: form ? [['Content-Type', [{ text: FORM }]], ...headers] : headers,
    body: form ? pairs : null,
  };
}

/** RFC 6749 Section 3.1: a query that the endpoint already has must be kept. */
function withQuery(url: readonly Part[], pairs: readonly Part[]): readonly Part[] {
  if (pairs.length === 0) return url;
  const joint = url.some(({ text, hole }) => !hole && text.includes('?')) ? '&' : '?';
  return [...url, { text: joint }, ...pairs];
}

function rowParts(row: OutgoingRow, values: Readonly<Partial<FlowValues>>, holeFor: HoleFor): Part[][] {
  const parts = partsOf(row.value, row.name, values, holeFor, encode);
  return parts.length === 0 ? [] : [[{ text: `${encode(row.name)}=` }, ...parts]];
}

function partsOf(
  source: OutgoingRow['value'],
  row: string,
  values: Readonly<Partial<FlowValues>>,
  holeFor: HoleFor,
  write: (text: string) => string,
): Part[] {
  if ('literal' in source) return [{ text: write(source.literal), row }];
  const value = values[source.from] ?? '';
  const hole = value === '' ? holeFor(source.from) : null;
  if (value === '' && hole === null) return [];
  const part: Part =
    hole === null
      ? { text: write(value), row, from: source.from }
      : { text: hole, row, from: source.from, hole: true };
  return source.prefix === undefined ? [part] : [{ text: source.prefix, row }, part];
}

const text = (parts: readonly Part[]): string => parts.map((part) => part.text).join('');

/** The draft as a message, holes and all: what a page shows before the button. */
export const toMessage = (draft: Draft): HttpRequest => ({
  method: draft.method,
  url: text(draft.url),
  headers: draft.headers.map(([name, value]): Header => [name, text(value)]),
  body: draft.body === null ? null : text(draft.body),
});

/** Nothing goes out with a hole in it. Optional rows are left out; a missing value that is required is our bug. */
function refuseToGuess(step: SendingStep): HoleFor {
  const headers = step.kind === 'request' ? step.headers : [];
  const required = [...headers, ...step.parameters].filter((row) => row.requirement === 'REQUIRED');
  return (key) => {
    const row = required.find(({ value }) => 'from' in value && value.from === key);
    if (key === step.endpoint || row) throw new Error(`Step ${step.id} needs a value for ${key}.`);
    return null;
  };
}

/** The request as it goes out. Throws when a required value is missing: whoever runs steps looks before. */
export const toRequest = (step: RequestStep, values: Readonly<Partial<FlowValues>>): HttpRequest =>
  toMessage(toDraft(step, values, refuseToGuess(step)));

/** The URL that the browser is sent to. Throws like {@link toRequest}. */
export const toUrl = (step: OutgoingRedirectStep, values: Readonly<Partial<FlowValues>>): string =>
  text(toDraft(step, values, refuseToGuess(step)).url);
