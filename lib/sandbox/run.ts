import type { StepId } from '../flow/define.ts';
import type { FlowValues } from '../flow/values.ts';
import type { Verdict } from '../oauth/verdict.ts';
import type { Parties } from '../scenario/parties.ts';
import type { TraceEntry } from '../trace/model.ts';

/** Why a step has the status it has is always said; a status is stored, never inferred from values. */
export type StepRun =
  | { readonly status: 'locked'; readonly because: string }
  | { readonly status: 'ready' }
  /** `running` may last: the login step runs until the person is done. */
  | { readonly status: 'running'; readonly since: number }
  /** `entries`: indices into the run's trace, the newest last. */
  | { readonly status: 'done'; readonly entries: readonly number[]; readonly verdicts: readonly Verdict[] }
  /** The other party answered no, or the app's own check failed. */
  | {
      readonly status: 'refused';
      readonly entries: readonly number[];
      readonly verdicts: readonly Verdict[];
      /** `error` and `error_description` exactly as received, or the failed check's words. */
      readonly error: string;
      readonly description: string | null;
    }
  /** No answer came: offline, server down, blocked by CORS. */
  | { readonly status: 'unreachable'; readonly entries: readonly number[]; readonly cause: string }
  /** Done once, but something it was made from has changed since. */
  | {
      readonly status: 'stale';
      readonly entries: readonly number[];
      readonly verdicts: readonly Verdict[];
      readonly because: string;
    };

/** A scenario being executed one step at a time. JSON-safe: this is what sessionStorage keeps. */
export interface Run {
  readonly version: 1;
  readonly flow: string;
  readonly parties: Parties;
  readonly steps: Readonly<Record<StepId, StepRun>>;
  readonly values: Readonly<Partial<FlowValues>>;
  /** The callback URL that has arrived and is not yet read by the app. */
  readonly arrived: string | null;
  readonly trace: readonly TraceEntry[];
}
