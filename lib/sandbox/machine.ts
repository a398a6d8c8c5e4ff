/** The run machine: `(flow, run, event) → run`, and nothing else. No clock, no chance, no network. */
import type { Flow, Step, StepId } from '../flow/define.ts';
import { readsOf, whoYields, yieldsOf } from '../flow/index.ts';
import type { FlowValues, ValueKey } from '../flow/values.ts';
import { isAtRedirectUri } from '../oauth/redirect-uri.ts';
import type { Verdict } from '../oauth/verdict.ts';
import { givenValues } from '../scenario/defaults.ts';
import type { Parties } from '../scenario/parties.ts';
import type { TraceEntry } from '../trace/model.ts';
import { awaited, awaitsReturn, inBrowser, journey } from './journey.ts';
import { has, neededBy } from './needs.ts';
import type { Run, StepRun } from './run.ts';

export { awaited };

/** What came of performing a step. `entry` is null only where nothing could be sent at all. */
export type Outcome =
  | {
      readonly status: 'done';
      readonly entry: TraceEntry;
      /** What later steps may use from now on. */
      readonly learned: Readonly<Partial<FlowValues>>;
      readonly verdicts: readonly Verdict[];
    }
  | {
      readonly status: 'refused';
      readonly entry: TraceEntry;
      readonly verdicts: readonly Verdict[];
      readonly error: string;
      readonly description: string | null;
    }
  | { readonly status: 'unreachable'; readonly entry: TraceEntry | null; readonly cause: string };

export type RunEvent =
  /** The step is being performed. Ignored when {@link startable} says no. */
  | { readonly type: 'started'; readonly step: StepId; readonly at: number }
  /** What came of it. Ignored when the step is not running, for example after a reset. */
  | { readonly type: 'finished'; readonly step: StepId; readonly at: number; readonly outcome: Outcome }
  /** The browser came back to the app with this URL. Ignored when nobody waits for it. */
  | { readonly type: 'arrived'; readonly url: string; readonly at: number }
  /** The person closed the browser tab. Nothing arrives at the app but that. */
  | { readonly type: 'closed'; readonly at: number }
  /** What the other party says it checked for the step: it joins what the app itself found. */
  | { readonly type: 'checked'; readonly step: StepId; readonly verdicts: readonly Verdict[] }
  /** A setting of one of the parties changed: what was done from `first` on may no longer hold. */
  | {
      readonly type: 'settings-changed';
      readonly first: StepId;
      readonly because: string;
      /** The parties from now on, where the change was one of theirs. */
      readonly parties?: Parties;
    }
  | { readonly type: 'reset'; readonly parties?: Parties }
  /** The page was loaded again and the run read back from storage. */
  | { readonly type: 'restored' };

/** A run of which nothing has happened yet. */
export function newRun(flow: Flow, parties: Parties): Run {
  const known = givenValues(parties);
  const values = Object.fromEntries(
    flow.given.flatMap((key) => (known[key] === undefined ? [] : [[key, known[key]]])),
  );
  return settle(flow, { version: 1, flow: flow.id, parties, steps: {}, values, arrived: null, trace: [] });
}

/**
 * Applies one event. An event that does not fit the run leaves it as it is (the same object), so that a late
 * answer or an unexpected message can do no harm.
 */
export function advance(flow: Flow, run: Run, event: RunEvent): Run {
  switch (event.type) {
    case 'started':
      return startable(flow, run, event.step).ok
        ? settle(flow, withStep(run, event.step, { status: 'running', since: event.at }))
        : run;
    case 'finished':
      return finish(flow, run, event.step, event.at, event.outcome);
    case 'arrived':
      return arrive(flow, run, event.url, event.at);
    case 'closed':
      return close(flow, run, event.at);
    case 'checked': {
      const was = run.steps[event.step];
      if (!was || !('verdicts' in was)) return run;
      const named = new Set(event.verdicts.map(({ check }) => check));
      const own = was.verdicts.filter(({ check }) => !named.has(check));
      return withStep(run, event.step, { ...was, verdicts: [...event.verdicts, ...own] });
    }
    case 'settings-changed':
      return changeSettings(flow, run, event);
    case 'reset':
      return newRun(flow, event.parties ?? run.parties);
    case 'restored':
      return restore(flow, run);
  }
}

