import { describe, expect, test } from 'vitest';
import { flow, parties } from './fixture.ts';
import { advance, newRun } from './machine.ts';
import { ARRIVED_KEY, type Kept, notes, openSession, SESSION_KEY } from './session.ts';

class MemoryStorage {
  readonly items = new Map<string, string>();
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
}

const run = advance(flow, newRun(flow, parties), { type: 'started', step: 'metadata', at: 1 });
const kept: Kept = { key: 'k'.repeat(43), run };

test('what was written is read back, under one name', () => {
  const storage = new MemoryStorage();
  const session = openSession(flow, () => storage);
  expect(session.write(kept)).toBeNull();
  expect([...storage.items.keys()]).toEqual([SESSION_KEY]);
  expect(session.read()).toEqual({ kept, note: null });
});

test('a run with every kind of entry and status survives', () => {
  const full: Kept = {
    key: null,
    run: {
      ...run,
      arrived: 'http://app.test/callback?code=c',
      steps: {
        metadata: { status: 'done', entries: [0], verdicts: [] },
        draw: { status: 'stale', entries: [1], verdicts: [], because: 'x' },
        'send-off': { status: 'done', entries: [2], verdicts: [] },
        page: { status: 'running', since: 4 },
        return: { status: 'ready' },
        exchange: { status: 'refused', entries: [0], verdicts: [], error: 'e', description: null },
        call: { status: 'unreachable', entries: [], cause: 'offline' },
        renew: { status: 'locked', because: 'x' },
        'call-again': { status: 'locked', because: 'x' },
      },
      trace: [
        {
          kind: 'exchange',
          step: 'metadata',
          at: 1,
          took: 2,
          from: 'app',
          to: 'tenant',
          request: { method: 'GET', url: 'u', headers: [['a', 'b']], body: null },
          response: null,
          failure: 'f',
        },
        {
          kind: 'calculation',
          at: 1,
          took: 2,
          party: 'app',
          inputs: { a: 'b' },
          outputs: {},
          verdicts: [{ check: 'c', verdict: 'cannot-tell', because: 'b', spec: 'RFC7636-4.5' }],
        },
        { kind: 'redirect', at: 1, took: 2, from: 'app', to: 'tenant', url: 'u', verdicts: [] },
        { kind: 'interaction', at: 1, took: 2, from: 'person', to: 'tenant' },
      ],
    },
  };
  const storage = new MemoryStorage();
  openSession(flow, () => storage).write(full);
  expect(openSession(flow, () => storage).read()).toEqual({ kept: full, note: null });
});

describe('storage that does not work', () => {
  const denied = () => {
    throw new DOMException('denied', 'SecurityError');
  };

  test('denied: every call says so and none throws', () => {
    const session = openSession(flow, denied);
    expect(session.read()).toEqual({ kept: null, note: notes.denied });
    expect(session.write(kept)).toBe(notes.denied);
    expect(session.takeArrived()).toBeNull();
    expect(() => session.forget()).not.toThrow();
  });

  test('full: the older run is removed, so that it cannot come back', () => {
    const storage = new MemoryStorage();
    const session = openSession(flow, () => storage);
    session.write(kept);
    storage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    expect(session.write(kept)).toBe(notes.full);
    expect(storage.items.size).toBe(0);
  });
});

describe('what is not a run of this flow is dropped with a note', () => {
  const good = { version: 1, ...kept };
  const cases: readonly [string, string][] = [
    ['no JSON', '{'],
    ['another shape', '[]'],
    ['another version', JSON.stringify({ ...good, version: 2 })],
    ['a key that is none', JSON.stringify({ ...good, key: '../root' })],
    ['another flow', JSON.stringify({ ...good, run: { ...run, flow: 'other' } })],
    [
      'a step too few',
      JSON.stringify({ ...good, run: { ...run, steps: { metadata: { status: 'ready' } } } }),
    ],
    [
      'a status that is none',
      JSON.stringify({ ...good, run: { ...run, steps: { ...run.steps, draw: { status: 'x' } } } }),
    ],
    [
      'an entry that is not there',
      JSON.stringify({
        ...good,
        run: { ...run, steps: { ...run.steps, draw: { status: 'done', entries: [7], verdicts: [] } } },
      }),
    ],
    ['a value that is no text', JSON.stringify({ ...good, run: { ...run, values: { code: 1 } } })],
  ];
  test.each(cases)('%s', (_title, text) => {
    const storage = new MemoryStorage();
    storage.setItem(SESSION_KEY, text);
    expect(openSession(flow, () => storage).read()).toEqual({ kept: null, note: notes.damaged });
    expect(storage.items.size).toBe(0);
  });
});

test('a callback URL left at the top of the tab is taken once', () => {
  const storage = new MemoryStorage();
  storage.setItem(ARRIVED_KEY, 'http://app.test/callback?code=c');
  const session = openSession(flow, () => storage);
  expect(session.takeArrived()).toBe('http://app.test/callback?code=c');
  expect(session.takeArrived()).toBeNull();
});

test('forget leaves nothing behind', () => {
  const storage = new MemoryStorage();
  const session = openSession(flow, () => storage);
  session.write(kept);
  storage.setItem(ARRIVED_KEY, 'x');
  session.forget();
  expect(storage.items.size).toBe(0);
});
