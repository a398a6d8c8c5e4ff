/** The shapes of runs and verdicts for zod: what comes out of storage or off the wire is believed only after this. */
import { z } from 'zod';
import { isSpecRef, type SpecRef } from '../oauth/spec.ts';
import type { Verdict } from '../oauth/verdict.ts';
import type { TraceEntry } from '../trace/model.ts';
import type { Run, StepRun } from './run.ts';

const text = z.string();
const time = z.number();

/** A section that this version does not list is no reason to drop what a server checked. */
const spec = z
  .unknown()
  .transform((value): SpecRef | null => (typeof value === 'string' && isSpecRef(value) ? value : null));

export const verdictSchema: z.ZodType<Verdict> = z.object({
  check: text,
  verdict: z.enum(['pass', 'fail', 'cannot-tell']),
  expected: z.exactOptional(text),
  actual: z.exactOptional(text),
  because: z.exactOptional(text),
  spec,
});

const verdicts = z.array(verdictSchema);
const party = z.enum(['person', 'app', 'browser', 'tenant', 'api']);
const headers = z.array(z.tuple([text, text]));
const texts = z.record(text, text);
const entry = { step: z.exactOptional(text), at: time, took: time };

const traceEntry: z.ZodType<TraceEntry> = z.discriminatedUnion('kind', [
  z.object({ ...entry, kind: z.literal('calculation'), party, inputs: texts, outputs: texts, verdicts }),
  z.object({
    ...entry,
    kind: z.literal('exchange'),
    from: party,
    to: party,
    request: z.object({ method: text, url: text, headers, body: text.nullable() }),
    response: z.object({ status: z.number(), statusText: text, headers, body: text.nullable() }).nullable(),
    failure: z.exactOptional(text),
  }),
  z.object({ ...entry, kind: z.literal('redirect'), from: party, to: party, url: text, verdicts }),
  z.object({ ...entry, kind: z.literal('interaction'), from: party, to: party }),
]);

const entries = z.array(z.int().nonnegative());

const stepRun: z.ZodType<StepRun> = z.discriminatedUnion('status', [
  z.object({ status: z.literal('locked'), because: text }),
  z.object({ status: z.literal('ready') }),
  z.object({ status: z.literal('running'), since: time }),
  z.object({ status: z.literal('done'), entries, verdicts }),
  z.object({
    status: z.literal('refused'),
    entries,
    verdicts,
    error: text,
    description: text.nullable(),
  }),
  z.object({ status: z.literal('unreachable'), entries, cause: text }),
  z.object({ status: z.literal('stale'), entries, verdicts, because: text }),
]);

const parties = z.object({
  tenant: z.object({ issuer: text, logs_url: text.nullable() }),
  app: z.object({
    client_id: text,
    redirect_uri: text,
    post_logout_redirect_uri: text,
    scope: text,
    audience: text,
  }),
  api: z.object({ url: text, logs_url: text.nullable() }),
});

export const runSchema: z.ZodType<Run> = z
  .object({
    version: z.literal(1),
    flow: text,
    parties,
    steps: z.record(text, stepRun),
    values: texts,
    arrived: text.nullable(),
    trace: z.array(traceEntry),
  })
  .refine(
    ({ steps, trace }) =>
      Object.values(steps).every(
        (step) => !('entries' in step) || step.entries.every((i) => i < trace.length),
      ),
    'a step points beyond the trace',
  );
