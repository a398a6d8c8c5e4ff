import { describe, expect, test } from 'vitest';
import type { FlowValues } from '../flow/values.ts';
import type { HttpRequest, HttpResponse } from '../trace/model.ts';
import { createMemoryTransport, flow, json, parties } from './fixture.ts';
import { newRun } from './machine.ts';
import { type PerformableStep, perform } from './perform.ts';

const stepOf = (id: string): PerformableStep => {
  const step = flow.steps.find((s) => s.id === id);
  if (!step || step.kind === 'interaction') throw new Error(`${id} cannot be performed.`);
  return step;
};

const attempt = (
  id: string,
  answer: (request: HttpRequest) => HttpResponse | string = () => json(200, {}),
  values: Partial<FlowValues> = {},
  arrived: string | null = null,
) => {
  const transport = createMemoryTransport({ answer });
  const fresh = newRun(flow, parties);
  const run = { ...fresh, values: { ...fresh.values, ...values }, arrived };
  return { transport, outcome: perform(stepOf(id), run, transport) };
};

describe('request', () => {
  const tokens = { token_endpoint: 'http://tenant.test/token', code: 'c 1' };

  test('sends exactly what the definition says and learns what it yields', async () => {
    const { transport, outcome } = attempt(
      'exchange',
      () => json(200, { access_token: 'a', extra: 1 }),
      tokens,
    );
    expect(await outcome).toMatchObject({
      status: 'done',
      learned: { access_token: 'a' },
      entry: { kind: 'exchange', step: 'exchange', from: 'app', to: 'tenant', response: { status: 200 } },
    });
    expect(transport.sent).toEqual([
      {
        method: 'POST',
        url: 'http://tenant.test/token',
        headers: [['Content-Type', 'application/x-www-form-urlencoded']],
        body: 'code=c+1',
      },
    ]);
  });

  test('RFC 6749 Section 5.2: a refusal is kept in the server’s words', async () => {
    const body = { error: 'invalid_grant', error_description: 'Invalid authorization code' };
    expect(await attempt('exchange', () => json(403, body), tokens).outcome).toMatchObject({
      status: 'refused',
      error: 'invalid_grant',
      description: 'Invalid authorization code',
    });
  });

  test('RFC 6750 Section 3: a refusal by the API is read from WWW-Authenticate', async () => {
    const challenge = 'Bearer realm="api", error="invalid_token", error_description="The token expired"';
    const answer = {
      status: 401,
      statusText: '',
      headers: [['WWW-Authenticate', challenge]],
      body: '',
    } as const;
    expect(await attempt('call', () => answer, { access_token: 'a' }).outcome).toMatchObject({
      status: 'refused',
      error: 'invalid_token',
      description: 'The token expired',
    });
  });

  test('RFC 6749 Section 5.1: an answer without access_token is not used', async () => {
    expect(
      await attempt('exchange', () => json(200, { token_type: 'Bearer' }), tokens).outcome,
    ).toMatchObject({
      status: 'refused',
      error: 'Not so: access_token is there',
      description: 'The app expected access_token and got no such member. For tests.',
      verdicts: [{ verdict: 'fail' }],
    });
  });

  test('no answer is unreachable, and the trace has the request without a response', async () => {
    expect(await attempt('exchange', () => 'offline', tokens).outcome).toMatchObject({
      status: 'unreachable',
      cause: 'offline',
      entry: { kind: 'exchange', response: null, failure: 'offline' },
    });
  });

  test('a page of a broken proxy is not the server’s word', async () => {
    const headers = [['content-type', 'text/html']] as const;
    const answer = { status: 502, statusText: 'Bad Gateway', headers, body: '<html>' };
    const outcome = await attempt('exchange', () => answer, tokens).outcome;
    expect(outcome).toMatchObject({ status: 'unreachable', entry: { response: { status: 502 } } });
    expect(outcome).toHaveProperty('cause', expect.stringContaining('502 with text/html'));
  });

  test('a server error in JSON is the server’s word', async () => {
    const answer = json(503, { error: 'temporarily_unavailable' });
    expect(await attempt('exchange', () => answer, tokens).outcome).toMatchObject({
      status: 'refused',
      error: 'temporarily_unavailable',
    });
  });
});

describe('redirect', () => {
  test('outgoing: the browser tab is shown the very URL that the trace has', async () => {
    const values = { authorization_endpoint: 'http://tenant.test/authorize', state: 's' };
    const { transport, outcome } = attempt('send-off', undefined, values);
    const url = 'http://tenant.test/authorize?client_id=app&state=s';
    expect(await outcome).toMatchObject({ status: 'done', learned: {}, entry: { kind: 'redirect', url } });
    expect(transport.opened).toEqual([url]);
    expect(transport.sent).toEqual([]);
  });

  const callback = 'http://app.test/callback';
  const back = (url: string | null) => attempt('return', undefined, { state: 's' }, url).outcome;

  test('incoming: the code is learned when every check passes', async () => {
    expect(await back(`${callback}?code=c&state=s`)).toMatchObject({
      status: 'done',
      learned: { code: 'c' },
      verdicts: [{ verdict: 'pass' }],
    });
  });

  test('incoming: a failed check refuses it, and nothing is learned', async () => {
    const outcome = await back(`${callback}?code=c&state=other`);
    expect(outcome).toMatchObject({ status: 'refused', error: 'Not so: state is the one that was sent' });
    expect(outcome).not.toHaveProperty('learned');
  });

  test('RFC 6749 Section 4.1.2.1: an error is kept in the tenant’s words', async () => {
    expect(await back(`${callback}?error=access_denied&error_description=No+way&state=s`)).toMatchObject({
      status: 'refused',
      error: 'access_denied',
      description: 'No way',
    });
  });

  test('incoming: nothing to read before the browser is back', async () => {
    expect(await back(null)).toMatchObject({ status: 'unreachable', entry: null });
  });
});

describe('calculation', () => {
  test('is done with its inputs and outputs in the trace', async () => {
    expect(await attempt('draw').outcome).toMatchObject({
      status: 'done',
      learned: { state: 's0' },
      entry: { kind: 'calculation', party: 'app', inputs: {}, outputs: { state: 's0' } },
    });
  });

  const draw = stepOf('draw');
  const odd = (calculate: Extract<PerformableStep, { kind: 'calculation' }>['calculate']) => {
    if (draw.kind !== 'calculation') throw new Error('draw is a calculation');
    return perform({ ...draw, calculate }, newRun(flow, parties), createMemoryTransport());
  };

  test('a failed verdict refuses it, and no output is kept', async () => {
    const verdicts = [
      { check: 'it holds', verdict: 'fail', actual: 'nothing', because: 'Why.', spec: null },
    ] as const;
    expect(await odd(async () => ({ values: { state: 'x' }, verdicts }))).toMatchObject({
      status: 'refused',
      error: 'Not so: it holds',
      description: 'The app got nothing. Why.',
      entry: { outputs: {} },
    });
  });

  test('a browser without WebCrypto refuses it in words', async () => {
    const calculate = async () => {
      throw new TypeError('crypto.subtle is undefined');
    };
    expect(await odd(calculate)).toMatchObject({
      status: 'refused',
      error: 'The calculation failed',
      description: 'crypto.subtle is undefined',
    });
  });
});
