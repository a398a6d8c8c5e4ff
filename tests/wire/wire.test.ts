/**
 * Every message of the flow against its witness, written by hand from the specifications and from what Auth0 sends.
 * The flow is walked in order: a step gets the values that the witnesses before it have brought, and no others.
 */
import { describe, expect, it } from 'vitest';
import type { Step } from '#lib/flow/define.ts';
import { authorizationCodePkce } from '#lib/flow/index.ts';
import { learnFromRedirect, learnFromResponse } from '#lib/flow/learn.ts';
import { toRequest, toUrl } from '#lib/flow/to-request.ts';
import type { FlowValues } from '#lib/flow/values.ts';
import { failed } from '#lib/oauth/verdict.ts';
import { parseRequest, parseResponse, requestToText, responseToText } from '#lib/trace/http-text.ts';
import { header } from '#lib/trace/model.ts';
import { fixedRandom, given, now, parseValues, readWitness, witnesses } from './witness.ts';

const { steps } = authorizationCodePkce;
const idsOf = (...kinds: readonly Step['kind'][]) =>
  steps
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ id }) => id)
    .sort();

/** A witness that does not parse is a mistake in the witness. */
function parsed<T>(result: { ok: true; value: T } | { ok: false; because: string }): T {
  if (!result.ok) throw new Error(result.because);
  return result.value;
}

const section = (id: string, name: 'request' | 'response'): string => {
  const text = readWitness(id, 'http').get(name);
  if (text === undefined) throw new Error(`tests/wire/${id}.http has no “### ${name}”.`);
  return text;
};

/** What the app knows after the steps before `id`, as the witnesses tell it. */
function valuesBefore(id: string): Partial<FlowValues> {
  const values = { ...given };
  for (const step of steps.slice(
    0,
    steps.findIndex((each) => each.id === id),
  )) {
    if (step.kind === 'calculation') {
      Object.assign(values, parseValues(readWitness(step.id, 'values').get('out') ?? ''));
    } else if (step.kind === 'request') {
      Object.assign(
        values,
        learnFromResponse(step, parsed(parseResponse(section(step.id, 'response'))), values).values,
      );
    } else if (step.kind === 'redirect' && step.direction === 'incoming') {
      const location = header(parsed(parseResponse(section(step.id, 'response'))).headers, 'location') ?? '';
      Object.assign(values, learnFromRedirect(step, location, values).values);
    }
  }
  return values;
}

describe('the witnesses', () => {
  it('has one for every message, and none is left over', () => {
    expect(witnesses('http')).toEqual(idsOf('request', 'redirect'));
  });

  it('has one for every calculation, and none is left over', () => {
    expect(witnesses('values')).toEqual(idsOf('calculation'));
  });

  it.each(witnesses('http'))('%s.http reads back as it is written', (id) => {
    const { request, response } = Object.fromEntries(readWitness(id, 'http'));
    if (request !== undefined) expect(requestToText(parsed(parseRequest(request)))).toBe(request);
    if (response !== undefined) expect(responseToText(parsed(parseResponse(response)))).toBe(response);
    expect(request ?? response).toBeDefined();
  });
});

describe.each(steps.filter((step) => step.kind === 'request'))('$id', (step) => {
  it('sends the request of its witness, to the byte', () => {
    const request = toRequest(step, valuesBefore(step.id));
    expect(requestToText(request)).toBe(section(step.id, 'request'));
    expect(request).toEqual(parsed(parseRequest(section(step.id, 'request'))));
  });

  it('accepts the response of its witness and describes what it takes from it', () => {
    const response = parsed(parseResponse(section(step.id, 'response')));
    const learned = learnFromResponse(step, response, valuesBefore(step.id));
    expect({ error: learned.error, missing: learned.missing, failed: failed(learned.verdicts) }).toEqual({
      error: null,
      missing: [],
      failed: undefined,
    });
    const members: Record<string, unknown> = response.body ? JSON.parse(response.body) : {};
    const taken = step.response.filter(({ yields, name }) => yields && name in members);
    const expected = Object.fromEntries(
      taken.map(({ yields = 'code', name }) => [yields, String(members[name])]),
    );
    if (step.yields) expected[step.yields] = response.body ?? '';
    expect(learned.values).toEqual(expected);
  });
});

const redirects = steps.filter((step) => step.kind === 'redirect');

describe.each(redirects.filter((step) => step.direction === 'outgoing'))('$id', (step) => {
  it('sends the browser to the URL of its witness, to the byte', () => {
    const { url } = parsed(parseRequest(section(step.id, 'request')));
    expect(toUrl(step, valuesBefore(step.id))).toBe(url);
  });
});

describe.each(redirects.filter((step) => step.direction === 'incoming'))('$id', (step) => {
  const location = header(parsed(parseResponse(section(step.id, 'response'))).headers, 'location') ?? '';

  it('takes the code from the URL of its witness', () => {
    const learned = learnFromRedirect(step, location, valuesBefore(step.id));
    expect(failed(learned.verdicts)).toBeUndefined();
    expect(learned).toMatchObject({ error: null, missing: [], values: { code: 'SplxlOBeZQQYbYS6WxSbIA' } });
  });

  it('describes every parameter of its witness', () => {
    const names = [...new URL(location).searchParams.keys()];
    expect(step.parameters.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  });
});

describe.each(steps.filter((step) => step.kind === 'calculation'))('$id', (step) => {
  it('makes the values of its witness', async () => {
    const witness = readWitness(step.id, 'values');
    const inputs = parseValues(witness.get('in') ?? '');
    expect(Object.keys(inputs).sort()).toEqual([...step.needs].sort());
    const random = fixedRandom();
    const { values, verdicts } = await step.calculate(inputs, { random, now: () => now });
    expect(values).toEqual(parseValues(witness.get('out') ?? ''));
    expect(Object.keys(values).sort()).toEqual([...step.yields].sort());
    expect(verdicts.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  });

  it('needs what the steps before it have brought, as its witness says', () => {
    expect(valuesBefore(step.id)).toMatchObject(parseValues(readWitness(step.id, 'values').get('in') ?? ''));
  });
});
