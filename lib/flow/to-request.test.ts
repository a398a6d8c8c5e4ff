import { describe, expect, it } from 'vitest';
import type { OutgoingRedirectStep, OutgoingRow, RequestStep } from './define.ts';
import { toDraft, toMessage, toRequest, toUrl } from './to-request.ts';

const row = (
  name: string,
  value: OutgoingRow['value'],
  requirement: OutgoingRow['requirement'] = 'OPTIONAL',
): OutgoingRow => ({
  name,
  requirement,
  meaning: 'For this test.',
  spec: null,
  value,
});

const redirect: OutgoingRedirectStep = {
  id: 'a-redirect',
  kind: 'redirect',
  direction: 'outgoing',
  from: 'app',
  to: 'tenant',
  title: 'A redirect',
  summary: 'For this test.',
  specs: ['RFC6749-4.1.1'],
  endpoint: 'authorization_endpoint',
  parameters: [
    row('response_type', { literal: 'code' }, 'REQUIRED'),
    row('client_id', { from: 'client_id' }, 'REQUIRED'),
    row('audience', { from: 'audience' }),
  ],
};

const request: RequestStep = {
  ...redirect,
  id: 'a-request',
  kind: 'request',
  method: 'POST',
  endpoint: 'token_endpoint',
  encoding: 'form',
  headers: [row('Authorization', { from: 'access_token', prefix: 'Bearer ' })],
  response: [],
};

const endpoints = {
  authorization_endpoint: 'https://a.example/authorize',
  token_endpoint: 'https://a.example/token',
};

describe('a message from its definition', () => {
  it.each([undefined, ''])('leaves out an optional parameter whose value is %j', (audience) => {
    const values = { ...endpoints, client_id: 'a', ...(audience === undefined ? {} : { audience }) };
    expect(toUrl(redirect, values)).toBe('https://a.example/authorize?response_type=code&client_id=a');
    expect(toRequest(request, values)).toEqual({
      method: 'POST',
      url: 'https://a.example/token',
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      body: 'response_type=code&client_id=a',
    });
  });

  it.each([
    ['client_id', { ...endpoints }],
    ['authorization_endpoint', { client_id: 'a' }],
  ])('sends nothing without %s', (key, values) => {
    expect(() => toUrl(redirect, values)).toThrow(`Step a-redirect needs a value for ${key}.`);
  });

  it('RFC 6749 Appendix B: encodes every value as a form does', () => {
    const audience = 'a b&c=d+e/é☃\n%00"\'~*-._';
    const values = { ...endpoints, client_id: 'a', audience };
    const form = new URLSearchParams([
      ['response_type', 'code'],
      ['client_id', 'a'],
      ['audience', audience],
    ]);
    expect(toRequest(request, values).body).toBe(form.toString());
    expect(new URL(toUrl(redirect, values)).searchParams.get('audience')).toBe(audience);
  });

  it('RFC 6749 Section 3.1: keeps a query that the endpoint already has', () => {
    const values = { authorization_endpoint: 'https://a.example/authorize?tenant=1', client_id: 'a' };
    expect(toUrl(redirect, values)).toBe(
      'https://a.example/authorize?tenant=1&response_type=code&client_id=a',
    );
  });

  it('RFC 6750 Section 2.1: puts the token after Bearer and one space', () => {
    const values = { ...endpoints, client_id: 'a', access_token: 'mF_9.B5f-4.1JqM' };
    expect(toRequest(request, values).headers).toContainEqual(['Authorization', 'Bearer mF_9.B5f-4.1JqM']);
  });

  it('puts parameters into the query, or leaves body and query alone, as the step says', () => {
    const values = { ...endpoints, client_id: 'a' };
    expect(toRequest({ ...request, method: 'GET', encoding: 'query' }, values)).toEqual({
      method: 'GET',
      url: 'https://a.example/token?response_type=code&client_id=a',
      headers: [],
      body: null,
    });
    expect(toRequest({ ...request, method: 'GET', encoding: 'none', parameters: [] }, values)).toEqual({
      method: 'GET',
      url: 'https://a.example/token',
      headers: [],
      body: null,
    });
  });

  it('names with each part the row and the value that it came from', () => {
    const draft = toDraft(redirect, { ...endpoints, client_id: 'a b' }, (key) =>
      key === 'audience' ? '⟨?⟩' : null,
    );
    expect(draft.url.filter((part) => part.from)).toEqual([
      { text: 'https://a.example/authorize', row: 'authorization_endpoint', from: 'authorization_endpoint' },
      { text: 'a+b', row: 'client_id', from: 'client_id' },
      { text: '⟨?⟩', row: 'audience', from: 'audience', hole: true },
    ]);
    expect(toMessage(draft).url).toBe(
      'https://a.example/authorize?response_type=code&client_id=a+b&audience=⟨?⟩',
    );
  });
});
