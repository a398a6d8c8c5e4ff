'use client';

import { useSyncExternalStore } from 'react';
import button from '#components/ui/button.module.css';
import { Icon } from '#components/ui/icon.tsx';
import type { Flow, StepId } from '#lib/flow/define.ts';
import { nextStep } from '#lib/sandbox/machine.ts';
import { ExpiryWatch } from './expiry-watch.tsx';
import type { LabState } from './lab.ts';
import { LifetimeChoice } from './lifetime-choice.tsx';
import styles from './run-bar.module.css';

interface RunBarProps {
  readonly flow: Flow;
  readonly state: LabState;
  readonly onRunToEnd: () => void;
  readonly onStartOver: () => void;
  readonly onLifetime: (seconds: number) => void;
  readonly onSelect: (id: StepId) => void;
  readonly onSay: (text: string) => void;
}

/** What concerns the run as a whole: how far it is, and the buttons that are not about one step. */
export function RunBar({ flow, state, onRunToEnd, onStartOver, onLifetime, onSelect, onSay }: RunBarProps) {
  const { run, busy, note } = state;
  const online = useOnline();
  const next = run ? nextStep(flow, run) : undefined;
  const done = run ? flow.steps.filter((step) => run.steps[step.id]?.status === 'done').length : 0;
  const started = run !== null && run.trace.length > 0;
  return (
    <div className={styles.bar}>
      <div className={styles.row}>
        <div className={styles.progress}>
          <progress max={flow.steps.length} value={done} aria-label="Steps done" />
          <span>
            {done} of {flow.steps.length} done
          </span>
        </div>
        <button
          type="button"
          className={button.button}
          aria-disabled={!next || busy !== 'nothing' || state.problem !== null || undefined}
          onClick={() => {
            if (next && busy === 'nothing' && !state.problem) onRunToEnd();
          }}
        >
          <Icon name={busy === 'all' ? 'running' : 'fast'} size={14} />
          {busy === 'all' ? 'Running…' : 'Run to the end'}
        </button>
        <button
          type="button"
          className={`${button.button} ${button.quiet}`}
          aria-disabled={!started || undefined}
          onClick={() => {
            if (started || busy !== 'nothing') onStartOver();
          }}
        >
          <Icon name="restart" size={14} />
          Start over
        </button>
      </div>
      <div className={styles.row}>
        <LifetimeChoice
          value={state.lifetime}
          disabled={busy !== 'nothing' || run === null}
          onChange={onLifetime}
        />
        {run ? <ExpiryWatch flow={flow} run={run} onSelect={onSelect} onSay={onSay} /> : null}
      </div>
      {online ? null : (
        <p className={styles.note} role="alert">
          <Icon name="unreachable" size={14} />
          This device is offline. What you did is kept; the next step needs the network.
        </p>
      )}
      {note === null ? null : (
        <p className={styles.note} role="status">
          <Icon name="info" size={14} />
          {note}
        </p>
      )}
    </div>
  );
}

const useOnline = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      window.addEventListener('online', listener);
      window.addEventListener('offline', listener);
      return () => {
        window.removeEventListener('online', listener);
        window.removeEventListener('offline', listener);
      };
    },
    () => navigator.onLine,
    () => true,
  );
