'use client';

import { useSyncExternalStore } from 'react';
import { type ParameterRow, ParameterTable } from '#components/flow/parameter-table.tsx';
import type { OutgoingRow, Step } from '#lib/flow/define.ts';
import type { FlowValues } from '#lib/flow/values.ts';
import type { Run } from '#lib/sandbox/run.ts';
import styles from './step-card.module.css';

/** What each part of the step's messages is for; folded away once there is something that happened to look at. */
export function StepFacts({
  step,
  run,
  open,
}: {
  readonly step: Step;
  readonly run: Run;
  readonly open: boolean;
}) {
  const isWide = useWide();
  if (step.kind === 'calculation' || step.kind === 'interaction') return null;
  const unfolded = open && isWide;
  return (
    // The key lets the new state decide again after the reader has opened or closed it.
    <details key={String(unfolded)} className={styles.facts} open={unfolded}>
      <summary>What each part is for</summary>
      <div>
        <Facts step={step} run={run} />
      </div>
    </details>
  );
}

function Facts({ step, run }: { readonly step: Step; readonly run: Run }) {
  switch (step.kind) {
    case 'calculation':
    case 'interaction':
      return null;
    case 'redirect':
      return (
        <ParameterTable
          caption="Parameters"
          rows={
            step.direction === 'outgoing'
              ? step.parameters.map((row) => outgoing(row, run.values))
              : step.parameters.map((fact) => ({ fact, value: null }))
          }
        />
      );
    case 'request':
      return (
        <>
          <ParameterTable
            caption={step.parameters.length === 0 ? 'Request headers' : 'Request parameters'}
            rows={[...step.headers, ...step.parameters].map((row) => outgoing(row, run.values))}
          />
          <ParameterTable
            caption="Members of the answer"
            rows={step.response.map((fact) => ({ fact, value: null }))}
          />
        </>
      );
  }
}

function outgoing(row: OutgoingRow, values: Readonly<Partial<FlowValues>>): ParameterRow {
  const value = 'literal' in row.value ? row.value.literal : (values[row.value.from] ?? null);
  return { fact: row, value };
}

/** On a narrow screen the table would stand between the button and the phone. */
const wide = '(min-width: 60rem)';

const useWide = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      const query = matchMedia(wide);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(wide).matches,
    () => true,
  );
