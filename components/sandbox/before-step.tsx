'use client';

import { MessageView } from '#components/flow/message-view.tsx';
import { toRequestLines } from '#components/flow/pieces.ts';
import { UrlParts } from '#components/flow/url-parts.tsx';
import { ValuesTable } from '#components/flow/values-table.tsx';
import type { Flow, Step } from '#lib/flow/define.ts';
import { whoYields } from '#lib/flow/index.ts';
import { toPreview } from '#lib/flow/to-preview.ts';
import { toMessage } from '#lib/flow/to-request.ts';
import type { ValueKey } from '#lib/flow/values.ts';
import type { Run } from '#lib/sandbox/run.ts';
import { secretsOf } from './secrets.ts';
import styles from './step-card.module.css';

/** What the step is about to do, with the exact values where they are known and named holes where they are not. */
export function BeforeStep({
  flow,
  step,
  run,
}: {
  readonly flow: Flow;
  readonly step: Step;
  readonly run: Run;
}) {
  const isDone = (other: Step) => run.steps[other.id]?.status === 'done';
  switch (step.kind) {
    case 'request':
      return (
        <MessageView
          title="The next request, not sent yet"
          kind="preview"
          lines={toRequestLines(toMessage(toPreview(flow, step, run.values, isDone)))}
          secrets={secretsOf(run.values)}
        />
      );
    case 'redirect':
      return step.direction === 'outgoing' ? (
        <div className={styles.block}>
          <h3>The URL that the browser will open</h3>
          <UrlParts url={toMessage(toPreview(flow, step, run.values, isDone)).url} />
        </div>
      ) : (
        <ArrivedUrl arrived={run.arrived} />
      );
    case 'calculation':
      return (
        <ValuesTable
          title={step.needs.length === 0 ? 'Made from chance alone; it will give' : 'Made from'}
          values={(step.needs.length === 0 ? step.yields : step.needs).map((name) => ({
            name,
            value: step.needs.length === 0 ? null : (run.values[name] ?? null),
            hole: holeOf(flow, name, step),
          }))}
        />
      );
    case 'interaction':
      return null;
  }
}

function ArrivedUrl({ arrived }: { readonly arrived: string | null }) {
  return arrived === null ? null : (
    <div className={styles.block}>
      <h3>The URL that the browser brought back</h3>
      <UrlParts url={arrived} />
    </div>
  );
}

function holeOf(flow: Flow, key: ValueKey, step: Step): string {
  const origin = whoYields(flow, key, step.id);
  return origin ? `⟨${key} from “${origin.title}”⟩` : `⟨new ${key}⟩`;
}
