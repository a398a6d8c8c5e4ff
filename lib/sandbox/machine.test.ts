import { describe, expect, test } from 'vitest';
import type { Flow } from '../flow/define.ts';
import type { FlowValues } from '../flow/values.ts';
import type { TraceEntry } from '../trace/model.ts';
import { flow, parties } from './fixture.ts';
import { advance, awaited, newRun, nextStep, type Outcome, type RunEvent, startable } from './machine.ts';
import type { Run } from './run.ts';

const exchange: TraceEntry = {
  kind: 'exchange',
  at: 0,
  took: 1,
  from: 'app',
  to: 'tenant',
  request: { method: 'GET', url: 'http://tenant.test/', headers: [], body: null },
  response: { status: 200, statusText: 'OK', headers: [], body: '{}' },
};
const outgoing: TraceEntry = {
  kind: 'redirect',
  at: 0,
  took: 0,
  from: 'app',
  to: 'tenant',
  url: 'http://tenant.test/authorize',
  verdicts: [],
};
const incoming: TraceEntry = {
  ...outgoing,
  from: 'tenant',
  to: 'app',
  url: 'http://app.test/callback?code=c1',
};

const done = (learned: Partial<FlowValues> = {}, entry: TraceEntry = exchange): Outcome => ({
  status: 'done',
  entry,
  learned,
  verdicts: [],
});
const refused: Outcome = {
  status: 'refused',
  entry: exchange,
  verdicts: [],
  error: 'invalid_grant',
  description: 'Invalid authorization code',
};

const through = (run: Run, ...events: RunEvent[]): Run =>
  events.reduce((state, event) => advance(flow, state, event), run);
const perform = (run: Run, step: string, outcome: Outcome): Run =>
  through(run, { type: 'started', step, at: 1 }, { type: 'finished', step, at: 2, outcome });

const start = newRun(flow, parties);
const sentOff = (run = start): Run => {
  let next = perform(
    run,
    'metadata',
    done({
      authorization_endpoint: 'http://tenant.test/authorize',
      token_endpoint: 'http://tenant.test/token',
    }),
  );
  next = perform(next, 'draw', done({ state: 's1' }));
  return perform(next, 'send-off', done({}, outgoing));
};
const callback = 'http://app.test/callback?code=c1&state=s1';
const arrived = (run = sentOff()): Run => through(run, { type: 'arrived', url: callback, at: 9 });
const withTokens = (run = arrived()): Run => {
  const next = perform(run, 'return', done({ code: 'c1' }, incoming));
  return perform(next, 'exchange', done({ access_token: 'a1', refresh_token: 'r1' }));
};
const complete = (): Run => {
  let run = perform(withTokens(), 'call', done());
  run = perform(run, 'renew', done({ access_token: 'a2' }));
  return perform(run, 'call-again', done());
};

const statuses = (run: Run) =>
  Object.fromEntries(flow.steps.map((step) => [step.id, run.steps[step.id]?.status]));

describe('a new run', () => {
  test('has only its first step ready, and every locked step says why', () => {
    expect(start.steps.metadata).toEqual({ status: 'ready' });
    expect(start.steps.draw).toEqual({ status: 'locked', because: '“Read the metadata” comes first.' });
    expect(start.steps.exchange).toEqual({
      status: 'locked',
      because: 'It needs token_endpoint, which comes from “Read the metadata”.',
    });
    expect(start.steps.call).toEqual({
      status: 'locked',
      because: 'It needs access_token, which comes from “Exchange the code”.',
    });
  });

  test('knows what the parties give and leaves an empty audience out', () => {
    expect(start.values).toEqual({
      issuer: 'http://tenant.test/',
      discovery_url: 'http://tenant.test/.well-known/openid-configuration',
      client_id: 'app',
      redirect_uri: 'http://app.test/callback',
      api_url: 'http://api.test/things',
    });
  });

  test('names the setting when a given value is missing', () => {
    const run = newRun(flow, { ...parties, app: { ...parties.app, client_id: '' } });
    expect(run.steps['send-off']).toMatchObject({ status: 'locked' });
    const ready = perform(
      perform(run, 'metadata', done({ authorization_endpoint: 'http://t.test/a', token_endpoint: 'x' })),
      'draw',
      done({ state: 's' }),
    );
    expect(ready.steps['send-off']).toEqual({
      status: 'locked',
      because: 'It needs client_id, which the settings leave empty.',
    });
  });
});

