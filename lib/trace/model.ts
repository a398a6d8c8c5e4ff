import type { Verdict } from '../oauth/verdict.ts';

/** Who talks. `browser` is the in-app browser tab: it is not the app, and the app cannot look inside it. */
export type Party = 'person' | 'app' | 'browser' | 'tenant' | 'api';

export type Header = readonly [name: string, value: string];

/** A request as it is on the wire. `body` is text (the form or JSON as sent) or null. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly Header[];
  readonly body: string | null;
}

/** A response as it is on the wire. `headers` are those that the recorder may see. */
export interface HttpResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly Header[];
  readonly body: string | null;
}

interface Entry {
  /** The step that this entry came from, where the recorder knew it. */
  readonly step?: string;
  /** Milliseconds since 1970 on the recorder's clock. */
  readonly at: number;
  /** How long it took, in milliseconds. */
  readonly took: number;
}

/** Something computed inside one party; nothing was sent. */
export interface Calculation extends Entry {
  readonly kind: 'calculation';
  readonly party: Party;
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly verdicts: readonly Verdict[];
}

/** A request and its response; `response` is null when none came (`failure` says what is known of why). */
export interface Exchange extends Entry {
  readonly kind: 'exchange';
  readonly from: Party;
  readonly to: Party;
  readonly request: HttpRequest;
  readonly response: HttpResponse | null;
  readonly failure?: string;
}

/** A URL that one party handed to another through the browser. */
export interface Redirect extends Entry {
  readonly kind: 'redirect';
  readonly from: Party;
  readonly to: Party;
  readonly url: string;
  readonly verdicts: readonly Verdict[];
}

/** What a person did on a page that the app cannot see. */
export interface Interaction extends Entry {
  readonly kind: 'interaction';
  readonly from: Party;
  readonly to: Party;
}

export type TraceEntry = Calculation | Exchange | Redirect | Interaction;

/** What did happen, in order, whoever recorded it. */
export type Trace = readonly TraceEntry[];

export const header = (headers: readonly Header[], name: string): string | undefined =>
  headers.find(([n]) => n.toLowerCase() === name.toLowerCase())?.[1];
