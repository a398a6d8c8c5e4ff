'use client';

import { type RefObject, useId } from 'react';
import { toActionLabel } from '#components/flow/action-label.ts';
import { Route } from '#components/flow/party.tsx';
import { type Repair, repairOf } from '#components/flow/repair.ts';
import { SpecLink } from '#components/flow/spec-link.tsx';
import { reasonOf, StatusBadge } from '#components/flow/status.tsx';
import { Words } from '#components/flow/words.tsx';
import button from '#components/ui/button.module.css';
import { Icon } from '#components/ui/icon.tsx';
import type { Flow, Step, StepId } from '#lib/flow/define.ts';
import type { Run, StepRun } from '#lib/sandbox/run.ts';
import { BeforeStep } from './before-step.tsx';
import { RecordedStep } from './recorded-step.tsx';
import type { ServerReport } from './server-report.tsx';
import styles from './step-card.module.css';
import { StepFacts } from './step-facts.tsx';

export interface StepCardProps {
  readonly flow: Flow;
  readonly step: Step;
  readonly run: Run;
  readonly state: StepRun;
  /** Why the step cannot be performed now, or null when it can. */
  readonly blocked: string | null;
  /** The step's button was pressed, and what comes before its request is still under way. */
  readonly preparing: boolean;
  /** What the other party logged for this step, where it lets us see. */
  readonly report: ServerReport | null;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly result: RefObject<HTMLHeadingElement | null>;
  readonly next: Step | undefined;
  readonly onPerform: () => void;
  readonly onSelect: (id: StepId) => void;
  /** For a step that a person does: signs the demo user in on the tenant's page. */
  readonly onLoginForMe: (() => void) | null;
}

/** One step of the run: what will happen, the button, and what did happen. */
export function StepCard(props: StepCardProps) {
  const { flow, step, run, state, heading, result } = props;
  const titleId = useId();
  const number = flow.steps.indexOf(step) + 1;
  const recorded = 'entries' in state && state.entries.length > 0;
  const wasTried = recorded || state.status === 'unreachable';
  return (
    <article className={styles.card} aria-labelledby={titleId} data-status={state.status}>
      <header className={styles.header}>
        <div className={styles.meta}>
          <span className={styles.position}>
            Step {number} of {flow.steps.length}
          </span>
          <StatusBadge status={state.status} />
          <StepRoute step={step} />
        </div>
        <h2 id={titleId} ref={heading} tabIndex={-1} className={styles.title}>
          {step.title}
        </h2>
      </header>

      {props.preparing && state.status !== 'running' ? (
        <p className={styles.notice}>
          <Icon name="running" />
          <span>Making a tenant for this run…</span>
        </p>
      ) : null}
      <StateNotice flow={flow} step={step} state={state} run={run} onSelect={props.onSelect} />
      {wasTried ? null : <BeforeStep flow={flow} step={step} run={run} />}
      <Actions {...props} />

      {recorded ? (
        <>
          <h3 ref={result} tabIndex={-1} className={styles.result}>
            {resultTitles[state.status] ?? 'What happened'}
          </h3>
          <RecordedStep step={step} run={run} state={state} report={props.report} />
        </>
      ) : null}

      <StepFacts step={step} run={run} open={!recorded} />
      <footer className={styles.specs}>
        <span>Written down in</span>
        <ul>
          {step.specs.map((spec) => (
            <li key={spec}>
              <SpecLink spec={spec} full />
            </li>
          ))}
        </ul>
      </footer>
    </article>
  );
}

const resultTitles: Partial<Record<StepRun['status'], string>> = {
  done: 'What happened',
  refused: 'What happened: refused',
  stale: 'What happened before the change',
  unreachable: 'What happened: no answer',
};

function StepRoute({ step }: { readonly step: Step }) {
  switch (step.kind) {
    case 'calculation':
      return <Route from={step.party} to={step.party} channel={null} />;
    case 'interaction':
    case 'redirect':
      return <Route from={step.from} to={step.to} channel="front" />;
    case 'request':
      return <Route from={step.from} to={step.to} channel="back" />;
  }
}

function Actions(props: StepCardProps) {
  const { flow, step, run, state, blocked, next } = props;
  const label = toActionLabel(step, run.values);
  const words = label.code ? <code>{label.text}</code> : label.text;
  const running = state.status === 'running';
  const done = state.status === 'done';
  const isFirst = state.status === 'ready' || state.status === 'locked';
  const reasonId = useId();
  const isRepair = done && repairs(flow, step, run);
  const nextReady = next && run.steps[next.id]?.status !== 'locked';

  return (
    <div className={styles.actions}>
      {done && next ? (
        <button
          type="button"
          className={`${button.button} ${isRepair ? '' : button.primary}`}
          onClick={() => props.onSelect(next.id)}
        >
          Next: {next.title}
          <Icon name="right" size={14} />
        </button>
      ) : null}
      {step.kind === 'interaction' ? null : (
        <button
          type="button"
          className={`${button.button} ${done && !isRepair ? '' : button.primary}`}
          aria-disabled={blocked !== null || undefined}
          aria-describedby={blocked === null ? undefined : reasonId}
          onClick={() => {
            if (blocked === null) props.onPerform();
          }}
        >
          {isFirst || running ? null : 'Again: '}
          {words}
        </button>
      )}
      {step.kind === 'interaction' && running && props.onLoginForMe ? (
        <button type="button" className={button.button} onClick={props.onLoginForMe}>
          Log in as the demo user for me
        </button>
      ) : null}
      {blocked !== null && step.kind !== 'interaction' ? (
        <p id={reasonId} className={styles.blocked}>
          {blocked}
        </p>
      ) : null}
      {(state.status === 'refused' || state.status === 'unreachable') && nextReady && next ? (
        <button type="button" className={button.button} onClick={() => props.onSelect(next.id)}>
          Go on: {next.title}
        </button>
      ) : null}
      {done && !next ? (
        <p className={styles.end}>
          That was the last of {flow.steps.length} steps. Start over, or do any step again and see what the
          other party says to it.
        </p>
      ) : null}
    </div>
  );
}

