import { describe, expect, test, vi } from 'vitest';
import { timesheetsTenant } from '../scenario/defaults.ts';
import { parseSettings, tenantSettings } from '../scenario/settings.ts';
import type { HttpResponse } from '../trace/model.ts';
import { deleteTenant, getTenant, putApi, putTenant } from './control.ts';
import { createMemoryTransport, json } from './fixture.ts';

const address = { baseUrl: 'http://localhost:3000/', key: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk' };
const id = 'E9Melhoa2OwvFrEMTJguCH';
const settings = timesheetsTenant('http://localhost:3000');

/** Settings as the server gives them: complete, and without passwords. */
const stored = () => {
  const parsed = parseSettings(tenantSettings, settings);
  if (!parsed.ok) throw new Error('not settings');
  return { ...parsed.value, users: parsed.value.users.map(({ password: _, ...user }) => user) };
};

const answering = (answer: HttpResponse | string) => createMemoryTransport({ answer: () => answer });

describe('a tenant', () => {
  test('is made at the address that follows from the key, with the key in a header', async () => {
    const transport = answering(json(201, stored()));
    expect(await putTenant(transport, address, settings)).toEqual({
      ok: true,
      value: { id, created: true, settings: stored() },
    });
    expect(transport.sent).toEqual([
      {
        method: 'PUT',
        url: `http://localhost:3000/t/${id}/pixy/settings`,
        headers: [
          ['Accept', 'application/json'],
          ['x-pixy-key', address.key],
          ['Content-Type', 'application/json'],
        ],
        body: JSON.stringify(settings),
      },
    ]);
  });

  test('is replaced with 200', async () => {
    expect(await putTenant(answering(json(200, stored())), address, settings)).toMatchObject({
      value: { created: false },
    });
  });

  test('is read and thrown away', async () => {
    expect(await getTenant(answering(json(200, stored())), address)).toEqual({ ok: true, value: stored() });
    const gone = answering({ status: 204, statusText: '', headers: [], body: '' });
    expect(await deleteTenant(gone, address)).toEqual({ ok: true, value: null });
    expect(gone.sent[0]?.method).toBe('DELETE');
  });
});

test('the API’s settings go to the API', async () => {
  const api = { issuer: 'http://localhost:3000/t/x/', audience: 'https://timesheets.example.com/' };
  const transport = answering(json(200, api));
  expect(await putApi(transport, address, api)).toMatchObject({
    ok: true,
    value: { ...api, signing_alg: 'RS256', leeway: 0 },
  });
  expect(transport.sent[0]?.url).toBe(`http://localhost:3000/api/${id}/settings`);
});

describe('every problem names the way on', () => {
  const problem = async (answer: HttpResponse | string) => {
    const result = await putTenant(answering(answer), address, settings);
    return result.ok ? null : result.problem;
  };

  test.each([
    [401, 'wrong_key', 'Start over'],
    [403, 'house_tenant', 'Start over'],
    [404, 'unknown_tenant', 'Start over'],
    [413, 'too_large', 'try again'],
    [503, 'too_many_tenants', 'Try again'],
  ])('%i %s', async (status, error, way) => {
    expect(await problem(json(status, { error, error_description: 'x' }))).toMatchObject({
      code: error,
      message: expect.stringContaining(way),
      problems: [],
    });
  });

  test('400 names every field', async () => {
    const problems = [{ field: 'clients.0.callbacks', rule: 'must be a list' }];
    expect(
      await problem(json(400, { error: 'invalid_settings', error_description: 'x', problems })),
    ).toMatchObject({
      code: 'invalid_settings',
      problems,
    });
  });

  test('429 says how long to wait', async () => {
    expect(await problem(json(429, { error: 'too_many_requests' }, [['Retry-After', '30']]))).toEqual({
      code: 'too_many_requests',
      message: 'Too many changes in a short time. Try again in 30 seconds.',
      problems: [],
      retryAfter: 30,
    });
  });

  test('a code that is not known keeps the server’s sentence', async () => {
    expect(
      await problem(json(400, { error: 'constructor', error_description: 'The server’s words.' })),
    ).toMatchObject({
      message: 'The server’s words.',
    });
  });

  test('no JSON, and no answer', async () => {
    const page = { status: 502, statusText: '', headers: [], body: '<html>' } as const;
    expect(await problem(page)).toMatchObject({ code: 'http_502' });
    expect(await problem('offline')).toMatchObject({ code: 'unreachable', message: 'offline' });
  });

  test('a browser without WebCrypto, on plain http beyond loopback', async () => {
    vi.stubGlobal('crypto', {});
    const transport = answering(json(200, stored()));
    expect(await getTenant(transport, address)).toMatchObject({ problem: { code: 'insecure_context' } });
    expect(transport.sent).toEqual([]);
    vi.unstubAllGlobals();
  });

  test('an answer that is no settings', async () => {
    expect(await problem(json(200, { ...stored(), clients: 'none' }))).toMatchObject({
      code: 'unknown_settings',
      problems: [{ field: 'clients' }],
    });
  });
});