describe('one step after the other', () => {
  test('a run survives JSON at each of its states', () => {
    for (const run of [start, sentOff(), arrived(), withTokens(), complete()]) {
      expect(JSON.parse(JSON.stringify(run))).toEqual(run);
    }
  });

  test('sending the browser off makes the person’s part run and keeps the return locked', () => {
    const run = sentOff();
    expect(run.steps.page).toEqual({ status: 'running', since: 2 });
    expect(run.steps.return).toEqual({
      status: 'locked',
      because: 'It waits for the browser to come back to the app. What comes back is read once.',
    });
    expect(awaited(flow, run)).toMatchObject({
      step: { id: 'return' },
      address: 'http://app.test/callback',
    });
  });

  test('the arrival ends the person’s part and makes the return ready', () => {
    const run = arrived();
    expect(run.steps.page).toEqual({ status: 'done', entries: [3], verdicts: [] });
    expect(run.trace[3]).toEqual({
      kind: 'interaction',
      step: 'page',
      at: 2,
      took: 7,
      from: 'person',
      to: 'tenant',
    });
    expect(run.steps.return).toEqual({ status: 'ready' });
    expect(run.arrived).toBe(callback);
  });

  test('the callback URL is read once and then forgotten', () => {
    const run = perform(arrived(), 'return', done({ code: 'c1' }, incoming));
    expect(run.arrived).toBeNull();
    expect(run.values.code).toBe('c1');
    expect(startable(flow, run, 'return')).toEqual({
      ok: false,
      because: 'It waits for the browser to come back to the app. What comes back is read once.',
    });
  });

  test('a whole run ends with every step done and nothing next', () => {
    const run = complete();
    expect(new Set(Object.values(statuses(run)))).toEqual(new Set(['done']));
    expect(nextStep(flow, run)).toBeUndefined();
    expect(run.trace).toHaveLength(flow.steps.length);
  });
});

describe('what was not asked for changes nothing', () => {
  const cases: readonly [string, Run, RunEvent][] = [
    ['a locked step that is started', start, { type: 'started', step: 'exchange', at: 1 }],
    ['a step that does not exist', start, { type: 'started', step: 'nonsense', at: 1 }],
    ['the person’s part, which the app cannot do', sentOff(), { type: 'started', step: 'page', at: 1 }],
    ['a late answer', start, { type: 'finished', step: 'metadata', at: 1, outcome: done() }],
    ['a callback before the browser was sent off', start, { type: 'arrived', url: callback, at: 1 }],
    [
      'a callback at another address',
      sentOff(),
      { type: 'arrived', url: 'http://evil.test/callback', at: 1 },
    ],
    ['a second callback', arrived(), { type: 'arrived', url: `${callback}2`, at: 1 }],
    ['a callback after the code was read', withTokens(), { type: 'arrived', url: callback, at: 1 }],
    ['a closed tab that was never open', start, { type: 'closed', at: 1 }],
    ['verdicts on a step that did nothing', start, { type: 'checked', step: 'call', verdicts: [] }],
  ];
  test.each(cases)('%s', (_title, run, event) => {
    expect(advance(flow, run, event)).toBe(run);
  });

  test('a second step while one is running', () => {
    const run = through(withTokens(), { type: 'started', step: 'call', at: 1 });
    expect(startable(flow, run, 'exchange')).toEqual({
      ok: false,
      because: '“Call the API” is still running.',
    });
  });
});

describe('refused', () => {
  test('a refused request keeps the server’s words and lets the app go on', () => {
    const run = perform(withTokens(), 'call', refused);
    expect(run.steps.call).toEqual({
      status: 'refused',
      entries: [6],
      verdicts: [],
      error: 'invalid_grant',
      description: 'Invalid authorization code',
    });
    expect(run.steps.renew).toEqual({ status: 'ready' });
    expect(nextStep(flow, run)?.id).toBe('renew');
  });

  test('a refused request whose values are missing stops the run at that step', () => {
    const run = perform(perform(arrived(), 'return', done({ code: 'c1' }, incoming)), 'exchange', refused);
    expect(statuses(run)).toMatchObject({ exchange: 'refused', call: 'locked', renew: 'locked' });
    expect(nextStep(flow, run)?.id).toBe('exchange');
  });

  test('a refused calculation stops the run', () => {
    const run = perform(
      perform(start, 'metadata', done({ authorization_endpoint: 'x', token_endpoint: 'y' })),
      'draw',
      {
        ...refused,
      },
    );
    expect(run.steps['send-off']).toMatchObject({ status: 'locked' });
    const known = { ...run, values: { ...run.values, state: 'kept' } };
    expect(perform(known, 'draw', refused).steps['send-off']).toEqual({
      status: 'locked',
      because: '“Draw a state” was refused, and an app must stop there.',
    });
  });

  test('a refused return stops the run and forgets the URL', () => {
    const run = perform(arrived(), 'return', { ...refused, entry: incoming });
    expect(run.arrived).toBeNull();
    expect(run.steps.exchange).toMatchObject({ status: 'locked' });
  });

  test('a closed browser tab refuses the person’s part, and the app may begin again', () => {
    const run = through(sentOff(), { type: 'closed', at: 5 });
    expect(run.steps.page).toMatchObject({ status: 'refused', error: 'The browser tab was closed' });
    expect(through(run, { type: 'arrived', url: callback, at: 6 })).toBe(run);
    const again = perform(run, 'send-off', done({}, outgoing));
    expect(again.steps.page).toEqual({ status: 'running', since: 2 });
    expect(arrived(again).steps.return).toEqual({ status: 'ready' });
  });
});

