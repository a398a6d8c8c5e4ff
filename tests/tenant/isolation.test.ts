/** Tenants know nothing of each other, nobody's flood harms anybody, and a restart loses nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoUser } from '#lib/scenario/defaults.ts';
import { action, Browser, field } from '../support/browser.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { settingsWith, TestTenant } from '../support/tenant.ts';

let server: TestServer;
const SKIP = { skip_non_verifiable_callback_uri_confirmation_prompt: true };

beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  expect(server.failures).toEqual([]);
  await server.close();
});

describe('tenant A and tenant B', () => {
  let a: TestTenant;
  let b: TestTenant;
  beforeAll(async () => {
    const settings = settingsWith(server.baseUrl, { tenant: SKIP });
    [a, b] = [await TestTenant.create(server, settings), await TestTenant.create(server, settings)];
  });

  test('what A issued is worth nothing at B, though app, user and API have the same names', async () => {
    const code = await a.code();
    expect((await b.redeem(code)).status).toBe(403);
    expect((await a.redeem(code)).status).toBe(200);

    const jwt = await a.tokens();
    const opaque = await a.tokens({ audience: undefined });
    expect((await b.refresh(jwt.refresh_token)).status).toBe(403);
    expect((await b.userinfo(jwt.access_token)).status).toBe(401);
    expect((await b.userinfo(opaque.access_token)).status).toBe(401);
    await b.revoke(jwt.refresh_token);
    await b.revoke(opaque.access_token);
    expect((await a.refresh(jwt.refresh_token)).status).toBe(200);
    expect((await a.userinfo(opaque.access_token)).status).toBe(200);

    const bearer = { headers: { authorization: `Bearer ${jwt.access_token}` } };
    expect((await fetch(`${server.baseUrl}/api/${a.id}/timesheets`, bearer)).status).toBe(200);
    expect((await fetch(`${server.baseUrl}/api/${b.id}/timesheets`, bearer)).status).toBe(401);
  });

  test('a session of A is none of B, even if its cookie is sent under the name of B', async () => {
    const browser = new Browser();
    await a.login({}, browser);
    const session = browser.cookiesFor(a.issuer).find(({ name }) => name === `auth0_${a.id}`);
    expect(browser.cookiesFor(b.issuer)).toEqual([]);
    const forged = { cookie: `auth0_${b.id}=${session?.value}` };
    const response = await new Browser().get(b.authorizationRequest({ prompt: 'none' }), forged);
    expect(response.headers.get('location')).toContain('error=login_required');
  });

  test('a half-finished login of A cannot be finished at B', async () => {
    const browser = new Browser();
    const page = await browser.get(
      new URL((await a.authorize({}, browser)).headers.get('location') ?? '', server.baseUrl).href,
    );
    const state = field(await page.text(), 'state');
    const device = browser.cookiesFor(a.issuer).find(({ name }) => name === `did_${a.id}`);
    const response = await new Browser().post(
      `${b.issuer}u/login`,
      { state, username: demoUser.email, password: demoUser.password },
      { cookie: `did_${b.id}=${device?.value}` },
    );
    expect(response.status).toBe(400);
  });

  test('the keys of two tenants differ', async () => {
    const kids = async (tenant: TestTenant) =>
      (
        (await (await fetch(`${tenant.issuer}.well-known/jwks.json`)).json()) as { keys: { kid: string }[] }
      ).keys.map(({ kid }) => kid);
    expect(new Set([...(await kids(a)), ...(await kids(b))]).size).toBe(4);
  });

  test('the key of A does not open the controls of B', async () => {
    const response = await b.control('settings', { headers: { 'x-pixy-key': a.key } });
    expect(response.status).toBe(401);
  });
});

describe('a flood', () => {
  test('2,000 anonymous authorization requests leave nothing behind and push nobody out', async () => {
    const tenant = await TestTenant.create(server);
    const browser = new Browser();
    const page = await browser.get(
      new URL((await tenant.authorize({}, browser)).headers.get('location') ?? '', server.baseUrl).href,
    );
    const html = await page.text();
    const { refresh_token } = await tenant.tokens();
    const rows = () =>
      server.store.db.selectFrom('artifacts').select('id').where('tenant', '=', tenant.id).execute();
    const before = (await rows()).length;

    for (let round = 0; round < 40; round += 1) {
      const responses = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          // Half of them with a session cookie that nobody gave them.
          fetch(tenant.authorizationRequest({ state: `flood-${round}-${index}` }), {
            redirect: 'manual',
            headers: index % 2 ? { cookie: `auth0_${tenant.id}=made-up-${round}-${index}` } : {},
          }),
        ),
      );
      for (const response of responses) {
        expect(response.status).toBe(302);
        await response.body?.cancel();
      }
    }

    expect((await rows()).length).toBe(before);
    const sent = await browser.post(new URL(action(html), tenant.issuer).href, {
      state: field(html, 'state'),
      username: demoUser.email,
      password: demoUser.password,
    });
    const { left } = await browser.follow(sent, server.baseUrl);
    expect((await tenant.redeem(left?.searchParams.get('code') ?? '')).status).toBe(200);
    expect((await tenant.refresh(refresh_token)).status).toBe(200);
  }, 120_000);

  test('a tenant that keeps as much as it may refuses new logins and pushes nobody out', async () => {
    const small = await startServer({ limits: { artifacts: 12 } });
    try {
      const tenant = await TestTenant.create(small, settingsWith(small.baseUrl, { tenant: SKIP }));
      const browser = new Browser();
      const first = await tenant.tokens({}, browser);
      let refused: URL | undefined;
      for (let login = 0; login < 12 && !refused?.searchParams.has('error'); login += 1) {
        refused = await tenant.login({}, browser);
      }
      expect(refused?.searchParams.get('error')).toBe('temporarily_unavailable');
      expect((await tenant.refresh(first.refresh_token)).status).toBe(200);
      expect(small.failures).toEqual([]);
    } finally {
      await small.close();
    }
  });
});

describe('a restart', () => {
  test('loses nothing: sessions, codes, refresh tokens, half-finished logins, keys, settings, logs', async () => {
    const first = await startServer();
    const port = Number(new URL(first.baseUrl).port);
    const tenant = await TestTenant.create(first, settingsWith(first.baseUrl, { tenant: SKIP }));
    const browser = new Browser();
    const { refresh_token } = await tenant.tokens({}, browser);
    const opaque = await tenant.tokens({ audience: undefined }, browser);
    const code = await tenant.code({}, browser);
    const keys = await (await fetch(`${tenant.issuer}.well-known/jwks.json`)).text();
    const halfway = new Browser();
    const page = await halfway.get(
      new URL((await tenant.authorize({}, halfway)).headers.get('location') ?? '', first.baseUrl).href,
    );
    const html = await page.text();
    const logs = (await tenant.logs()).length;
    await first.stop();

    const second = await startServer({ databaseUrl: first.databaseUrl, port });
    try {
      expect(await (await fetch(`${tenant.issuer}.well-known/jwks.json`)).text()).toBe(keys);
      expect((await tenant.refresh(refresh_token)).status).toBe(200);
      expect((await tenant.userinfo(opaque.access_token)).status).toBe(200);
      expect((await tenant.redeem(code)).status).toBe(200);
      expect((await tenant.login({ prompt: 'none' }, browser)).searchParams.has('code')).toBe(true);
      const sent = await halfway.post(new URL(action(html), tenant.issuer).href, {
        state: field(html, 'state'),
        username: demoUser.email,
        password: demoUser.password,
      });
      const { left } = await halfway.follow(sent, second.baseUrl);
      expect(left?.searchParams.has('code')).toBe(true);
      expect((await tenant.logs()).length).toBeGreaterThan(logs);
      expect(second.failures).toEqual([]);
    } finally {
      await second.close();
      await first.close().catch(() => {});
    }
  });

  test('two servers on one database serve one login between them', async () => {
    const tenant = await TestTenant.create(server, settingsWith(server.baseUrl, { tenant: SKIP }));
    const twin = await startServer({ databaseUrl: server.databaseUrl, publicUrl: server.baseUrl });
    try {
      const there = (url: string) => url.replace(server.baseUrl, twin.baseUrl);
      const browser = new Browser();
      const code = await tenant.code({}, browser);
      const redeem = (base: string) =>
        fetch(`${base}/t/${tenant.id}/oauth/token`, {
          method: 'POST',
          body: new URLSearchParams({
            ...{ grant_type: 'authorization_code', client_id: 'timesheets-native', code },
            ...{
              code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
              redirect_uri: tenant.callback,
            },
          }),
        });
      const responses = await Promise.all(
        Array.from({ length: 10 }, (_, index) => redeem(index % 2 ? server.baseUrl : twin.baseUrl)),
      );
      expect(responses.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
      const { access_token } = await tenant.tokens({ audience: undefined }, browser);
      const user = await fetch(there(`${tenant.issuer}userinfo`), {
        headers: { authorization: `Bearer ${access_token}` },
      });
      expect(user.status).toBe(200);
      await tenant.put(settingsWith(server.baseUrl, { tenant: { ...SKIP, friendly_name: 'Renamed' } }));
      const page = await browser.get(there(tenant.authorizationRequest({ prompt: 'login' })));
      const login = await browser.get(new URL(page.headers.get('location') ?? '', twin.baseUrl).href);
      expect(await login.text()).toContain('Renamed');
      expect(twin.failures).toEqual([]);
    } finally {
      await twin.stop();
    }
  });
});
