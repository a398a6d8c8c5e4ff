import { describe, expect, test } from 'vitest';
import type { HttpRequest, HttpResponse } from '../trace/model.ts';
import { createMemoryTransport, flow, json, parties } from './fixture.ts';
import { newRun } from './machine.ts';
import { createStore, type Driver, performStep, runToEnd } from './run-to-end.ts';
import { createLogReader } from './server-verdicts.ts';

const metadata = {
  authorization_endpoint: 'http://tenant.test/authorize',
  token_endpoint: 'http://tenant.test/token',
};
const good = ({ url, body }: HttpRequest): HttpResponse => {
  if (url.endsWith('/openid-configuration')) return json(200, metadata);
  if (url.endsWith('/token')) return json(200, { access_token: `for ${body}`, refresh_token: 'r' });
  return json(200, []);
};

const driver = (
  answer: (request: HttpRequest) => HttpResponse | string = good,
): Driver & { comeBack: () => void } => {
  const transport = createMemoryTransport({ answer });
  const store = createStore(flow, newRun(flow, parties));
  const comeBack = () => {
    const state = new URL(transport.opened.at(-1) ?? '').searchParams.get('state');
    store.dispatch({ type: 'arrived', url: `http://app.test/callback?code=c&state=${state}`, at: 1 });
  };
  return { flow, store, transport, comeBack };
};

const never = new AbortController().signal;

test('performs every step in order, with the person’s part left to the caller', async () => {
  const live = driver();
  const asked: string[] = [];
  const signIn = async (step: { id: string }) => {
    asked.push(step.id);
    setTimeout(live.comeBack, 20);
  };
  expect(await runToEnd(live, { signIn, signal: never })).toEqual({ ended: 'complete' });
  expect(asked).toEqual(['page']);
  const statuses = Object.values(live.store.get().steps).map(({ status }) => status);
  expect(statuses).toEqual(flow.steps.map(() => 'done'));
});

describe('stops at the first step that does not succeed', () => {
  test('refused, in the server’s words', async () => {
    const live = driver((request) =>
      request.url.endsWith('/token')
        ? json(403, { error: 'invalid_grant', error_description: 'No.' })
        : good(request),
    );
    const signIn = async () => live.comeBack();
    expect(await runToEnd(live, { signIn, signal: never })).toEqual({
      ended: 'stopped',
      step: 'exchange',
      because: 'invalid_grant: No.',
    });
    expect(live.store.get().steps.call).toMatchObject({ status: 'locked' });
  });

  test('no answer', async () => {
    const live = driver(() => 'offline');
    const signIn = async () => {};
    expect(await runToEnd(live, { signIn, signal: never })).toEqual({
      ended: 'stopped',
      step: 'metadata',
      because: 'offline',
    });
  });

  test('a person who closes the tab', async () => {
    const live = driver();
    const signIn = async () => live.store.dispatch({ type: 'closed', at: 1 });
    expect(await runToEnd(live, { signIn, signal: never })).toMatchObject({
      ended: 'stopped',
      step: 'page',
      because: expect.stringContaining('The browser tab was closed'),
    });
  });

  test('a page that cannot be filled in', async () => {
    const signIn = async () => {
      throw new Error('The login page has no password field.');
    };
    expect(await runToEnd(driver(), { signIn, signal: never })).toEqual({
      ended: 'stopped',
      step: 'page',
      because: 'The login page has no password field.',
    });
  });
});

test('goes past a refused call when the reader asks again', async () => {
  const live = driver((request) =>
    request.url.endsWith('/things') && !String(request.headers).includes('refresh')
      ? json(401, {})
      : good(request),
  );
  const signIn = async () => live.comeBack();
  expect(await runToEnd(live, { signIn, signal: never })).toMatchObject({ ended: 'stopped', step: 'call' });
  expect(await runToEnd(live, { signIn, signal: never })).toEqual({ ended: 'complete' });
  expect(live.store.get().steps.call).toMatchObject({ status: 'refused' });
});

test('aborting while the person is at work ends it and leaves the login open', async () => {
  const live = driver();
  const controller = new AbortController();
  const signIn = async () => void setTimeout(() => controller.abort(), 20);
  expect(await runToEnd(live, { signIn, signal: controller.signal })).toEqual({ ended: 'aborted' });
  expect(live.store.get().steps.page).toMatchObject({ status: 'running' });
});

test('what the server checked is read after a request', async () => {
  const log = {
    log_id: '1',
    date: '',
    type: 'sapi',
    pixy: { request_id: 'a', endpoint: '/', verdicts: [{ check: 'theirs', verdict: 'pass', spec: null }] },
  };
  const transport = createMemoryTransport({
    answer: () => json(200, metadata, [['x-auth0-requestid', 'a']]),
    logs: (_url, after) => ({ logs: after === null ? [log] : [] }),
  });
  const withLogs = { ...parties, tenant: { ...parties.tenant, logs_url: 'http://tenant.test/pixy/logs' } };
  const store = createStore(flow, newRun(flow, withLogs));
  await performStep({ flow, store, transport, logs: createLogReader(transport) }, 'metadata');
  expect(store.get().steps.metadata).toMatchObject({ status: 'done', verdicts: [{ check: 'theirs' }] });
});

test('a step that cannot start is left alone', async () => {
  const live = driver();
  const before = live.store.get();
  await performStep(live, 'exchange');
  await performStep(live, 'page');
  await performStep(live, 'nonsense');
  expect(live.store.get()).toBe(before);
});