test('unreachable: the cause is kept, the next step waits, and the step may be done again', () => {
  const cause = 'offline';
  const run = perform(withTokens(), 'call', { status: 'unreachable', entry: exchange, cause });
  expect(run.steps.call).toEqual({ status: 'unreachable', entries: [6], cause });
  expect(run.steps.renew).toEqual({ status: 'locked', because: '“Call the API” got no answer.' });
  expect(perform(run, 'call', done()).steps.call).toEqual({ status: 'done', entries: [6, 7], verdicts: [] });
});

describe('doing a step again', () => {
  test('new values make later steps that used them stale, and those that used what came of them', () => {
    const run = perform(complete(), 'draw', done({ state: 's2' }));
    expect(statuses(run)).toEqual({
      metadata: 'done',
      draw: 'done',
      'send-off': 'stale',
      page: 'stale',
      return: 'stale',
      exchange: 'stale',
      call: 'stale',
      renew: 'stale',
      'call-again': 'stale',
    });
    expect(run.steps['send-off']).toMatchObject({ because: 'state has changed since.' });
    expect(run.steps.page).toMatchObject({ because: '“Send the browser off” was done again since.' });
    expect(run.steps.exchange).toMatchObject({ because: 'code has changed since.' });
    expect(run.values).toMatchObject({ state: 's2', code: 'c1', access_token: 'a2' });
    expect(nextStep(flow, run)?.id).toBe('send-off');
  });

  test('the same values again make nothing stale', () => {
    const run = perform(complete(), 'draw', done({ state: 's1' }));
    expect(new Set(Object.values(statuses(run)))).toEqual(new Set(['done']));
  });

  test('an earlier step is not touched by what a later one learns', () => {
    const run = perform(complete(), 'renew', done({ access_token: 'a3' }));
    expect(statuses(run)).toMatchObject({ call: 'done', renew: 'done', 'call-again': 'stale' });
  });

  test('a used code can be sent again, and a refusal leaves the values as they are', () => {
    const run = perform(complete(), 'exchange', refused);
    expect(run.steps.exchange).toMatchObject({ status: 'refused', entries: [5, 9] });
    expect(run.values.access_token).toBe('a2');
    expect(run.steps.call).toMatchObject({ status: 'done' });
  });

  test('sending the browser off again drops a return that was not read', () => {
    const run = perform(arrived(), 'send-off', done({}, outgoing));
    expect(run.arrived).toBeNull();
    expect(statuses(run)).toMatchObject({ page: 'running', return: 'locked' });
  });

  test('what is out of date still lets a step begin that was never done: the other side decides', () => {
    const read = perform(arrived(), 'return', done({ code: 'c1' }, incoming));
    const run = perform(read, 'draw', done({ state: 's2' }));
    expect(statuses(run)).toMatchObject({ 'send-off': 'stale', return: 'stale', exchange: 'ready' });
    expect(nextStep(flow, run)?.id).toBe('send-off');
  });

  test('what was refused is not out of date: it may be tried with the new values', () => {
    const run = perform(perform(withTokens(), 'call', refused), 'exchange', done({ access_token: 'a9' }));
    expect(run.steps.call).toEqual({ status: 'ready' });
    expect(run.steps.renew).toEqual({ status: 'locked', because: '“Call the API” comes first.' });
  });

  test('a refused check blocks until it is passed, whatever changes before it', () => {
    const base = { ...withTokens(), values: { ...withTokens().values, state: 's1' } };
    const run = perform(perform(base, 'draw', refused), 'metadata', done({ token_endpoint: 'new' }));
    expect(run.steps.draw).toMatchObject({ status: 'refused' });
    const closed = through(sentOff(), { type: 'closed', at: 5 });
    const changed = perform(closed, 'draw', done({ state: 's2' }));
    expect(changed.steps.page).toMatchObject({ status: 'refused' });
    expect(changed.steps.return).toMatchObject({ status: 'locked' });
  });

  test('a stale step can be done at once with the values of today', () => {
    const run = perform(complete(), 'draw', done({ state: 's2' }));
    expect(startable(flow, run, 'exchange')).toEqual({ ok: true });
    expect(perform(run, 'exchange', refused).steps.exchange).toMatchObject({ status: 'refused' });
  });
});

