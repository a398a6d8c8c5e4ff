import { describe, expect, it } from 'vitest';
import type { Step } from './define.ts';
import { authorizationCodePkce as flow, stepById } from './index.ts';
import { toPreview } from './to-preview.ts';
import { type SendingStep, toMessage, toRequest, toUrl } from './to-request.ts';
import type { FlowValues, ValueKey } from './values.ts';

const sending = flow.steps.filter(
  (step): step is (typeof flow.steps)[number] & SendingStep =>
    step.kind === 'request' || (step.kind === 'redirect' && step.direction === 'outgoing'),
);

/** Something that needs encoding under every key. */
const known = new Proxy({} as FlowValues, {
  get: (_, key) =>
    String(key).endsWith('endpoint') ? `https://a.example/${String(key)}` : `a b&${String(key)}=é`,
  has: () => true,
});

const preview = (id: string, values: Partial<FlowValues>, isDone?: (step: Step) => boolean) => {
  const step = stepById(flow, id);
  if (step?.kind !== 'request' && !(step?.kind === 'redirect' && step.direction === 'outgoing'))
    throw new Error(id);
  return toMessage(toPreview(flow, step, values, isDone));
};

describe('the exact next message', () => {
  it.each(sending)('$id: is what goes out, to the byte, once every value is known', (step) => {
    const shown = toMessage(toPreview(flow, step, known));
    if (step.kind === 'request') expect(shown).toEqual(toRequest(step, known));
    else expect(shown.url).toBe(toUrl(step, known));
    expect(JSON.stringify(shown)).not.toContain('⟨');
  });

  it('names where each missing value will come from', () => {
    const values = { token_endpoint: 'https://a.example/token', client_id: 'a', redirect_uri: 'app:/cb' };
    expect(preview('token-request', values).body).toBe(
      'grant_type=authorization_code&client_id=a&code=⟨code from “Read the redirect”⟩&redirect_uri=app%3A%2Fcb&code_verifier=⟨code_verifier from “Make the code verifier”⟩',
    );
  });

  it('names the step nearest before, where two could have given the value', () => {
    const headerOf = (id: string) => preview(id, {}).headers.find(([name]) => name === 'Authorization')?.[1];
    expect(headerOf('api-request')).toBe('Bearer ⟨access_token from “Exchange the code for tokens”⟩');
    expect(headerOf('api-request-again')).toBe('Bearer ⟨access_token from “Refresh the access token”⟩');
  });

  it('leaves out what the settings leave empty, and says when that cannot work', () => {
    expect(preview('authorization-request', { audience: '' }).url).not.toContain('audience');
    expect(preview('authorization-request', {}).url).toContain('client_id=⟨client_id, which is missing⟩');
  });

  it('leaves out what a step that is done did not give, as the wire will', () => {
    const values = { end_session_endpoint: 'https://a.example/logout', client_id: 'a' } satisfies Partial<
      Record<ValueKey, string>
    >;
    expect(preview('logout-request', values).url).toContain('id_token_hint=⟨id_token from');
    expect(preview('logout-request', values, () => true).url).toBe('https://a.example/logout?client_id=a');
  });
});
