import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KEY, type Lab, openLab } from './test-support.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(() => lab.close());

const mine = { headers: { 'x-pixy-key': KEY } };
const put = (body: unknown, headers: Record<string, string> = mine.headers) =>
  lab.api('/settings', { method: 'PUT', headers, body: toBody(body) });
const toBody = (body: unknown) =>
  typeof body === 'string' ? body : body instanceof Blob ? body : JSON.stringify(body);

describe('/settings', () => {
  test('of an API that nobody set are what its tenant issues', async () => {
    const response = await lab.api('/settings', mine);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      issuer: lab.issuer,
      audience: 'https://timesheets.example.com/',
      signing_alg: 'RS256',
      required_scopes: ['read:timesheets'],
      clock_offset: 0,
      leeway: 0,
      typ: null,
    });
  });

  test('are made by the first PUT and replaced by the next', async () => {
    const full = {
      issuer: 'https://tenant.example.com/',
      audience: 'urn:api',
      signing_alg: 'HS256',
      signing_secret: 'sixteen letters!',
      required_scopes: ['a:b'],
      clock_offset: -5,
      leeway: 3,
      typ: 'at+jwt',
    };
    const first = await put(full);
    expect(first.status).toBe(201);
    expect(await first.json()).toEqual(full);
    expect(await (await lab.api('/settings', mine)).json()).toEqual(full);
    const second = await put({ issuer: 'https://tenant.example.com/', audience: 'urn:api' });
    expect(second.status).toBe(200);
    expect(await (await lab.api('/settings', mine)).json()).toEqual({
      issuer: 'https://tenant.example.com/',
      audience: 'urn:api',
      signing_alg: 'RS256',
      required_scopes: ['read:timesheets'],
      clock_offset: 0,
      leeway: 0,
      typ: null,
    });
  });

  test.each<[string, unknown, string]>([
    ['no audience', { issuer: 'x' }, 'audience'],
    ['an unknown field', { issuer: 'x', audience: 'y', jwks_uri: 'http://127.0.0.1/' }, '(the whole object)'],
    ['a polluting field', '{"issuer":"x","audience":"y","__proto__":{"leeway":1}}', '(the whole object)'],
    ['another algorithm', { issuer: 'x', audience: 'y', signing_alg: 'none' }, 'signing_alg'],
    ['HS256 without a secret', { issuer: 'x', audience: 'y', signing_alg: 'HS256' }, 'signing_secret'],
    [
      'a scope with a quote',
      { issuer: 'x', audience: 'y', required_scopes: ['ok', 'a"b'] },
      'required_scopes.1',
    ],
    [
      'a scope with a line end',
      { issuer: 'x', audience: 'y', required_scopes: ['a\r\nb'] },
      'required_scopes.0',
    ],
    ['a leeway of a day', { issuer: 'x', audience: 'y', leeway: 86_400 }, 'leeway'],
    ['a text', '"x"', '(the whole object)'],
    ['no JSON', '{', '(the whole object)'],
    ['nothing', '', '(the whole object)'],
    ['no UTF-8', new Blob(['{"issuer":"x","audience":"', Uint8Array.of(0xff), '"}']), '(the whole object)'],
  ])('are refused with the field named: %s', async (_, body, field) => {
    const response = await put(body);
    expect(response.status).toBe(400);
    const answer = await response.json();
    expect(answer.error).toBe('invalid_settings');
    expect(answer.problems).toEqual([{ field, rule: expect.stringMatching(/./) }]);
    expect(answer.error_description).toBe(`${field}: ${answer.problems[0].rule}`);
    expect((await (await lab.api('/settings', mine)).json()).audience).toBe(
      'https://timesheets.example.com/',
    );
  });

  test('are refused beyond 64 KB', async () => {
    const padded = (length: number) => '{"issuer":"x","audience":"y"}'.padEnd(length);
    expect((await put(padded(65_536))).status).toBe(201);
    const response = await put(padded(65_537));
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({
      error: 'too_large',
      error_description: 'The body is larger than 64 KB',
    });
  });
});

describe('control', () => {
  test.each([
    ['no key', {}],
    ['another key', { 'x-pixy-key': 'B'.repeat(43) }],
    ['half a key', { 'x-pixy-key': 'A'.repeat(42) }],
  ])('is refused with %s', async (_, headers) => {
    for (const response of [
      await put({ issuer: 'x', audience: 'y' }, headers as Record<string, string>),
      await lab.api('/settings', { headers }),
      await lab.api('/logs', { headers }),
    ]) {
      expect(response.status).toBe(401);
      expect(await response.json()).toEqual({
        error: 'wrong_key',
        error_description: 'x-pixy-key is not the key that this tenant was made with',
      });
    }
  });

  test('of the house is nobody’s', async () => {
    for (const [path, method] of [
      ['/settings', 'PUT'],
      ['/settings', 'GET'],
      ['/logs', 'GET'],
    ] as const) {
      const response = await lab.api(path, { ...mine, method }, 'root');
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ error: 'house_tenant' });
    }
  });

  test('is for the site alone: no CORS, and no other methods', async () => {
    const settings = await lab.api('/settings', mine);
    expect(settings.headers.get('access-control-allow-origin')).toBeNull();
    expect(settings.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(settings.headers.get('cache-control')).toBe('no-store');
    const preflight = await lab.api('/settings', { ...mine, method: 'OPTIONS' });
    expect([preflight.status, preflight.headers.get('allow')]).toEqual([405, 'GET, PUT']);
    const logs = await lab.api('/logs', { ...mine, method: 'DELETE' });
    expect([logs.status, logs.headers.get('allow')]).toEqual([405, 'GET']);
  });
});

describe('/logs', () => {
  test('gives what came after an entry', async () => {
    for (let i = 0; i < 3; i++) await lab.api('/timesheets');
    const all = await (await lab.api('/logs', mine)).json();
    expect(all.logs).toHaveLength(3);
    const rest = await (await lab.api(`/logs?after=${all.logs[0].log_id}`, mine)).json();
    expect(rest.logs).toEqual(all.logs.slice(1));
  });

  test('wants a log_id', async () => {
    const response = await lab.api("/logs?after=' OR 1=1", mine);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: 'invalid_request',
      error_description: 'after: the log_id of an entry, digits only',
      problems: [{ field: 'after', rule: 'the log_id of an entry, digits only' }],
    });
  });
});
