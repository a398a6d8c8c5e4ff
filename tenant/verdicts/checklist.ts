/** The list of what a server checked, made after the fact from what it really holds. */
import type { SpecRef } from '#lib/oauth/spec.ts';
import type { Verdict } from '#lib/oauth/verdict.ts';

type Finding =
  | { readonly holds: true; readonly actual?: string }
  /** `tolerated`: the rule is broken and the server goes on nevertheless. */
  | { readonly holds: false; readonly actual?: string; readonly because?: string; readonly tolerated?: true }
  | { readonly holds: null; readonly because: string };

export interface Check {
  /** A sentence that is true when the check passes. */
  readonly check: string;
  readonly spec: SpecRef | null;
  readonly expected?: string | undefined;
  readonly finding: Finding | (() => Finding);
}

const NOT_REACHED = 'Not reached: the request was refused before.';

/**
 * Turns checks, in the order of the server, into verdicts. The first that fails is the cause of the refusal; what
 * comes after it was not reached.
 *
 * @param refusal why the request was refused, or undefined; when no check says so it becomes the last verdict, so that
 *   a list of passes never stands beside a refusal
 */
export function toVerdicts(checks: readonly Check[], refusal: string | undefined): readonly Verdict[] {
  const verdicts: Verdict[] = [];
  let refused = false;
  for (const { check, spec, expected, finding } of checks) {
    const rule = { check, spec, ...(expected !== undefined && { expected }) };
    if (refused) {
      verdicts.push({ ...rule, verdict: 'cannot-tell', because: NOT_REACHED });
      continue;
    }
    const found = typeof finding === 'function' ? finding() : finding;
    if (found.holds === null) {
      verdicts.push({ ...rule, verdict: 'cannot-tell', because: found.because });
    } else {
      const actual = found.actual !== undefined && { actual: found.actual };
      if (found.holds) {
        verdicts.push({ ...rule, ...actual, verdict: 'pass' });
      } else {
        const because = found.because !== undefined && { because: found.because };
        verdicts.push({ ...rule, ...actual, ...because, verdict: 'fail' });
        refused = !found.tolerated;
      }
    }
  }
  if (refusal !== undefined && !refused) {
    verdicts.push({
      check: 'Nothing else speaks against the request',
      verdict: 'fail',
      actual: refusal,
      spec: null,
    });
  }
  return verdicts;
}

export const holds = (condition: boolean, actual?: string, because?: string): Finding =>
  condition
    ? { holds: true, ...(actual !== undefined && { actual }) }
    : { holds: false, ...(actual !== undefined && { actual }), ...(because !== undefined && { because }) };

/** Quoted, and cut where it is long. */
export const quote = (text: string | null | undefined): string =>
  text === null || text === undefined
    ? 'not sent'
    : `"${text.length > 200 ? `${text.slice(0, 200)}…` : text}"`;

export const list = (values: readonly string[]): string =>
  values.length === 0 ? 'none' : values.map((value) => quote(value)).join(', ');
