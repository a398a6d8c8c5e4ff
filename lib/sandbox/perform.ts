/** Performs one step for real. It knows kinds of steps and no step by name, and it decides nothing about the run. */
import type {
  CalculationStep,
  IncomingRedirectStep,
  InteractionStep,
  OutgoingRedirectStep,
  RequestStep,
  Step,
  Tools,
} from '../flow/define.ts';
import { type Learned, learnFromRedirect, learnFromResponse } from '../flow/learn.ts';
import { toRequest, toUrl } from '../flow/to-request.ts';
import type { FlowValues, ValueKey } from '../flow/values.ts';
import { parseJsonObject } from '../oauth/jwt.ts';
import { failed, type Verdict } from '../oauth/verdict.ts';
import { type Exchange, header, type Redirect, type TraceEntry } from '../trace/model.ts';
import type { Outcome } from './machine.ts';
import type { Run } from './run.ts';
import type { Transport } from './transport.ts';

/** Every step but those that a person does at a page of the tenant. */
export type PerformableStep = Exclude<Step, InteractionStep>;

/**
 * Performs the step with the run's values and says what came of it. Never throws for anything that a server, a
 * network or a reader can cause; the caller has asked `startable` first.
 *
 * @param tools chance and time of the app, where they differ from the transport's
 */
export async function perform(
  step: PerformableStep,
  run: Run,
  transport: Transport,
  tools: Tools = transport,
  signal?: AbortSignal,
): Promise<Outcome> {
  switch (step.kind) {
    case 'calculation':
      return calculate(step, run, tools);
    case 'redirect':
      return step.direction === 'outgoing' ? sendOff(step, run, transport) : readReturn(step, run, transport);
    case 'request':
      return request(step, run, transport, signal);
  }
}

async function calculate(step: CalculationStep, run: Run, tools: Tools): Promise<Outcome> {
  const at = tools.now();
  const entry = (outputs: Partial<FlowValues>, verdicts: readonly Verdict[]): TraceEntry => ({
    kind: 'calculation',
    step: step.id,
    at,
    took: tools.now() - at,
    party: step.party,
    inputs: pick(run.values, step.needs),
    outputs: pick(outputs, step.yields),
    verdicts,
  });
  try {
    const { values, verdicts } = await step.calculate(run.values, tools);
    const no = failed(verdicts);
    return no
      ? { status: 'refused', entry: entry({}, verdicts), verdicts, ...inWords(no) }
      : { status: 'done', entry: entry(values, verdicts), learned: values, verdicts };
  } catch (error) {
    // Most likely WebCrypto is missing, as it is on plain http beyond loopback. A security property has no
    // fallback (RFC 7636 Section 4.2 has `plain`; nobody should want it), so the run stops here and says why.
    const description = error instanceof Error ? error.message : String(error);
    return {
      status: 'refused',
      entry: entry({}, []),
      verdicts: [],
      error: 'The calculation failed',
      description,
    };
  }
}

function sendOff(step: OutgoingRedirectStep, run: Run, transport: Transport): Outcome {
  const url = toUrl(step, run.values);
  const at = transport.now();
  const { id, from, to } = step;
  const entry: Redirect = { kind: 'redirect', step: id, at, took: 0, from, to, url, verdicts: [] };
  transport.open(url);
  return { status: 'done', entry, learned: {}, verdicts: [] };
}

function readReturn(step: IncomingRedirectStep, run: Run, transport: Transport): Outcome {
  const url = run.arrived;
  if (url === null)
    return { status: 'unreachable', entry: null, cause: 'The browser has not come back yet.' };
  const at = transport.now();
  const learned = learnFromRedirect(step, url, run.values);
  const { id, from, to } = step;
  const took = transport.now() - at;
  return judge(learned, { kind: 'redirect', step: id, at, took, from, to, url, verdicts: learned.verdicts });
}

async function request(
  step: RequestStep,
  run: Run,
  transport: Transport,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  const sent = await transport.send(toRequest(step, run.values), signal);
  const entry: Exchange = {
    kind: 'exchange',
    step: step.id,
    at: sent.at,
    took: sent.took,
    from: step.from,
    to: step.to,
    request: sent.request,
    response: sent.ok ? sent.response : null,
    ...(sent.ok ? {} : { failure: sent.cause }),
  };
  if (!sent.ok) return { status: 'unreachable', entry, cause: sent.cause };

  const { response } = sent;
  if (response.status >= 500 && parseJsonObject(response.body ?? '') === null) {
    // Not a word of the other party: a proxy before it, or a server that has just broken down.
    const type = header(response.headers, 'content-type') ?? 'no content type';
    const cause =
      `The answer was ${response.status} with ${type}, so something is broken at the server or before it. ` +
      'Wait a moment and do the step again.';
    return { status: 'unreachable', entry: { ...entry, failure: cause }, cause };
  }
  return judge(learnFromResponse(step, response, run.values), entry);
}

/** The other party's own no comes first, then the app's; only an answer without either is used. */
function judge({ values, error, verdicts }: Learned, entry: TraceEntry): Outcome {
  if (error) return { status: 'refused', entry, verdicts, ...error };
  const no = failed(verdicts);
  if (no) return { status: 'refused', entry, verdicts, ...inWords(no) };
  return { status: 'done', entry, learned: values, verdicts };
}

/** A failed check in the words of an error: what should have been true, and what was there instead. */
function inWords({ check, expected, actual, because }: Verdict): {
  error: string;
  description: string | null;
} {
  const found = [
    expected === undefined ? null : `expected ${expected}`,
    actual === undefined ? null : `got ${actual}`,
  ].filter((part) => part !== null);
  const sentences = [found.length > 0 ? `The app ${found.join(' and ')}.` : null, because ?? null];
  return {
    error: `Not so: ${check}`,
    description: sentences.filter((sentence) => sentence !== null).join(' ') || null,
  };
}

function pick(
  values: Readonly<Partial<FlowValues>>,
  keys: readonly ValueKey[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = values[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}