test('settings-changed: what was done from there on is stale, and given values follow the parties', () => {
  const because = 'The audience was changed.';
  const changed = { ...parties, app: { ...parties.app, audience: 'https://other.example/' } };
  const run = through(complete(), { type: 'settings-changed', first: 'send-off', because, parties: changed });
  expect(statuses(run)).toMatchObject({ metadata: 'done', draw: 'done', 'send-off': 'stale', call: 'stale' });
  expect(run.steps.call).toMatchObject({ because });
  expect(run.values).toMatchObject({ audience: 'https://other.example/', state: 's1' });
  const without = through(run, { type: 'settings-changed', first: 'send-off', because, parties });
  expect(without.values).not.toHaveProperty('audience');
});

test('checked: what the server says joins what the app found, and a check is named once', () => {
  const own = { check: 'own', verdict: 'pass', spec: null } as const;
  const run = perform(withTokens(), 'call', { ...done(), verdicts: [own] } as Outcome);
  const theirs = { check: 'theirs', verdict: 'pass', spec: null } as const;
  const event: RunEvent = { type: 'checked', step: 'call', verdicts: [theirs] };
  expect(through(run, event, event).steps.call).toMatchObject({ verdicts: [theirs, own] });
});

test('reset: as new, whatever had happened', () => {
  expect(through(complete(), { type: 'reset' })).toEqual(start);
});

describe('restored', () => {
  test('a request that was under way is unreachable, because its fate is unknown', () => {
    const run = through(withTokens(), { type: 'started', step: 'call', at: 1 }, { type: 'restored' });
    expect(run.steps.call).toEqual({
      status: 'unreachable',
      entries: [],
      cause: 'The page was reloaded before the answer came. Whether the request was served is not known.',
    });
  });

  test('a calculation that was under way is ready', () => {
    const base = perform(start, 'metadata', done({ authorization_endpoint: 'x', token_endpoint: 'y' }));
    const run = through(base, { type: 'started', step: 'draw', at: 1 }, { type: 'restored' });
    expect(run.steps.draw).toEqual({ status: 'ready' });
  });

  test('the login goes on', () => {
    expect(through(sentOff(), { type: 'restored' })).toEqual(sentOff());
  });
});

describe('a journey whose return is the whole answer', () => {
  const there: Flow = {
    ...flow,
    given: [...flow.given, 'post_logout_redirect_uri'],
    steps: [
      {
        id: 'leave',
        title: 'Leave',
        summary: '',
        specs: ['OIDC-RPInitiated-2'],
        kind: 'redirect',
        direction: 'outgoing',
        from: 'app',
        to: 'tenant',
        endpoint: 'issuer',
        parameters: [],
        returns: 'post_logout_redirect_uri',
      },
      ...flow.steps,
    ],
  };
  const go = (run: Run, ...events: RunEvent[]) =>
    events.reduce((state, event) => advance(there, state, event), run);
  const begun = go(
    newRun(there, parties),
    { type: 'started', step: 'leave', at: 1 },
    { type: 'finished', step: 'leave', at: 2, outcome: done({}, outgoing) },
  );
  const back = 'http://app.test/callback/logout';

  test('runs until the browser is back', () => {
    expect(begun.steps.leave).toEqual({ status: 'running', since: 2 });
    expect(begun.steps.metadata).toEqual({
      status: 'locked',
      because: '“Leave” goes on until the browser is back.',
    });
    const run = go(begun, { type: 'arrived', url: back, at: 5 });
    expect(run.steps.leave).toEqual({ status: 'done', entries: [0, 1], verdicts: [] });
    expect(run.trace[1]).toMatchObject({ kind: 'redirect', from: 'tenant', to: 'app', url: back });
    expect(run.arrived).toBeNull();
    expect(run.steps.metadata).toEqual({ status: 'ready' });
  });

  test('takes nothing at another address, and nothing twice', () => {
    expect(go(begun, { type: 'arrived', url: 'http://app.test/callback?code=c', at: 5 })).toBe(begun);
    const run = go(begun, { type: 'arrived', url: back, at: 5 });
    expect(go(run, { type: 'arrived', url: back, at: 6 })).toBe(run);
  });

  test('goes on over a reload, and the tab may be opened again', () => {
    expect(go(begun, { type: 'restored' })).toEqual(begun);
    expect(startable(there, begun, 'leave')).toEqual({ ok: true });
    const again = go(
      begun,
      { type: 'started', step: 'leave', at: 7 },
      { type: 'finished', step: 'leave', at: 8, outcome: done({}, outgoing) },
    );
    expect(go(again, { type: 'arrived', url: back, at: 9 }).steps.leave).toMatchObject({ status: 'done' });
  });

  test('ends when the person closes the tab', () => {
    expect(go(begun, { type: 'closed', at: 5 }).steps.leave).toMatchObject({ status: 'refused' });
  });
});
