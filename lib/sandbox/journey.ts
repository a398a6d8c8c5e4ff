/** The journey of the browser: from the app to the tenant, through the person's hands, and back. */
import type { Flow, IncomingRedirectStep, OutgoingRedirectStep, Step } from '../flow/define.ts';
import type { ValueKey } from '../flow/values.ts';
import type { Run } from './run.ts';

/** Steps that run until a person or the browser is done, outliving even a reload of the page. */
export const inBrowser = (step: Step): boolean => step.kind === 'interaction' || awaitsReturn(step);

export const awaitsReturn = (step: Step): step is OutgoingRedirectStep & { readonly returns: ValueKey } =>
  step.kind === 'redirect' && step.direction === 'outgoing' && step.returns !== undefined;

/** Whom the app waits for while the browser is away. */
export interface Journey {
  /** The person's part, where it is still going on. */
  readonly person: Step | null;
  /** The step that reads the return, or the one that is over with it. */
  readonly step: IncomingRedirectStep | OutgoingRedirectStep;
  /** The value that holds the address of the return. */
  readonly endpoint: ValueKey;
}

/** The journey that is under way, read from the last redirect of the trace; null when the browser is back. */
export function journey(flow: Flow, run: Run): Journey | null {
  const last = run.trace.findLast((entry) => entry.kind === 'redirect');
  if (last?.from !== 'app' || run.arrived !== null) return null;
  const sent = flow.steps.findIndex((step) => step.id === last.step);
  const outgoing = flow.steps[sent];
  if (!outgoing) return null;
  if (awaitsReturn(outgoing)) {
    const waits = run.steps[outgoing.id]?.status === 'running';
    return waits ? { person: null, step: outgoing, endpoint: outgoing.returns } : null;
  }
  let person: Step | null = null;
  for (const step of flow.steps.slice(sent + 1)) {
    if (step.kind === 'interaction') {
      if (run.steps[step.id]?.status !== 'running') return null;
      person = step;
    } else if (step.kind === 'redirect' && step.direction === 'incoming') {
      return { person, step, endpoint: step.endpoint };
    } else return null;
  }
  return null;
}

/**
 * The step that waits for the browser, with the address it waits at; null when none does. Nothing else that may
 * arrive is taken in (RFC 6749 Section 10.12).
 */
export function awaited(
  flow: Flow,
  run: Run,
): { readonly step: IncomingRedirectStep | OutgoingRedirectStep; readonly address: string } | null {
  const under = journey(flow, run);
  const address = under && run.values[under.endpoint];
  return under && address !== undefined && address !== null ? { step: under.step, address } : null;
}
