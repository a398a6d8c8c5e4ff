/** Performs steps on a live run: one, or all that remain. */
import type { Flow, Step, StepId, Tools } from '../flow/define.ts';
import { advance, nextStep, type RunEvent, startable } from './machine.ts';
import { perform } from './perform.ts';
import type { Run } from './run.ts';
import type { LogReader } from './server-verdicts.ts';
import { TIMEOUT, type Transport } from './transport.ts';

/** Where the run lives. */
export interface RunStore {
  readonly get: () => Run;
  readonly dispatch: (event: RunEvent) => void;
}

export interface Driver {
  readonly flow: Flow;
  readonly store: RunStore;
  readonly transport: Transport;
  /** Chance and time of the app, where they differ from the transport's. */
  readonly tools?: Tools;
  /** Reads what the servers checked; without it, a run knows what the app checked. */
  readonly logs?: LogReader;
}

/** A store that keeps the run in a variable. */
export function createStore(flow: Flow, first: Run): RunStore {
  let run = first;
  return {
    get: () => run,
    dispatch: (event) => {
      run = advance(flow, run, event);
    },
  };
}

/**
 * Performs one step and stores what came of it, then what the server says it checked. Does nothing when the step
 * cannot start. Resolves when the step's own part is over; where the browser was sent off, that is at once.
 */
export async function performStep(driver: Driver, id: StepId, signal?: AbortSignal): Promise<void> {
  const { flow, store, transport, tools = transport } = driver;
  const step = flow.steps.find((s) => s.id === id);
  if (!step || step.kind === 'interaction' || !startable(flow, store.get(), id).ok) return;
  store.dispatch({ type: 'started', step: id, at: transport.now() });
  const outcome = await perform(step, store.get(), transport, tools, signal);
  store.dispatch({ type: 'finished', step: id, at: transport.now(), outcome });
  if (step.kind === 'request') await readChecks(driver, step);
}

/** What the tenant checked while the browser was away is there to read once it is back. */
export async function readJourney(driver: Driver): Promise<void> {
  const { flow, store } = driver;
  const back = store.get().trace.findLast((entry) => entry.kind === 'redirect' && entry.from === 'app');
  const sent = flow.steps.findIndex((step) => step.id === back?.step);
  if (sent < 0) return;
  const [outgoing, next] = flow.steps.slice(sent);
  if (outgoing) await readChecks(driver, outgoing);
  if (next?.kind === 'interaction') await readChecks(driver, next);
}

async function readChecks({ logs, store }: Driver, step: Step): Promise<void> {
  const checked = await logs?.read(step, store.get());
  if (checked && checked.verdicts.length > 0) {
    store.dispatch({ type: 'checked', step: step.id, verdicts: checked.verdicts });
  }
}

export type Ending =
  | { readonly ended: 'complete' }
  /** At the first step that was refused, got no answer, or cannot begin. */
  | { readonly ended: 'stopped'; readonly step: StepId; readonly because: string }
  | { readonly ended: 'aborted' };

export interface RunToEndOptions {
  /** Does the person's part at the tenant's pages, as a person would: fills in the form and sends it. */
  readonly signIn: (step: Step, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Performs every step that remains, in order, and stops at the first that does not succeed. */
export async function runToEnd(driver: Driver, { signIn, signal }: RunToEndOptions): Promise<Ending> {
  const { flow, store } = driver;
  for (;;) {
    if (signal.aborted) return { ended: 'aborted' };
    const step = nextStep(flow, store.get());
    if (!step) return { ended: 'complete' };

    const begun = store.get().steps[step.id]?.status === 'running';
    if (step.kind === 'interaction') {
      if (!begun) return stopped(step, store.get());
      const failure = await attempt(() => signIn(step, signal));
      if (signal.aborted) return { ended: 'aborted' };
      if (failure !== null) return { ended: 'stopped', step: step.id, because: failure };
    } else if (!begun) {
      const can = startable(flow, store.get(), step.id);
      if (!can.ok) return { ended: 'stopped', step: step.id, because: can.because };
      await performStep(driver, step.id, signal);
    }

    // What happens in the browser is over when the browser is back.
    const over = await until(() => store.get().steps[step.id]?.status !== 'running', signal);
    if (signal.aborted) return { ended: 'aborted' };
    if (!over) {
      const because = `The browser did not come back to the app within ${TIMEOUT / 1000} seconds.`;
      return { ended: 'stopped', step: step.id, because };
    }
    if (store.get().steps[step.id]?.status !== 'done') return stopped(step, store.get());
    if (endsJourney(step)) await readJourney(driver);
  }
}

/** Whether the browser is back once the step is done. */
const endsJourney = (step: Step): boolean =>
  step.kind === 'interaction' ||
  (step.kind === 'redirect' && step.direction === 'outgoing' && step.returns !== undefined);

function stopped(step: Step, run: Run): Ending {
  const state = run.steps[step.id];
  const because =
    state?.status === 'refused'
      ? [state.error, state.description].filter((part) => part !== null).join(': ')
      : state?.status === 'unreachable'
        ? state.cause
        : state?.status === 'locked' || state?.status === 'stale'
          ? state.because
          : `“${step.title}” did not come to an end.`;
  return { ended: 'stopped', step: step.id, because };
}

/** Why it failed, or null. */
async function attempt(act: () => Promise<void>): Promise<string | null> {
  try {
    await act();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Waits until `holds`, the signal, or the time limit; says whether it holds. */
async function until(holds: () => boolean, signal: AbortSignal): Promise<boolean> {
  const end = performance.now() + TIMEOUT;
  while (!holds() && !signal.aborted && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return holds();
}
