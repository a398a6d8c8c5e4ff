/** The visitor's own controls (docs/doors.md): who may, what is refused, and what stays. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoUser, privateUseCallback } from '#lib/scenario/defaults.ts';
import { Browser } from '../support/browser.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { settingsWith, TestTenant } from '../support/tenant.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  expect(server.failures).toEqual([]);
  await server.close();
});

const body = async (response: Response) => (await response.json()) as Record<string, unknown>;

describe('PUT settings', () => {
  test('201 at first, 200 after, with every default filled in and no password', async () => {
    const tenant = new TestTenant(server);
    const settings = settingsWith(server.baseUrl);
    const created = await tenant.put(settings);
    expect(created.status).toBe(201);
    const full = await created.text();
    expect(full).not.toContain(demoUser.password);
    expect(JSON.parse(full)).toMatchObject({ friendly_name: 'Timesheets', session_lifetime: 168 });
    const again = await tenant.put(settings);
    expect([again.status, await again.text()]).toEqual([200, full]);
    expect(await (await tenant.control('settings')).text()).toBe(full);
  });

  test('new settings keep keys, sessions and tokens', async () => {
    const tenant = await TestTenant.create(server);
    const browser = new Browser();
    const { refresh_token } = await tenant.tokens({}, browser);
    const keys = await (await fetch(`${tenant.issuer}.well-known/jwks.json`)).text();
    await tenant.put(
      settingsWith(server.baseUrl, {
        tenant: { friendly_name: 'Other', skip_non_verifiable_callback_uri_confirmation_prompt: true },
      }),
    );
    expect(await (await fetch(`${tenant.issuer}.well-known/jwks.json`)).text()).toBe(keys);
    expect((await tenant.refresh(refresh_token)).status).toBe(200);
    expect((await tenant.login({ prompt: 'none' }, browser)).searchParams.has('code')).toBe(true);
  });

  test.each<[string, unknown, string]>([
    ['an unknown field', { nonsense: 1 }, ''],
    ['a wrong type', { friendly_name: 7 }, 'friendly_name'],
    ['an id twice', { clients: [app(), app()] }, 'clients.1.client_id'],
    ['a callback that is no URI', { clients: [app({ callbacks: ['callback'] })] }, 'clients.0.callbacks.0'],
    [
      'a callback with a fragment',
      { clients: [app({ callbacks: [`${privateUseCallback}#x`] })] },
      'clients.0.callbacks.0',
    ],
    [
      'a callback that runs',
      { clients: [app({ callbacks: ['javascript:alert(1)'] })] },
      'clients.0.callbacks.0',
    ],
    [
      'no secret where one is needed',
      { clients: [app({ token_endpoint_auth_method: 'client_secret_post' })] },
      'clients.0.client_secret',
    ],
    [
      'HS256 without a secret',
      { clients: [app({ jwt_configuration: { alg: 'HS256' } })] },
      'clients.0.client_secret',
    ],
    ['an identifier twice', { resource_servers: [api(), api()] }, 'resource_servers.1.identifier'],
    [
      'an API with HS256 without a secret',
      { resource_servers: [{ ...api(), signing_alg: 'HS256' }] },
      'resource_servers.0.signing_secret',
    ],
    [
      'a scope with a space',
      { resource_servers: [{ ...api(), scopes: [{ value: 'read write' }] }] },
      'resource_servers.0.scopes.0.value',
    ],
    ['a default audience that is no API', { default_audience: 'https://nowhere' }, 'default_audience'],
    ['a lifetime of zero', { authorization_code_lifetime: 0 }, 'authorization_code_lifetime'],
    [
      'an idle lifetime beyond the absolute one',
      { clients: [app({ refresh_token: { token_lifetime: 10, idle_token_lifetime: 20 } })] },
      'clients.0.refresh_token.idle_token_lifetime',
    ],
    ['no object', 'text', '(the whole object)'],
  ])('%s is refused by field and rule', async (_name, settings, field) => {
    const response = await new TestTenant(server).put(settings);
    expect(response.status).toBe(400);
    const { error, error_description, problems } = await body(response);
    expect(error).toBe('invalid_settings');
    expect(error_description).toEqual(expect.any(String));
    expect(problems).toEqual(
      expect.arrayContaining([{ field: field || '(the whole object)', rule: expect.any(String) }]),
    );
  });

  test('what is no JSON, and what is too large', async () => {
    const tenant = new TestTenant(server);
    const send = (text: string) => tenant.control('settings', { method: 'PUT', body: text });
    expect(await body(await send('{'))).toMatchObject({ error: 'invalid_settings' });
    const large = await send(' '.repeat(256 * 1024 + 1));
    expect([large.status, (await body(large)).error]).toEqual([413, 'too_large']);
    expect((await send(`${JSON.stringify(settingsWith(server.baseUrl))}${' '.repeat(200_000)}`)).status).toBe(
      201,
    );
  });

  test('the settings of the quickstart are the ones that are taken', async () => {
    expect((await new TestTenant(server).put(settingsWith(server.baseUrl))).status).toBe(201);
  });
});

function app(changes: Record<string, unknown> = {}) {
  return { client_id: 'app', name: 'App', callbacks: [privateUseCallback], ...changes };
}

function api() {
  return { identifier: 'urn:api', name: 'API' };
}

describe('who may', () => {
  test('the key must be the one that the id was made from', async () => {
    const tenant = await TestTenant.create(server);
    const other = randomBytes(32).toString('base64url');
    for (const key of [other, '', 'x'.repeat(43), `${tenant.key}=`, tenant.id]) {
      for (const [name, method] of [
        ['settings', 'GET'],
        ['settings', 'PUT'],
        ['settings', 'DELETE'],
        ['logs', 'GET'],
      ]) {
        const response = await tenant.control(name ?? '', {
          method: method ?? '',
          headers: { 'x-pixy-key': key },
        });
        expect([response.status, (await body(response)).error]).toEqual([401, 'wrong_key']);
      }
    }
    expect((await tenant.control('settings')).status).toBe(200);
  });

  test('the house tenant takes no settings and shows no logs', async () => {
    for (const name of ['settings', 'logs']) {
      const response = await fetch(`${server.baseUrl}/pixy/${name}`, {
        headers: { 'x-pixy-key': 'x'.repeat(43) },
      });
      expect([response.status, (await body(response)).error]).toEqual([403, 'house_tenant']);
    }
    const rows = await server.store.db
      .selectFrom('logs')
      .select('log_id')
      .where('tenant', '=', 'root')
      .execute();
    expect(rows).toEqual([]);
  });
});

describe('GET and DELETE', () => {
  test('what was never made is 404', async () => {
    const tenant = new TestTenant(server);
    for (const name of ['settings', 'logs']) {
      const response = await tenant.control(name);
      expect([response.status, (await body(response)).error]).toEqual([404, 'unknown_tenant']);
    }
  });

  test('DELETE takes everything with it', async () => {
    const tenant = await TestTenant.create(server);
    await tenant.tokens();
    expect((await tenant.control('settings', { method: 'DELETE' })).status).toBe(204);
    expect((await tenant.control('settings', { method: 'DELETE' })).status).toBe(204);
    expect((await tenant.control('settings')).status).toBe(404);
    for (const table of ['artifacts', 'users', 'signing_keys', 'logs'] as const) {
      const rows = await server.store.db
        .selectFrom(table)
        .selectAll()
        .where('tenant', '=', tenant.id)
        .execute();
      expect([table, rows.length]).toEqual([table, 0]);
    }
    expect((await fetch(`${tenant.issuer}.well-known/jwks.json`)).status).toBe(404);
  });

  test('other methods are 405', async () => {
    const tenant = await TestTenant.create(server);
    const response = await tenant.control('settings', { method: 'PATCH' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, PUT, DELETE']);
  });
});

describe('logs', () => {
  test('after= gives what came later, oldest first; entries name the request and hold no secret', async () => {
    const tenant = await TestTenant.create(server);
    const tokens = await tenant.tokens();
    const all = await tenant.logs();
    expect(all.map(({ type }) => type)).toEqual(['s', 'seacft']);
    const later = await tenant.control(`logs?after=${all[0]?.log_id}`);
    expect(((await body(later)).logs as unknown[]).length).toBe(1);
    const refreshed = await tenant.refresh(tokens.refresh_token);
    const entry = await tenant.lastLog();
    expect(entry.pixy.request_id).toBe(refreshed.headers.get('x-auth0-requestid'));
    const wrong = await tenant.control("logs?after=1' or 1=1");
    expect(wrong.status).toBe(400);

    const text = JSON.stringify(await tenant.logs());
    for (const secret of [
      tokens.access_token,
      tokens.id_token,
      tokens.refresh_token,
      demoUser.password,
      tenant.key,
    ]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(secret.slice(-12));
    }
    expect(entry).toMatchObject({ hostname: new URL(server.baseUrl).host, client_name: 'Timesheets' });
  });
});

describe('quotas', () => {
  test('settings in a minute, and tenants at a time', async () => {
    const small = await startServer({ limits: { createsPerMinute: 3, tenants: 2 } });
    try {
      const put = () => new TestTenant(small).put(settingsWith(small.baseUrl));
      expect([(await put()).status, (await put()).status]).toEqual([201, 201]);
      const full = await put();
      expect([full.status, (await body(full)).error]).toEqual([503, 'too_many_tenants']);
      const often = await put();
      expect([often.status, (await body(often)).error]).toEqual([429, 'too_many_requests']);
      expect(Number(often.headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await small.close();
    }
  });

  test('a tenant ends when nobody asks for it, and may be made again', async () => {
    const quick = await startServer({ limits: { idle: 300 } });
    try {
      const tenant = await TestTenant.create(quick);
      await new Promise((resolve) => setTimeout(resolve, 600));
      const html = await fetch(`${tenant.issuer}authorize`, { headers: { accept: 'text/html' } });
      expect([html.status, html.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
      expect(await html.text()).toContain(`href="${quick.baseUrl}/"`);
      const plain = await fetch(`${tenant.issuer}userinfo`);
      expect([plain.status, (await body(plain)).error]).toEqual([404, 'unknown_tenant']);
      expect((await tenant.put(settingsWith(quick.baseUrl))).status).toBe(201);
    } finally {
      await quick.close();
    }
  });
});