function StateNotice({
  flow,
  step,
  state,
  run,
  onSelect,
}: {
  readonly flow: Flow;
  readonly step: Step;
  readonly state: StepRun;
  readonly run: Run;
  readonly onSelect: (id: StepId) => void;
}) {
  switch (state.status) {
    case 'ready':
    case 'done':
      return null;
    case 'running':
      return step.kind === 'interaction' ? (
        <p className={styles.notice} data-tone="person">
          <Icon name="running" />
          <span>
            The tenant’s page is open on the phone. Log in there as <code>ada@example.com</code> with the
            password <code>pixy-demo</code>, sign up as somebody else, or cancel: the app only waits.
          </span>
        </p>
      ) : (
        <p className={styles.notice}>
          <Icon name="running" />
          <span>Waiting for the answer…</span>
        </p>
      );
    case 'locked': {
      const first = unlockerOf(flow, run);
      return (
        <div className={styles.notice}>
          <Icon name="lock" />
          <div>
            <p>{state.because}</p>
            {first && first.id !== step.id ? (
              <button type="button" className={styles.jump} onClick={() => onSelect(first.id)}>
                Go to “{first.title}”
              </button>
            ) : null}
          </div>
        </div>
      );
    }
    case 'stale':
      return (
        <p className={styles.notice} data-tone="stale">
          <Icon name="stale" />
          <span>Out of date: {reasonOf(state)} What you see below happened before that.</span>
        </p>
      );
    case 'unreachable':
      return (
        <div className={styles.notice} data-tone="fail" role="alert">
          <Icon name="unreachable" />
          <div>
            <p>
              <strong>No answer.</strong> {state.cause}
            </p>
          </div>
        </div>
      );
    case 'refused':
      return <Refusal flow={flow} step={step} state={state} onSelect={onSelect} />;
  }
}

function Refusal({
  flow,
  step,
  state,
  onSelect,
}: {
  readonly flow: Flow;
  readonly step: Step;
  readonly state: StepRun & { status: 'refused' };
  readonly onSelect: (id: StepId) => void;
}) {
  const fault = state.verdicts.find((verdict) => verdict.verdict === 'fail');
  const repair: Repair = repairOf(flow, step, state.error);
  return (
    <section className={styles.refusal} aria-label="Why it was refused">
      <p className={styles.error}>
        <Icon name="fail" />
        <span>
          <strong>{state.error}</strong>
          {state.description === null ? null : <span> {state.description}</span>}
        </span>
      </p>
      <dl className={styles.anatomy}>
        {fault ? (
          <>
            <div>
              <dt>Check</dt>
              <dd>{fault.check}</dd>
            </div>
            {fault.expected === undefined ? null : (
              <div>
                <dt>Expected</dt>
                <dd>
                  <code>{fault.expected}</code>
                </dd>
              </div>
            )}
            {fault.actual === undefined ? null : (
              <div>
                <dt>Got</dt>
                <dd>
                  <code>{fault.actual}</code>
                </dd>
              </div>
            )}
            {fault.because === undefined ? null : (
              <div>
                <dt>Why</dt>
                <dd>{fault.because}</dd>
              </div>
            )}
          </>
        ) : null}
        {repair.meaning === null ? null : (
          <div>
            <dt>Meaning</dt>
            <dd>
              <Words text={repair.meaning} />
            </dd>
          </div>
        )}
        <div>
          <dt>Repair</dt>
          <dd>
            <Words text={repair.text} />
            {repair.goTo ? (
              <>
                {' '}
                <button
                  type="button"
                  className={styles.jump}
                  onClick={() => {
                    if (repair.goTo) onSelect(repair.goTo.id);
                  }}
                >
                  Go to “{repair.goTo.title}”
                </button>
              </>
            ) : null}
          </dd>
        </div>
      </dl>
    </section>
  );
}

/** The first step that can be done now; going there is the way to unlock whatever is locked. */
function unlockerOf(flow: Flow, run: Run): Step | undefined {
  const open = new Set<StepRun['status']>(['ready', 'running', 'refused', 'unreachable', 'stale']);
  return flow.steps.find((step) => open.has(run.steps[step.id]?.status ?? 'locked'));
}

/** Whether a refusal since this step was done can be set right by doing it again. */
function repairs(flow: Flow, step: Step, run: Run): boolean {
  const last = (id: StepId) => run.trace.findLastIndex((entry) => entry.step === id);
  return flow.steps.some((other) => {
    const state = run.steps[other.id];
    return (
      state?.status === 'refused' &&
      repairOf(flow, other, state.error).goTo?.id === step.id &&
      last(other.id) > last(step.id)
    );
  });
}
