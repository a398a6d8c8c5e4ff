'use client';

import { MessageView } from '#components/flow/message-view.tsx';
import { toRequestLines, toResponseLines } from '#components/flow/pieces.ts';
import { TokenView } from '#components/flow/token-view.tsx';
import { UrlParts } from '#components/flow/url-parts.tsx';
import { ValuesTable } from '#components/flow/values-table.tsx';
import { VerdictList } from '#components/flow/verdict-list.tsx';
import type { Step } from '#lib/flow/define.ts';
import { decodeToken, parseJsonObject } from '#lib/oauth/jwt.ts';
import type { Run, StepRun } from '#lib/sandbox/run.ts';
import type { TraceEntry } from '#lib/trace/model.ts';
import { secretsOf } from './secrets.ts';
import { type ServerReport, ServerReportView } from './server-report.tsx';
import styles from './step-card.module.css';

interface RecordedStepProps {
  readonly step: Step;
  readonly run: Run;
  readonly state: StepRun;
  readonly report: ServerReport | null;
}

/** What did happen, as it was recorded: the newest attempt in full, earlier ones by their outcome. */
export function RecordedStep({ step, run, state, report }: RecordedStepProps) {
  if (!('entries' in state)) return null;
  const entries = state.entries.flatMap((index) => run.trace[index] ?? []);
  const entry = entries.at(-1);
  // A journey that comes back to the same step has two ends.
  const before = entries.at(-2);
  const departure =
    entry?.kind === 'redirect' && entry.from !== 'app' && before?.kind === 'redirect' && before.from === 'app'
      ? before
      : undefined;
  const earlier = entries.slice(0, departure ? -2 : -1);
  const verdicts = 'verdicts' in state ? state.verdicts : [];
  // Where the server showed its log, its checks and the app's own are two lists.
  const logged = new Set(report?.flatMap(({ pixy }) => pixy.verdicts.map(({ check }) => check)) ?? []);
  const theirs = verdicts.filter(({ check }) => logged.has(check));
  const ours = verdicts.filter(({ check }) => !logged.has(check));
  const server = step.kind === 'request' && step.to === 'api' ? 'API' : 'tenant';
  const byApp = step.kind === 'calculation' || (step.kind === 'redirect' && step.direction === 'incoming');
  return (
    <>
      {departure ? <EntryView run={run} entry={departure} /> : null}
      {entry ? <EntryView run={run} entry={entry} /> : null}
      {entry ? <Tokens step={step} run={run} entry={entry} /> : null}
      <VerdictList title={`What the ${server} checked`} verdicts={theirs} />
      {report && report.length > 0 ? <ServerReportView report={report} /> : null}
      <VerdictList
        title={byApp || theirs.length > 0 ? 'What the app checked' : 'What was checked'}
        verdicts={ours}
      />
      {earlier.length > 0 ? <EarlierAttempts entries={earlier} /> : null}
    </>
  );
}

function EntryView({ run, entry }: { readonly run: Run; readonly entry: TraceEntry }) {
  switch (entry.kind) {
    case 'exchange': {
      const secrets = [...secretsOf(run.values), ...secretsIn(entry.response?.body ?? null)];
      return (
        <>
          <MessageView
            title="Request"
            kind="request"
            note="as it was sent; the browser adds headers of its own"
            lines={toRequestLines(entry.request)}
            secrets={secrets}
          />
          {entry.response ? (
            <MessageView
              title="Response"
              kind="response"
              note={`${entry.response.status} after ${entry.took} ms; the headers that a page may read`}
              lines={toResponseLines(entry.response)}
              secrets={secrets}
            />
          ) : null}
        </>
      );
    }
    case 'redirect':
      return (
        <div className={styles.block}>
          <h4>{entry.from === 'app' ? 'The URL that the browser opened' : 'The URL that arrived'}</h4>
          <UrlParts url={entry.url} />
        </div>
      );
    case 'calculation':
      return (
        <>
          <ValuesTable title="From" values={toRows(entry.inputs)} />
          <ValuesTable title="To" values={toRows(entry.outputs)} />
        </>
      );
    case 'interaction':
      return (
        <p className={styles.waited}>
          {entry.to === 'app'
            ? 'The person closed the browser tab.'
            : `The person was at the tenant’s page for ${Math.max(1, Math.round(entry.took / 1000))} s. What they typed there went to the tenant alone.`}
        </p>
      );
  }
}

const toRows = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

/** The tokens in the answer, under their names on the wire. */
function tokensIn(body: string | null): ReadonlyArray<readonly [name: string, token: string]> {
  const members = parseJsonObject(body ?? '');
  return ['access_token', 'id_token', 'refresh_token'].flatMap((name) => {
    const token = members?.[name];
    return typeof token === 'string' ? [[name, token] as const] : [];
  });
}

const secretsIn = (body: string | null): readonly string[] => tokensIn(body).map(([, token]) => token);

function Tokens({
  step,
  run,
  entry,
}: {
  readonly step: Step;
  readonly run: Run;
  readonly entry: TraceEntry;
}) {
  const tokens =
    entry.kind === 'exchange'
      ? tokensIn(entry.response?.body ?? null)
      : entry.kind === 'calculation' && step.kind === 'calculation'
        ? Object.entries(entry.inputs).filter(([, value]) => decodeToken(value).kind === 'jws')
        : [];
  if (tokens.length === 0) return null;
  return (
    <section className={styles.tokens} aria-label="Tokens, decoded">
      <h3>Tokens, decoded</h3>
      {tokens.map(([name, token]) => (
        <TokenView key={`${name} ${token}`} name={name} token={token} jwks={run.values.jwks ?? null} />
      ))}
    </section>
  );
}

function EarlierAttempts({ entries }: { readonly entries: readonly TraceEntry[] }) {
  return (
    <details className={styles.earlier}>
      <summary>{entries.length === 1 ? 'One earlier attempt' : `${entries.length} earlier attempts`}</summary>
      <ol>
        {entries.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a record; it grows at its end only.
          <li key={index}>
            {new Date(entry.at).toLocaleTimeString()}: {outcomeOf(entry)}
          </li>
        ))}
      </ol>
    </details>
  );
}

function outcomeOf(entry: TraceEntry): string {
  switch (entry.kind) {
    case 'exchange':
      return entry.response ? `${entry.response.status} ${entry.response.statusText}`.trim() : 'no answer';
    case 'redirect':
      return entry.from === 'app' ? 'sent' : 'arrived';
    case 'calculation':
      return 'calculated';
    case 'interaction':
      return entry.to === 'app' ? 'closed by the person' : 'came back';
  }
}