/**
 * Whether the step may be performed now, and if not, why. What was done, refused or is stale may be done again:
 * a code can be sent twice, and the server's refusal is worth seeing.
 */
export function startable(
  flow: Flow,
  run: Run,
  id: StepId,
): { readonly ok: true } | { readonly ok: false; readonly because: string } {
  const step = flow.steps.find((s) => s.id === id);
  const state = run.steps[id];
  if (!step || !state) return no('This flow has no such step.');
  if (step.kind === 'interaction') return no('This is for the person at the page to do.');
  if (state.status === 'locked') return no(state.because);
  // A browser that was sent off may be sent off again: the tab may have been lost.
  if (state.status === 'running' && !awaitsReturn(step)) return no('It is running already.');

  // What happens in the browser lasts as long as the person likes; everything else has the app to itself.
  const busy = flow.steps.find((s) => !inBrowser(s) && run.steps[s.id]?.status === 'running');
  if (busy) return no(`“${busy.title}” is still running.`);
  const missing = lack(flow, run, step);
  return missing === null ? { ok: true } : no(missing);
}

/** The step to perform next: the first, in order, that is not done; undefined when there is nothing to do. */
export const nextStep = (flow: Flow, run: Run): Step | undefined =>
  flow.steps.find((step) => run.steps[step.id]?.status !== 'done' && !passedOver(flow, run, step));

const no = (because: string) => ({ ok: false, because }) as const;

const withStep = (run: Run, id: StepId, state: StepRun): Run => ({
  ...run,
  steps: { ...run.steps, [id]: state },
});

/** Indices of everything in the trace that came from the step. */
const entriesOf = (run: Run, id: StepId): number[] =>
  run.trace.flatMap((entry, index) => (entry.step === id ? [index] : []));

/**
 * What was done once lets the next step begin, out of date or not: the page says so, and the other side may answer
 * what it will. A refused request lets it begin too: an app may go on, for example to refresh its token. A refused
 * check does not.
 */
const letsPass = (step: Step, state: StepRun | undefined): boolean =>
  state?.status === 'done' ||
  state?.status === 'stale' ||
  (step.kind === 'request' && state?.status === 'refused');

/** What becomes of a step whose ground has changed: what was done is out of date, what was refused may be tried. */
function outdated(step: Step, state: StepRun, because: string): StepRun {
  switch (state.status) {
    case 'done':
      return { status: 'stale', entries: state.entries, verdicts: state.verdicts, because };
    case 'refused':
      // Nobody can try the person's part again before the browser is sent off again.
      return step.kind === 'interaction' ? state : { status: 'ready' };
    default:
      return state;
  }
}

/** A refused request that a later step has gone past. */
function passedOver(flow: Flow, run: Run, step: Step): boolean {
  if (step.kind !== 'request' || run.steps[step.id]?.status !== 'refused') return false;
  const next = flow.steps[flow.steps.indexOf(step) + 1];
  return next !== undefined && run.steps[next.id]?.status !== 'locked';
}

/** Why the step has not what it needs, or null. */
function lack(flow: Flow, run: Run, step: Step): string | null {
  const missing = neededBy(step).find((key) => !has(run.values, key));
  if (missing !== undefined) {
    const origin = whoYields(flow, missing, step.id);
    return origin
      ? `It needs ${missing}, which comes from “${origin.title}”.`
      : `It needs ${missing}, which the settings leave empty.`;
  }
  if (step.kind === 'redirect' && step.direction === 'incoming' && run.arrived === null) {
    return 'It waits for the browser to come back to the app. What comes back is read once.';
  }
  return null;
}

