import { expect, it } from 'vitest';
import type { Trace } from './model.ts';
import { secretsIn, withoutSecrets } from './secrets.ts';
import { toTranscript } from './transcript.ts';

const common = { at: 0, took: 1 };

/** A secret in every place that a run has one; `keep` is what a reader still needs. */
const trace: Trace = [
  {
    ...common,
    kind: 'calculation',
    party: 'app',
    inputs: { code_verifier: 'canary-verifier' },
    outputs: { code_challenge: 'keep-challenge' },
    verdicts: [],
  },
  {
    ...common,
    kind: 'redirect',
    from: 'tenant',
    to: 'app',
    url: 'https://app.example/callback?code=canary%2Fcode&state=keep-state',
    verdicts: [],
  },
  {
    ...common,
    kind: 'exchange',
    from: 'app',
    to: 'tenant',
    request: {
      method: 'POST',
      url: 'https://tenant.example/oauth/token',
      headers: [['Authorization', 'Bearer canary-bearer']],
      body: 'refresh_token=canary-old&client_id=keep-client',
    },
    response: {
      status: 200,
      statusText: 'OK',
      headers: [],
      body: '{"access_token":"canary-access","refresh_token":"canary-new","expires_in":60}',
    },
  },
];

it('a transcript without secrets has none of them, earlier ones included, and all the rest', () => {
  const text = withoutSecrets(toTranscript(trace), secretsIn(trace));
  expect(text).not.toContain('canary');
  for (const kept of ['keep-challenge', 'keep-state', 'keep-client', '"expires_in":60']) {
    expect(text).toContain(kept);
  }
  expect(toTranscript(trace)).toContain('canary-old');
});

it('covers the longer of two secrets first, so that no end of it stays', () => {
  expect(withoutSecrets('abcdefgh abcd', ['abcdefgh', 'abcd'])).toBe(
    '[redacted, 8 characters] [redacted, 4 characters]',
  );
});
