'use client';

import { CopyButton } from '#components/ui/copy-button.tsx';
import type { Flow } from '#lib/flow/define.ts';
import { stepById } from '#lib/flow/index.ts';
import type { Run } from '#lib/sandbox/run.ts';
import { secretsIn, withoutSecrets } from '#lib/trace/secrets.ts';
import { toTranscript } from '#lib/trace/transcript.ts';
import styles from './transcript.module.css';

/** Everything that was computed and sent so far, in order, as text without the secrets. */
export function Transcript({ flow, run }: { readonly flow: Flow; readonly run: Run }) {
  if (run.trace.length === 0) return null;
  const text = () =>
    withoutSecrets(
      toTranscript(run.trace, { titleOf: (id) => stepById(flow, id)?.title }),
      secretsIn(run.trace),
    );
  return (
    <details className={styles.transcript}>
      <summary>Transcript of the run: {run.trace.length} entries</summary>
      <div className={styles.copy}>
        <CopyButton label="Copy the transcript without secrets" text={text} />
      </div>
      <section className={styles.scroll} aria-label="Transcript of the run">
        <pre className={styles.text}>{text()}</pre>
      </section>
    </details>
  );
}
