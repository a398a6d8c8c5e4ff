import { describe, expect, it } from 'vitest';
import { authorizationCodePkce as flow, flowById, neighbours, stepById, whoYields } from './index.ts';

describe('looking things up in a flow', () => {
  it('finds flows and steps by their ids, and nothing else', () => {
    expect(flowById('authorization-code-pkce')).toBe(flow);
    expect(flowById('constructor')).toBeUndefined();
    expect(stepById(flow, 'token-request')?.id).toBe('token-request');
    expect(stepById(flow, 'nothing')).toBeUndefined();
  });

  it('knows what comes before and after', () => {
    const around = neighbours(flow, 'code-challenge');
    expect([around.before?.id, around.after?.id]).toEqual(['code-verifier', 'authorization-request']);
    expect(neighbours(flow, 'configure').before).toBeUndefined();
    expect(neighbours(flow, 'logout-request').after).toBeUndefined();
    expect(neighbours(flow, 'nothing')).toEqual({ before: undefined, after: undefined });
  });

  it.each([
    ['code_verifier', undefined, 'code-verifier'],
    ['code', undefined, 'authorization-response'],
    ['access_token', undefined, 'token-request'],
    ['access_token', 'api-request', 'token-request'],
    ['access_token', 'api-request-again', 'refresh-request'],
    ['access_token', 'token-request', undefined],
    ['client_id', 'logout-request', undefined],
  ] as const)('%s before %s comes from %s', (key, before, id) => {
    expect(whoYields(flow, key, before)?.id).toBe(id);
  });
});
