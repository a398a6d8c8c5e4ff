'use client';

import { useId, useState } from 'react';
import { Icon } from '#components/ui/icon.tsx';
import type { Flow, StepId } from '#lib/flow/define.ts';
import type { StepRun } from '#lib/sandbox/run.ts';
import { reasonOf, StatusBadge } from './status.tsx';
import styles from './step-rail.module.css';

interface StepRailProps {
  readonly flow: Flow;
  readonly states: Readonly<Record<StepId, StepRun>>;
  /** The step that the page shows; null before the first. */
  readonly current: StepId | null;
  readonly hrefOf: (id: StepId) => string;
  readonly onSelect: (id: StepId) => void;
}

/** Every step with its status and, where that needs one, the reason: the diagram as a list. */
export function StepRail({ flow, states, current, hrefOf, onSelect }: StepRailProps) {
  const [open, setOpen] = useState(false);
  const listId = useId();
  const position = flow.steps.findIndex((step) => step.id === current) + 1;
  const done = flow.steps.filter((step) => states[step.id]?.status === 'done').length;
  return (
    <nav className={styles.rail} aria-label="Steps">
      <p className={styles.head}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          aria-controls={listId}
          onClick={() => setOpen(!open)}
        >
          <Icon name="down" size={14} />
          {open ? 'Hide the steps' : 'All steps'}
        </button>
        <span className={styles.position}>
          {position === 0 ? `${flow.steps.length} steps` : `Step ${position} of ${flow.steps.length}`}, {done}{' '}
          done
        </span>
      </p>
      <ol id={listId} className={styles.list} data-open={open || undefined}>
        {flow.steps.map((step, index) => {
          const state = states[step.id];
          const reason = state ? reasonOf(state) : null;
          return (
            <li key={step.id}>
              <a
                className={styles.step}
                href={hrefOf(step.id)}
                aria-current={step.id === current ? 'step' : undefined}
                title={reason ?? undefined}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
                  event.preventDefault();
                  setOpen(false);
                  onSelect(step.id);
                }}
              >
                <span className={styles.number}>{index + 1}</span>
                <span className={styles.title}>{step.title}</span>
                {state ? <StatusBadge status={state.status} iconOnly /> : null}
                {reason === null ? null : (
                  <span className={styles.reason} data-status={state?.status}>
                    {reason}
                  </span>
                )}
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
