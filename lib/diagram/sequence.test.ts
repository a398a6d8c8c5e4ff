import { expect, test } from 'vitest';
import type { Flow, Step } from '../flow/define.ts';
import { flows } from '../flow/index.ts';
import { toSequence } from './sequence.ts';

const spec = 'RFC6749-4.1.1';
const common = { summary: '', specs: [spec] } as const;
const member = (name: string) =>
  ({ name, requirement: 'REQUIRED', meaning: '', spec, yields: 'code' }) as const;

const steps: readonly Step[] = [
  {
    ...common,
    id: 'one',
    title: 'Calculate; then stop',
    kind: 'calculation',
    party: 'app',
    needs: [],
    yields: [],
    calculate: async () => ({ values: {}, verdicts: [] }),
  },
  {
    ...common,
    id: 'two',
    title: 'Ask the tenant',
    kind: 'request',
    from: 'app',
    to: 'tenant',
    method: 'GET',
    endpoint: 'issuer',
    headers: [],
    encoding: 'none',
    parameters: [],
    response: [member('first'), member('second'), member('third')],
  },
  {
    ...common,
    id: 'three',
    title: 'Leave and come back',
    kind: 'redirect',
    direction: 'outgoing',
    from: 'app',
    to: 'tenant',
    endpoint: 'issuer',
    parameters: [],
    returns: 'redirect_uri',
  },
  { ...common, id: 'four', title: 'Log in', kind: 'interaction', from: 'person', to: 'tenant' },
];
const flow: Flow = { id: 'f', title: 'F', given: [], steps };

test('a flow becomes a diagram: steps are numbered once, answers are dashed', () => {
  expect(toSequence(flow).text).toBe(`sequenceDiagram
  participant person as Person
  participant app as App
  participant tenant as Tenant
  autonumber 1
  app->>app: Calculate#59; then stop
  app->>tenant: Ask the tenant
  autonumber off
  tenant-->>app: first and 2 more
  autonumber 3
  app-->>tenant: Leave and come back
  autonumber off
  tenant-->>app: Back to the app
  autonumber 4
  person->>tenant: Log in
`);
});

test('every arrow knows its step', () => {
  expect(
    toSequence(flow).messages.map(({ step, number, kind, channel }) => [step, number, kind, channel]),
  ).toEqual([
    ['one', 1, 'calculation', 'inside'],
    ['two', 2, 'request', 'back'],
    ['two', 2, 'response', 'back'],
    ['three', 3, 'redirect', 'front'],
    ['three', 3, 'return', 'front'],
    ['four', 4, 'interaction', 'front'],
  ]);
});

test.each(flows.map((each) => [each.id, each] as const))(
  '%s: each step has an arrow, in order',
  (_id, each) => {
    const drawn = toSequence(each).messages.map(({ step }) => step);
    expect([...new Set(drawn)]).toEqual(each.steps.map(({ id }) => id));
  },
);
