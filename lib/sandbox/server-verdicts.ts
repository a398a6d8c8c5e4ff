/** What the other side says it checked: the logs of our tenant and API, matched to the steps of a run. */
import { z } from 'zod';
import type { Step } from '../flow/define.ts';
import type { Verdict } from '../oauth/verdict.ts';
import { header, type TraceEntry } from '../trace/model.ts';
import type { Run } from './run.ts';
import { verdictSchema } from './run-schema.ts';
import type { Transport } from './transport.ts';

const logEntrySchema = z.looseObject({
  log_id: z.string(),
  date: z.string(),
  /** Auth0's code for what happened: `seacft`, `feacft`, `ferrt`, … */
  type: z.string(),
  description: z.string().default(''),
  pixy: z.looseObject({
    request_id: z.string().nullable().default(null),
    endpoint: z.string(),
    /** What the app was told, where the server told it anything. */
    public: z
      .looseObject({
        status: z.number(),
        error: z.string().nullable().default(null),
        error_description: z.string().nullable().default(null),
        provenance: z.string().nullable().default(null),
      })
      .nullable()
      .default(null),
    /** The private reason, which the app is not told. */
    reason: z.string().nullable().default(null),
    verdicts: z.array(verdictSchema).default([]),
  }),
});

const answerSchema = z.object({ logs: z.array(z.unknown()) });

/** A log entry in Auth0's shape, with what Pixy adds. Fields that are not named here are kept as they came. */
export type LogEntry = z.output<typeof logEntrySchema>;

export interface ServerCheck {
  readonly logs: readonly LogEntry[];
  /** The verdicts of those entries, in order. */
  readonly verdicts: readonly Verdict[];
}

export interface LogReader {
  /** What the server checked for the step's last entry in the trace; null when it keeps no logs for us. */
  readonly read: (step: Step, run: Run) => Promise<ServerCheck | null>;
}

/** Entries come 100 at a time; a run that has more than this many pages is not read to the end. */
const MOST_PAGES = 10;

/** A reader that remembers how far it has read, per server. */
export function createLogReader(transport: Transport): LogReader {
  const shelves = new Map<
    string,
    { entries: LogEntry[]; cursor: string | null; owners: Map<string, string> }
  >();

  const refresh = async (url: string) => {
    const shelf = shelves.get(url) ?? { entries: [], cursor: null, owners: new Map<string, string>() };
    shelves.set(url, shelf);
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = answerSchema.safeParse(await transport.readLogs(url, shelf.cursor));
      if (!answer.success || answer.data.logs.length === 0) break;
      const entries = answer.data.logs.flatMap((log) => {
        const parsed = logEntrySchema.safeParse(log);
        return parsed.success ? [parsed.data] : [];
      });
      // Two reads may overlap, and an entry must not count twice.
      const known = new Set(shelf.entries.map((entry) => entry.log_id));
      shelf.entries.push(...entries.filter((entry) => !known.has(entry.log_id)));
      const last = entries.at(-1);
      if (!last || last.log_id === shelf.cursor) break;
      shelf.cursor = last.log_id;
      if (answer.data.logs.length < 100) break;
    }
    return shelf;
  };

  return {
    async read(step, run) {
      const url = logsUrlOf(step, run);
      if (url === null) return null;
      const shelf = await refresh(url);
      const index = run.trace.findLastIndex((entry) => entry.step === step.id);
      const last = run.trace[index];
      const matches = matcher(step, run, last);
      // An entry that no request id names is found by its place, and belongs to whoever asked for it first.
      const owner = requestIdOf(last) === null ? `${step.id} ${index}` : null;
      const logs = shelf.entries.filter(
        (entry) => matches(entry) && (owner === null || (shelf.owners.get(entry.log_id) ?? owner) === owner),
      );
      if (owner !== null) for (const { log_id } of logs) shelf.owners.set(log_id, owner);
      return { logs, verdicts: logs.flatMap((entry) => entry.pixy.verdicts) };
    },
  };
}

function logsUrlOf(step: Step, run: Run): string | null {
  switch (step.kind) {
    case 'calculation':
      return null;
    case 'redirect':
      return step.direction === 'outgoing' ? run.parties.tenant.logs_url : null;
    case 'interaction':
      return run.parties.tenant.logs_url;
    case 'request':
      return step.to === 'api' ? run.parties.api.logs_url : run.parties.tenant.logs_url;
  }
}

/** The id that the server gave the request, where its answer shows it. */
function requestIdOf(entry: TraceEntry | undefined): string | null {
  if (entry?.kind !== 'exchange' || !entry.response) return null;
  const { headers } = entry.response;
  return header(headers, 'x-auth0-requestid') ?? header(headers, 'x-request-id') ?? null;
}

function matcher(step: Step, run: Run, last: TraceEntry | undefined): (entry: LogEntry) => boolean {
  const id = requestIdOf(last);
  if (id !== null) return ({ pixy }) => pixy.request_id === id;
  if (last?.kind === 'exchange') return isAt(last.request.url);
  if (step.kind === 'redirect') {
    const sent = run.trace.findLast(
      (entry) => entry.kind === 'redirect' && entry.step === step.id && entry.from === 'app',
    );
    return sent?.kind === 'redirect' ? isAt(sent.url) : () => false;
  }
  // The person's part: the pages of the tenant, which are nobody else's.
  return ({ pixy }) => pixy.endpoint.startsWith('/u/');
}

/**
 * Whether the entry is about the endpoint in the URL, or about a place below it, where a journey goes on after the
 * person's part. Endpoints in logs are paths below the issuer.
 */
const isAt =
  (url: string) =>
  ({ pixy }: LogEntry): boolean => {
    if (!URL.canParse(url)) return false;
    const { pathname } = new URL(url);
    const segments = pixy.endpoint.split('/').slice(1);
    return segments.some((_, index) => pathname.endsWith(`/${segments.slice(0, index + 1).join('/')}`));
  };
