import type { SpecRef } from './spec.ts';

/**
 * One named check with its evidence. A list of these is what a server, an app or an API "checked":
 * never a lamp, and never just yes or no: what could not be seen is `cannot-tell`, not a pass.
 */
export interface Verdict {
  /** What is checked, as a sentence that is true when it passes: "code_verifier matches code_challenge". */
  readonly check: string;
  readonly verdict: 'pass' | 'fail' | 'cannot-tell';
  /** What the rule asks for, in words or as a value. Never a whole secret. */
  readonly expected?: string;
  /** What was there. Never a whole secret. */
  readonly actual?: string;
  /** For `cannot-tell`: what is missing. For `fail`: why it matters, one sentence. */
  readonly because?: string;
  /** The section that states the rule; null where only Auth0's documentation does. */
  readonly spec: SpecRef | null;
}

export const failed = (verdicts: readonly Verdict[]): Verdict | undefined =>
  verdicts.find((v) => v.verdict === 'fail');
