/** What a step makes of the answer: the values that later steps may use, and whether it may use them at all. */
import { parseJsonObject } from '../oauth/jwt.ts';
import { parametersOf } from '../oauth/redirect-uri.ts';
import { failed, type Verdict } from '../oauth/verdict.ts';
import { parseWwwAuthenticate } from '../oauth/www-authenticate.ts';
import { type HttpResponse, header } from '../trace/model.ts';
import type { IncomingRedirectStep, IncomingRow, RequestStep } from './define.ts';
import type { FlowValues } from './values.ts';

type Values = Readonly<Partial<FlowValues>>;

/** The other party's own no: `error` and `error_description` exactly as received. */
export interface ReceivedError {
  readonly error: string;
  readonly description: string | null;
}

export interface Learned {
  /** Empty when there was an error, a missing member or a failed check: nothing of such an answer is used. */
  readonly values: Values;
  /** REQUIRED members that the answer does not have. */
  readonly missing: readonly string[];
  /** What the other party said, or null where it said yes. */
  readonly error: ReceivedError | null;
  /** What the app checked. */
  readonly verdicts: readonly Verdict[];
}

/** Reads the URL that the browser brought back. */
export function learnFromRedirect(step: IncomingRedirectStep, url: string, values: Values): Learned {
  const verdicts = step.check(url, values);
  const parameters = parametersOf(url);
  const error = parameters.get('error');
  const members = Object.fromEntries(parameters);
  return {
    values: error === null && !failed(verdicts) ? yielded(step.parameters, members) : {},
    missing: error === null ? missingFrom(step.parameters, members) : [],
    error: error === null ? null : { error, description: parameters.get('error_description') },
    verdicts,
  };
}

/**
 * Reads the answer to a request. A status beyond 2xx is an error, whatever the body says. A 2xx answer must be a JSON
 * object, unless the step expects nothing of it (RFC 7009 Section 2.2: an empty answer to a revocation).
 */
export function learnFromResponse(step: RequestStep, response: HttpResponse, values: Values): Learned {
  const nothing = { values: {}, missing: [], verdicts: [] };
  if (response.status < 200 || response.status > 299) return { ...nothing, error: errorOf(response) };
  if (step.response.length === 0 && step.yields === undefined) return { ...nothing, error: null };

  const text = response.body ?? '';
  const members = parseJsonObject(text);
  if (members === null) return { ...nothing, error: null, verdicts: [notJson] };
  const missing = missingFrom(step.response, members);
  const verdicts = [
    ...step.response.filter(({ name }) => missing.includes(name)).map(isMissing),
    ...(step.check?.(members, values) ?? []),
  ];
  if (failed(verdicts)) return { values: {}, missing, error: null, verdicts };
  const whole = step.yields === undefined ? {} : { [step.yields]: text };
  return { values: { ...yielded(step.response, members), ...whole }, missing, error: null, verdicts };
}

/** RFC 6749 Section 5.2 in the body, RFC 6750 Section 3 in the header, or else the status alone. */
export function errorOf(response: HttpResponse): ReceivedError {
  const members = parseJsonObject(response.body ?? '');
  if (typeof members?.error === 'string' && members.error !== '') {
    const { error, error_description: description } = members;
    return { error, description: typeof description === 'string' ? description : null };
  }
  const challenges = parseWwwAuthenticate(header(response.headers, 'www-authenticate') ?? '') ?? [];
  const bearer = challenges.find(({ scheme }) => scheme.toLowerCase() === 'bearer')?.parameters;
  const error = bearer?.get('error');
  if (error) return { error, description: bearer?.get('error_description') ?? null };
  return { error: `${response.status} ${response.statusText}`.trim(), description: null };
}

const notJson: Verdict = {
  check: 'The answer is a JSON object',
  verdict: 'fail',
  expected: 'a JSON object',
  actual: 'something else',
  because: 'Perhaps the address is that of a page and not of an endpoint.',
  spec: 'RFC6749-5.1',
};

const isMissing = (row: IncomingRow): Verdict => ({
  check: `${row.name} is there`,
  verdict: 'fail',
  expected: row.name,
  actual: 'no such member',
  because: row.meaning,
  spec: row.spec,
});

type Members = Readonly<Record<string, unknown>>;

/** The member if the object itself has it, and not what every object inherits. */
const own = (members: Members, name: string): unknown =>
  Object.hasOwn(members, name) ? members[name] : undefined;

function missingFrom(rows: readonly IncomingRow[], members: Members): string[] {
  return rows
    .filter(
      (row) =>
        row.requirement === 'REQUIRED' && ['', null, undefined].includes(own(members, row.name) as null),
    )
    .map((row) => row.name);
}

/** Values are text, as on the wire; a member that is an object or a list is no value of its own. */
function yielded(rows: readonly IncomingRow[], members: Members): Values {
  const values: Partial<FlowValues> = {};
  for (const row of rows) {
    const member = own(members, row.name);
    if (row.yields && member !== '' && ['string', 'number', 'boolean'].includes(typeof member)) {
      values[row.yields] = String(member);
    }
  }
  return values;
}
