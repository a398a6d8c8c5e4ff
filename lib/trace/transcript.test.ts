import { describe, expect, it } from 'vitest';
import type { Trace } from './model.ts';
import { toTranscript } from './transcript.ts';

const at = Date.parse('2026-11-23T08:00:00Z');

const trace: Trace = [
  {
    kind: 'calculation',
    step: 'code-challenge',
    at,
    took: 1,
    party: 'app',
    inputs: { code_verifier: 'dBjft' },
    outputs: { code_challenge: 'E9Mel' },
    verdicts: [
      { check: 'It fits', verdict: 'fail', expected: 'a', actual: 'b', because: 'It matters.', spec: null },
    ],
  },
  {
    kind: 'redirect',
    step: 'out',
    at,
    took: 0,
    from: 'app',
    to: 'tenant',
    url: 'https://tenant.example.com/authorize?x=1',
    verdicts: [],
  },
  { kind: 'interaction', at, took: 4200, from: 'person', to: 'tenant' },
  {
    kind: 'exchange',
    step: 'api-request',
    at,
    took: 12,
    from: 'app',
    to: 'api',
    request: {
      method: 'GET',
      url: 'https://api.example.com/timesheets',
      headers: [['Accept', 'application/json']],
      body: null,
    },
    response: {
      status: 401,
      statusText: 'Unauthorized',
      headers: [['WWW-Authenticate', 'Bearer']],
      body: '',
    },
  },
  {
    kind: 'exchange',
    at,
    took: 15_000,
    from: 'app',
    to: 'tenant',
    request: { method: 'GET', url: 'https://tenant.example.com/x', headers: [], body: null },
    response: null,
    failure: 'The server is not there.',
  },
];

describe('a transcript', () => {
  it('tells everything in order, under the titles that the reader knows', () => {
    const titles: Readonly<Record<string, string>> = { 'code-challenge': 'Derive the code challenge' };
    expect(
      toTranscript(trace, { titleOf: (step) => titles[step] }),
    ).toBe(`### 1 · Derive the code challenge · inside the app
2026-11-23T08:00:00.000Z, took 1 ms

in code_verifier: dBjft
out code_challenge: E9Mel
[fail] It fits; expected a; got b; It matters.

### 2 · out · app → tenant
2026-11-23T08:00:00.000Z, took 0 ms

https://tenant.example.com/authorize?x=1

### 3 · person → tenant
2026-11-23T08:00:00.000Z, took 4200 ms

On a page that the app cannot see.

### 4 · api-request · app → api
2026-11-23T08:00:00.000Z, took 12 ms

GET /timesheets HTTP/1.1
Host: api.example.com
Accept: application/json

HTTP/1.1 401 Unauthorized
WWW-Authenticate: Bearer


### 5 · app → tenant
2026-11-23T08:00:00.000Z, took 15000 ms

GET /x HTTP/1.1
Host: tenant.example.com

No answer: The server is not there.
`);
  });

  it('is empty for an empty trace', () => expect(toTranscript([])).toBe(''));
});