/** Why the step before does not let this one begin, or null. */
function blocked(flow: Flow, run: Run, step: Step): string | null {
  const before = flow.steps[flow.steps.indexOf(step) - 1];
  if (!before) return null;
  const state = run.steps[before.id];
  if (letsPass(before, state)) return null;
  switch (state?.status) {
    case 'refused':
      return `“${before.title}” was refused, and an app must stop there.`;
    case 'unreachable':
      return `“${before.title}” got no answer.`;
    case 'running':
      return inBrowser(before)
        ? `“${before.title}” goes on until the browser is back.`
        : `“${before.title}” is still running.`;
    default:
      return `“${before.title}” comes first.`;
  }
}

/** Decides `locked` or `ready` for every step that has not begun, and stores the decision. */
function settle(flow: Flow, run: Run): Run {
  let settled = run;
  for (const step of flow.steps) {
    const state = settled.steps[step.id];
    if (state && state.status !== 'locked' && state.status !== 'ready') continue;
    const because = lack(flow, settled, step) ?? blocked(flow, settled, step);
    settled = withStep(
      settled,
      step.id,
      because === null ? { status: 'ready' } : { status: 'locked', because },
    );
  }
  return settled;
}

function finish(flow: Flow, run: Run, id: StepId, at: number, outcome: Outcome): Run {
  const step = flow.steps.find((s) => s.id === id);
  if (!step || run.steps[id]?.status !== 'running') return run;

  const trace = outcome.entry ? [...run.trace, { ...outcome.entry, step: id }] : run.trace;
  let next: Run = { ...run, trace };
  const entries = entriesOf(next, id);
  const incoming = step.kind === 'redirect' && step.direction === 'incoming';
  // Read once, whatever came of it: a callback URL that was looked at is never used again.
  if (incoming && outcome.status !== 'unreachable') next = { ...next, arrived: null };

  switch (outcome.status) {
    case 'unreachable':
      return settle(flow, withStep(next, id, { status: 'unreachable', entries, cause: outcome.cause }));
    case 'refused': {
      const { verdicts, error, description } = outcome;
      return settle(flow, withStep(next, id, { status: 'refused', entries, verdicts, error, description }));
    }
    case 'done': {
      // Where the return is the whole answer, being sent off is only half of the step.
      next = awaitsReturn(step)
        ? withStep(next, id, { status: 'running', since: at })
        : withStep(next, id, { status: 'done', entries, verdicts: outcome.verdicts });
      next = learn(flow, next, step, outcome.learned);
      if (step.kind === 'redirect' && step.direction === 'outgoing') next = leave(flow, next, step, at);
      return settle(flow, next);
    }
  }
}

/** Takes in new values and marks what was made from the old ones as stale. */
function learn(flow: Flow, run: Run, step: Step, learned: Readonly<Partial<FlowValues>>): Run {
  const keys = Object.keys(learned) as ValueKey[];
  const changed = new Set(keys.filter((key) => learned[key] !== run.values[key]));
  const values = { ...run.values, ...learned };
  return spoil(flow, { ...run, values }, step, changed, null);
}

/**
 * Marks every later step stale that used one of the `changed` values, and then those that used what it yielded.
 * What comes back from the browser also depends on what the browser was sent off with.
 */
function spoil(flow: Flow, run: Run, from: Step, changed: ReadonlySet<ValueKey>, sentOff: Step | null): Run {
  const spoilt = new Set(changed);
  let away = sentOff;
  let next = run;
  for (const step of flow.steps.slice(flow.steps.indexOf(from) + 1)) {
    const outgoing = step.kind === 'redirect' && step.direction === 'outgoing';
    if (outgoing) away = null;
    const state = next.steps[step.id];
    const key = readsOf(step).find((k) => spoilt.has(k));
    const returning = step.kind === 'interaction' || (step.kind === 'redirect' && !outgoing);
    const because = key
      ? `${key} has changed since.`
      : returning && away
        ? `“${away.title}” was done again since.`
        : null;
    if (because === null || !state || (state.status !== 'done' && state.status !== 'refused')) continue;

    next = withStep(next, step.id, outdated(step, state, because));
    for (const k of yieldsOf(step)) spoilt.add(k);
    if (outgoing) away = step;
  }
  return next;
}

