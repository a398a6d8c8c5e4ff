import { expect, test } from 'vitest';
import type { Step } from '../flow/define.ts';
import type { TraceEntry } from '../trace/model.ts';
import { createMemoryTransport, flow, parties } from './fixture.ts';
import { newRun } from './machine.ts';
import type { Run } from './run.ts';
import { createLogReader } from './server-verdicts.ts';

const tenantLogs = 'http://tenant.test/pixy/logs';
const apiLogs = 'http://api.test/logs';
const fresh = newRun(flow, {
  ...parties,
  tenant: { ...parties.tenant, logs_url: tenantLogs },
  api: { ...parties.api, logs_url: apiLogs },
});

const stepOf = (id: string): Step => {
  const step = flow.steps.find((s) => s.id === id);
  if (!step) throw new Error(id);
  return step;
};

const verdict = (check: string) => ({ check, verdict: 'pass', spec: 'RFC7636-4.5' });
const log = (id: string, endpoint: string, requestId: string | null, checks: readonly string[] = [id]) => ({
  log_id: id,
  date: '2026-11-23T08:00:00.000Z',
  type: 'seacft',
  description: '',
  tenant_name: 'kept as it came',
  pixy: { request_id: requestId, endpoint, verdicts: checks.map(verdict) },
});

const answered = (step: string, url: string, id?: readonly [string, string]): TraceEntry => ({
  kind: 'exchange',
  step,
  at: 0,
  took: 0,
  from: 'app',
  to: 'tenant',
  request: { method: 'POST', url, headers: [], body: null },
  response: { status: 200, statusText: '', headers: id ? [id] : [], body: '{}' },
});
const withTrace = (...trace: TraceEntry[]): Run => ({ ...fresh, trace });

const reader = (logs: readonly unknown[], at = tenantLogs) => {
  const asked: (string | null)[] = [];
  const transport = createMemoryTransport({
    logs: (url, after) => {
      asked.push(after);
      const from = logs.findIndex((entry) => (entry as { log_id?: string } | null)?.log_id === after) + 1;
      return url === at ? { logs: logs.slice(from, from + 100) } : null;
    },
  });
  return { asked, ...createLogReader(transport) };
};
const checks = (result: { verdicts: readonly { check: string }[] } | null) =>
  result?.verdicts.map((v) => v.check);

test('a request is matched by the id that its answer names', async () => {
  const { read } = reader([log('1', '/oauth/token', 'a'), log('2', '/oauth/token', 'b')]);
  const run = withTrace(answered('exchange', 'http://tenant.test/oauth/token', ['X-Auth0-RequestId', 'b']));
  const result = await read(stepOf('exchange'), run);
  expect(checks(result)).toEqual(['2']);
  expect(result?.logs[0]).toMatchObject({ type: 'seacft', tenant_name: 'kept as it came' });
});

test('the API is asked for its own logs', async () => {
  const { read } = reader([log('1', '/timesheets', 'a')], apiLogs);
  const run = withTrace(answered('call', 'http://api.test/timesheets', ['x-request-id', 'a']));
  expect(checks(await read(stepOf('call'), run))).toEqual(['1']);
});

test('an answer whose id cannot be seen is matched by its endpoint, and keeps what it was given', async () => {
  const logs = [log('1', '/oauth/token', 'a'), log('2', '/oauth/revoke', 'b')];
  const { read } = reader(logs);
  const first = answered('exchange', 'http://tenant.test/oauth/token');
  expect(checks(await read(stepOf('exchange'), withTrace(first)))).toEqual(['1']);
  expect(checks(await read(stepOf('exchange'), withTrace(first)))).toEqual(['1']);
  logs.push(log('3', '/oauth/token', 'c'));
  expect(checks(await read(stepOf('exchange'), withTrace(first, first)))).toEqual(['3']);
});

test('the journey of the browser: the request is the endpoint’s, the pages are the person’s', async () => {
  const { read } = reader([
    log('1', '/authorize', 'x'),
    log('2', '/u/login', 'y'),
    log('3', '/authorize/abc', 'z'),
  ]);
  const run = withTrace({
    kind: 'redirect',
    step: 'send-off',
    at: 0,
    took: 0,
    from: 'app',
    to: 'tenant',
    url: 'http://tenant.test/t/abc/authorize?client_id=app',
    verdicts: [],
  });
  expect(checks(await read(stepOf('send-off'), run))).toEqual(['1', '3']);
  expect(checks(await read(stepOf('page'), run))).toEqual(['2']);
});

test('reading goes on where it stopped, page by page, and nothing counts twice', async () => {
  const many = Array.from({ length: 150 }, (_, index) =>
    log(`${index}`, '/oauth/token', index === 149 ? 'z' : null),
  );
  const { read, asked } = reader(many);
  const run = withTrace(answered('exchange', 'http://tenant.test/oauth/token', ['x-auth0-requestid', 'z']));
  expect(checks(await read(stepOf('exchange'), run))).toEqual(['149']);
  expect(checks(await read(stepOf('exchange'), run))).toEqual(['149']);
  expect(asked).toEqual([null, '99', '149']);
});

test('what is no log entry is left out, and an unknown section does not cost the verdict', async () => {
  const odd = log('2', '/oauth/token', 'a');
  const unknown = { ...odd, pixy: { ...odd.pixy, verdicts: [{ ...verdict('x'), spec: 'RFC9999-1' }] } };
  const { read } = reader([{ log_id: 1 }, null, 'text', unknown]);
  const run = withTrace(answered('exchange', 'http://tenant.test/oauth/token', ['x-auth0-requestid', 'a']));
  expect((await read(stepOf('exchange'), run))?.verdicts).toEqual([
    { check: 'x', verdict: 'pass', spec: null },
  ]);
});

test('a server that keeps its logs to itself is not asked', async () => {
  const { read, asked } = reader([]);
  expect(await read(stepOf('exchange'), newRun(flow, parties))).toBeNull();
  expect(await read(stepOf('draw'), fresh)).toBeNull();
  expect(asked).toEqual([]);
});

test('logs that cannot be read are no logs', async () => {
  const { read } = reader([], 'http://elsewhere.test/');
  expect(await read(stepOf('page'), fresh)).toEqual({ logs: [], verdicts: [] });
});
