import type { ParameterFact } from '../oauth/fact.ts';
import type { SpecRef } from '../oauth/spec.ts';
import type { Verdict } from '../oauth/verdict.ts';
import type { Party } from '../trace/model.ts';
import type { FlowValues, ValueKey } from './values.ts';

/** Where the value of an outgoing parameter or header comes from. */
export type ValueSource =
  | { readonly literal: string }
  /** `prefix` is for `Authorization: Bearer …` alone. */
  | { readonly from: ValueKey; readonly prefix?: string };

export type { ParameterFact, Requirement } from '../oauth/fact.ts';

/** One row: the docs-table row, the field on the wire, the annotated span and the question diagnosis asks. */
export interface OutgoingRow extends ParameterFact {
  readonly value: ValueSource;
}

/** A member of a response; `yields` names the value that later steps may use. */
export interface IncomingRow extends ParameterFact {
  readonly yields?: ValueKey;
}

interface StepCommon {
  /** Kebab-case; also the page, the address, the witness and the test title. */
  readonly id: string;
  /** Imperative, six words at most: "Exchange the code for tokens". */
  readonly title: string;
  /** What happens, in one sentence for a newcomer. */
  readonly summary: string;
  readonly specs: readonly [SpecRef, ...SpecRef[]];
}

/** What a calculation may use: injected so that tests can fix chance and time. */
export interface Tools {
  /** `bytes` random bytes from a cryptographically secure source. */
  readonly random: (bytes: number) => Uint8Array<ArrayBuffer>;
  /** Milliseconds since 1970 on the app's clock. */
  readonly now: () => number;
}

/** Computed inside one party: nothing is sent. A failed verdict refuses the step and stops the flow. */
export interface CalculationStep extends StepCommon {
  readonly kind: 'calculation';
  readonly party: Party;
  readonly needs: readonly ValueKey[];
  readonly yields: readonly ValueKey[];
  readonly calculate: (
    values: Readonly<Partial<FlowValues>>,
    tools: Tools,
  ) => Promise<{ readonly values: Partial<FlowValues>; readonly verdicts: readonly Verdict[] }>;
}

/** The app sends the browser somewhere: the URL is the message. */
export interface OutgoingRedirectStep extends StepCommon {
  readonly kind: 'redirect';
  readonly direction: 'outgoing';
  readonly from: 'app';
  readonly to: 'tenant';
  /** The value that holds the URL that the parameters are added to. */
  readonly endpoint: ValueKey;
  readonly parameters: readonly OutgoingRow[];
  /**
   * The value that holds the address the browser comes back to, when that return is the whole answer and carries
   * nothing. Absent where later steps of the flow tell what happens next.
   */
  readonly returns?: ValueKey;
}

/** The browser brings a URL back to the app. */
export interface IncomingRedirectStep extends StepCommon {
  readonly kind: 'redirect';
  readonly direction: 'incoming';
  readonly from: 'tenant';
  readonly to: 'app';
  /** The value that holds the address the URL must begin with. */
  readonly endpoint: ValueKey;
  readonly needs: readonly ValueKey[];
  readonly parameters: readonly IncomingRow[];
  /** Values that `check` compares with, beyond those it needs. Any of them may be absent. */
  readonly checksAgainst?: readonly ValueKey[];
  /** The app's checks on what arrived, before anything is used. */
  readonly check: (url: string, values: Readonly<Partial<FlowValues>>) => readonly Verdict[];
}

/** A request by the app itself, on the back channel. */
export interface RequestStep extends StepCommon {
  readonly kind: 'request';
  readonly from: 'app';
  readonly to: 'tenant' | 'api';
  readonly method: 'GET' | 'POST';
  /** The value that holds the URL. */
  readonly endpoint: ValueKey;
  readonly headers: readonly OutgoingRow[];
  /** `form`: application/x-www-form-urlencoded body; `query`: appended to the URL. */
  readonly encoding: 'form' | 'query' | 'none';
  readonly parameters: readonly OutgoingRow[];
  /** Members of the JSON answer (RFC 6749 Section 5.1 and kin). */
  readonly response: readonly IncomingRow[];
  /** The whole JSON answer as one value, where a later step needs it (metadata, keys). */
  readonly yields?: ValueKey;
  /** Values that `check` compares with, beyond those that are sent. Any of them may be absent. */
  readonly checksAgainst?: readonly ValueKey[];
  /** The app's checks on the members of a 2xx answer, before anything in it is used. */
  readonly check?: (
    members: Readonly<Record<string, unknown>>,
    values: Readonly<Partial<FlowValues>>,
  ) => readonly Verdict[];
}

/** A person at a page of the tenant. The app sees none of it: it only waits. */
export interface InteractionStep extends StepCommon {
  readonly kind: 'interaction';
  readonly from: 'person';
  readonly to: 'tenant';
}

export type Step =
  | CalculationStep
  | OutgoingRedirectStep
  | IncomingRedirectStep
  | RequestStep
  | InteractionStep;

export type StepId = string;

export interface Flow {
  readonly id: string;
  readonly title: string;
  /** Values that are there before the first step: the app's configuration. */
  readonly given: readonly ValueKey[];
  readonly steps: readonly Step[];
}