/** The browser is sent off: what an earlier journey brought is out of date, and the person's part begins. */
function leave(flow: Flow, run: Run, step: Step, at: number): Run {
  const next = spoil(flow, { ...run, arrived: null }, step, new Set(), step);
  const after = flow.steps[flow.steps.indexOf(step) + 1];
  return after?.kind === 'interaction' ? withStep(next, after.id, { status: 'running', since: at }) : next;
}

function arrive(flow: Flow, run: Run, url: string, at: number): Run {
  const waiting = awaited(flow, run);
  const under = journey(flow, run);
  if (!waiting || !under || !isAtRedirectUri(url, waiting.address)) return run;
  const { step } = under;
  if (step.direction === 'outgoing') {
    const entry: TraceEntry = {
      kind: 'redirect',
      step: step.id,
      at,
      took: 0,
      from: 'tenant',
      to: 'app',
      url,
      verdicts: [],
    };
    const back: Run = { ...run, trace: [...run.trace, entry] };
    return settle(
      flow,
      withStep(back, step.id, { status: 'done', entries: entriesOf(back, step.id), verdicts: [] }),
    );
  }
  let next: Run = { ...run, arrived: url };
  if (under.person) {
    next = interacted(next, under.person, 'tenant', at);
    const entries = entriesOf(next, under.person.id);
    next = withStep(next, under.person.id, { status: 'done', entries, verdicts: [] });
  }
  return settle(flow, withStep(next, step.id, { status: 'ready' }));
}

/** Adds what the person did to the trace: all that the app can know of it is how long it took. */
function interacted(run: Run, step: Step, to: 'tenant' | 'app', at: number): Run {
  const state = run.steps[step.id];
  const since = state?.status === 'running' ? state.since : at;
  const entry: TraceEntry = {
    kind: 'interaction',
    step: step.id,
    at: since,
    took: at - since,
    from: 'person',
    to,
  };
  return { ...run, trace: [...run.trace, entry] };
}

function close(flow: Flow, run: Run, at: number): Run {
  const step = flow.steps.find((s) => inBrowser(s) && run.steps[s.id]?.status === 'running');
  if (!step) return run;
  const next = interacted(run, step, 'app', at);
  return settle(
    flow,
    withStep(next, step.id, {
      status: 'refused',
      entries: entriesOf(next, step.id),
      verdicts: [],
      error: 'The browser tab was closed',
      description: 'The person left before the tenant sent anything back. The app learns no more than that.',
    }),
  );
}

function changeSettings(flow: Flow, run: Run, event: RunEvent & { type: 'settings-changed' }): Run {
  const from = flow.steps.findIndex((step) => step.id === event.first);
  if (from < 0) return run;
  let next = run;
  if (event.parties) {
    const { values } = newRun(flow, event.parties);
    const given = new Set<string>(flow.given);
    const learned = Object.entries(run.values).filter(([key]) => !given.has(key));
    next = { ...next, parties: event.parties, values: { ...Object.fromEntries(learned), ...values } };
  }
  for (const step of flow.steps.slice(from)) {
    const state = next.steps[step.id];
    if (state) next = withStep(next, step.id, outdated(step, state, event.because));
  }
  return settle(flow, next);
}

function restore(flow: Flow, run: Run): Run {
  let next = run;
  for (const step of flow.steps) {
    if (next.steps[step.id]?.status !== 'running' || inBrowser(step)) continue;
    const entries = entriesOf(next, step.id);
    // A request may have been answered while nobody was there to hear it; anything else simply did not happen.
    const state: StepRun =
      step.kind === 'request'
        ? {
            status: 'unreachable',
            entries,
            cause:
              'The page was reloaded before the answer came. Whether the request was served is not known.',
          }
        : { status: 'ready' };
    next = withStep(next, step.id, state);
  }
  return settle(flow, next);
}
