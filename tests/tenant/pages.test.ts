/** What a person meets at the tenant: login, sign-up, consent, confirmation, and the ways out. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { demoUser, privateUseCallback, timesheetsIdentifier } from '#lib/scenario/defaults.ts';
import { action, Browser, field } from '../support/browser.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { decodeJwt, type Parameters as Request, settingsWith, TestTenant } from '../support/tenant.ts';

let server: TestServer;
let tenant: TestTenant;
let browser: Browser;

const given = async (changes: Parameters<typeof settingsWith>[1] = {}) => {
  expect((await tenant.put(settingsWith(server.baseUrl, changes))).status).toBe(200);
};
const SKIP = { skip_non_verifiable_callback_uri_confirmation_prompt: true };

beforeAll(async () => {
  server = await startServer();
  tenant = await TestTenant.create(server);
});
beforeEach(async () => {
  browser = new Browser();
  await given();
});
afterAll(async () => {
  expect(server.failures).toEqual([]);
  await server.close();
});

/** The page that the request leads to, and its address. */
async function open(changes: Request = {}): Promise<{ html: string; url: URL }> {
  const { response, left } = await browser.follow(
    await tenant.authorize(changes, browser),
    tenant.server.baseUrl,
  );
  if (left) throw new Error(`No page, but ${left.href}`);
  return { html: await response.text(), url: new URL(response.url) };
}

const submit = (html: string, form: Record<string, string>) =>
  browser.post(new URL(action(html), tenant.issuer).href, { state: field(html, 'state'), ...form });

const ADA = { username: demoUser.email, password: demoUser.password, action: 'default' };
const errorOf = (url: URL | undefined) => [
  url?.searchParams.get('error'),
  url?.searchParams.get('error_description'),
];

describe('login', () => {
  test('the page names tenant and app, and can be filled by a password manager', async () => {
    const { html, url } = await open({ login_hint: 'ada@example.com' });
    expect(url.pathname).toBe(`/t/${tenant.id}/u/login`);
    expect(html).toContain('Timesheets');
    expect(html).toMatch(/name="username"[^>]*autocomplete="username"[^>]*value="ada@example.com"/);
    expect(html).toMatch(/name="password"[^>]*autocomplete="current-password"/);
    expect(html).not.toContain('<script');
  });

  test.each([
    ['a wrong password', { ...ADA, password: 'not this one' }, 'fp', 'the password is the one of the user'],
    [
      'an unknown address',
      { ...ADA, username: 'who@example.com' },
      'fu',
      'the email address belongs to a user of the connection',
    ],
  ])('%s: the page says the same of both, the log says which', async (_name, form, type, cause) => {
    const { html } = await open();
    const response = await submit(html, form);
    expect(response.status).toBe(400);
    const again = await response.text();
    expect(again).toContain('Wrong email or password.');
    expect(again).not.toContain('not this one');
    expect((await tenant.lastLog()).type).toBe(type);
    expect(await tenant.cause()).toBe(cause);
    const { left } = await browser.follow(await submit(again, ADA), server.baseUrl);
    expect(left?.searchParams.has('code')).toBe(true);
  });

  test('empty fields are named', async () => {
    const { html } = await open();
    expect(await (await submit(html, { ...ADA, username: ' ' })).text()).toContain(
      'Enter your email address.',
    );
    expect(await (await submit(html, { ...ADA, password: '' })).text()).toContain('Enter your password.');
  });

  test('an address is compared without regard to case', async () => {
    const { html } = await open();
    const { left } = await browser.follow(
      await submit(html, { ...ADA, username: 'Ada@Example.COM' }),
      server.baseUrl,
    );
    expect(left?.searchParams.has('code')).toBe(true);
  });

  test('RFC 6749 Section 4.1.2.1: Cancel, as link and as button, tells the app access_denied', async () => {
    const first = await open();
    const link = /href="([^"]*\/u\/cancel\?[^"]*)"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const byLink = (await browser.get(new URL(link, tenant.issuer).href)).headers.get('location') ?? '';
    const second = await open();
    const byButton = (await submit(second.html, { action: 'cancel' })).headers.get('location') ?? '';
    for (const location of [byLink, byButton]) {
      const url = new URL(location);
      expect(errorOf(url)).toEqual(['access_denied', 'User did not authorize the request']);
      expect(url.searchParams.get('state')).toBe('a-state');
    }
    expect((await tenant.lastLog()).type).toBe('f');
  });

  test('a blocked user is told so, at the page and with a session', async () => {
    await given({ tenant: SKIP });
    await tenant.login({}, browser);
    await given({ tenant: SKIP, user: { blocked: true } });
    const bySession = await tenant.authorize({}, browser);
    expect(errorOf(new URL(bySession.headers.get('location') ?? ''))).toEqual([
      'unauthorized',
      'user is blocked',
    ]);
    browser.forget();
    const { html } = await open();
    const { left } = await browser.follow(await submit(html, ADA), server.baseUrl);
    expect(errorOf(left)).toEqual(['unauthorized', 'user is blocked']);
  });

  test('OpenID Connect Core Section 3.1.2.1: prompt=login asks again, prompt=none never asks', async () => {
    await given({ tenant: SKIP });
    expect(errorOf(await tenant.login({ prompt: 'none' }, browser))).toEqual([
      'login_required',
      'Login required',
    ]);
    await tenant.login({}, browser);
    expect((await tenant.login({ prompt: 'none' }, browser)).searchParams.has('code')).toBe(true);
    expect((await open({ prompt: 'login' })).url.pathname).toContain('/u/login');
    expect((await open({ max_age: '0' })).url.pathname).toContain('/u/login');
    expect((await open({ prompt: 'select_account' })).url.pathname).toContain('/u/login');
    const { left } = await browser.follow(
      await submit((await open({ prompt: 'login' })).html, ADA),
      server.baseUrl,
    );
    expect(left?.searchParams.has('code')).toBe(true);
  });

  test('somebody else may log in where a session is: the session becomes theirs', async () => {
    await given({ tenant: SKIP });
    await tenant.login({}, browser);
    const { html } = await open({ prompt: 'login', screen_hint: 'signup' });
    const form = { username: 'bob@example.com', password: 'long enough', action: 'default' };
    const { left } = await browser.follow(await submit(html, form), server.baseUrl);
    const response = await tenant.redeem(left?.searchParams.get('code') ?? '');
    const { id_token } = (await response.json()) as { id_token: string };
    expect(decodeJwt(id_token).payload.email).toBe('bob@example.com');
    const silent = await tenant.redeem(await tenant.code({ prompt: 'none' }, browser));
    expect(decodeJwt(((await silent.json()) as { id_token: string }).id_token).payload.email).toBe(
      'bob@example.com',
    );
  });

  test('a session whose user is gone counts as no session', async () => {
    await given({ tenant: SKIP });
    await tenant.login({}, browser);
    await given({ tenant: { ...SKIP, users: [] } });
    expect((await open()).url.pathname).toContain('/u/login');
    expect(errorOf(await tenant.login({ prompt: 'none' }, browser))[0]).toBe('login_required');
  });

  test('session_lifetime ends the session, in hours', async () => {
    await given({ tenant: { ...SKIP, session_lifetime: 1 / 3_600 } });
    await tenant.login({}, browser);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect((await open()).url.pathname).toContain('/u/login');
  });

  test('20 attempts in a minute, then the page says to wait', async () => {
    const strict = await startServer({ limits: { attemptsPerMinute: 20 } });
    try {
      tenant = await TestTenant.create(strict);
      const { html } = await open();
      const form = { ...ADA, username: 'nobody@example.com' };
      const statuses: number[] = [];
      for (let attempt = 0; attempt < 21; attempt += 1) statuses.push((await submit(html, form)).status);
      expect(statuses).toEqual([...Array(20).fill(400), 429]);
      const page = await submit(html, ADA);
      expect(await page.text()).toContain('Too many attempts');
    } finally {
      await strict.close();
      tenant = await TestTenant.create(server);
    }
  });
});

describe('a login belongs to the browser that it was started in', () => {
  test.each([
    ['another browser, with a login of its own', true],
    ['no cookies at all', false],
  ])('%s: the page is not served, and the form is not taken', async (_name, hasLogin) => {
    const { html, url } = await open();
    const stranger = new Browser();
    if (hasLogin) await stranger.get(tenant.authorizationRequest());
    const shown = await stranger.get(url.href);
    expect(shown.status).toBe(400);
    expect(await shown.text()).toContain('You may have pressed the back button');
    const sent = await stranger.post(`${tenant.issuer}u/login`, { state: field(html, 'state'), ...ADA });
    expect([sent.status, sent.headers.get('location')]).toEqual([400, null]);
  });

  test('two tabs: both logins can be finished', async () => {
    const [left, right] = [await open({ state: 'left' }), await open({ state: 'right' })];
    for (const [tab, state] of [
      [right, 'right'],
      [left, 'left'],
    ] as const) {
      const { left: callback } = await browser.follow(await submit(tab.html, ADA), server.baseUrl);
      expect(callback?.searchParams.get('state')).toBe(state);
      expect(callback?.searchParams.has('code')).toBe(true);
    }
  });

  test('the back button after the login: Auth0’s words, and a way on', async () => {
    const { html } = await open();
    const back = await submit(html, ADA);
    await browser.follow(back, server.baseUrl);
    const again = await browser.get(back.headers.get('location') ?? '');
    expect(again.status).toBe(400);
    const text = await again.text();
    expect(text).toContain('You may have pressed the back button');
    expect(text).toContain('Start again');
    expect(await tenant.cause()).toBe('the browser brings back the login that it started');
  });

  test('reloading the page changes nothing', async () => {
    const { url } = await open();
    const html = await (await browser.get(url.href)).text();
    const { left } = await browser.follow(await submit(html, ADA), server.baseUrl);
    expect(left?.searchParams.has('code')).toBe(true);
  });

  test('a state that was changed opens nothing', async () => {
    const { html } = await open();
    const state = field(html, 'state');
    for (const wrong of [
      '',
      'x',
      state.slice(1),
      `${state.slice(0, -1)}${state.endsWith('A') ? 'B' : 'A'}`,
      '\0',
      '%',
    ]) {
      const response = await browser.post(`${tenant.issuer}u/login`, { state: wrong, ...ADA });
      expect(response.status).toBe(400);
    }
  });

  test('session fixation: the session has a new name after the login', async () => {
    const before = `auth0_${tenant.id}=chosen-by-somebody-else-0000000000000000000`;
    const response = await browser.get(tenant.authorizationRequest(), { cookie: before });
    expect(response.status).toBe(302);
    await tenant.login({}, browser);
    const names = browser.cookiesFor(tenant.issuer).map(({ value }) => value);
    expect(names).not.toContain('chosen-by-somebody-else-0000000000000000000');
  });
});

describe('sign-up', () => {
  const BOB = { username: 'bob@example.com', password: 'long enough', action: 'default' };

  test('screen_hint=signup opens the page; a new user gets in and can log in again', async () => {
    const { html, url } = await open({ screen_hint: 'signup' });
    expect(url.pathname).toContain('/u/signup');
    expect(html).toMatch(/autocomplete="new-password"/);
    const { left } = await browser.follow(await submit(html, BOB), server.baseUrl);
    expect(left?.searchParams.has('code')).toBe(true);
    expect((await tenant.logs()).map(({ type }) => type).slice(-2)).toEqual(['ss', 's']);
    browser.forget();
    const login = await open();
    const again = await browser.follow(await submit(login.html, BOB), server.baseUrl);
    expect(again.left?.searchParams.has('code')).toBe(true);
  });

  test.each([
    ['a taken address', { ...BOB, username: demoUser.email }, 'Something is wrong with this address'],
    ['a short password', { ...BOB, username: 'c@example.com', password: 'short' }, 'at least 8 characters'],
    ['no address', { ...BOB, username: 'carol' }, 'Enter an email address'],
  ])('%s is refused with its rule', async (_name, form, rule) => {
    const { html } = await open({ screen_hint: 'signup' });
    const response = await submit(html, form);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(rule);
  });

  test('disable_signup: no link, no page, no user', async () => {
    const connections = [{ name: 'Users', strategy: 'auth0' as const, options: { disable_signup: true } }];
    await given({ tenant: { connections } });
    const { html } = await open();
    expect(html).not.toContain('/u/signup');
    const state = field(html, 'state');
    const response = await browser.post(`${tenant.issuer}u/signup`, {
      state,
      ...BOB,
      username: 'd@example.com',
    });
    expect(response.headers.get('location')).toContain('/u/login');
  });
});

describe('consent', () => {
  const STRICT = { api: { skip_consent_for_verifiable_first_party_clients: false }, tenant: SKIP };

  test('the page names the scopes, and is shown once', async () => {
    await given(STRICT);
    const { html } = await open();
    const { response } = await browser.follow(await submit(html, ADA), server.baseUrl);
    const page = await response.text();
    expect(response.url).toContain('/u/consent');
    expect(page).toContain('Read your timesheets');
    expect(page).toContain(demoUser.email);
    const { left } = await browser.follow(await submit(page, { action: 'accept' }), server.baseUrl);
    expect(left?.searchParams.has('code')).toBe(true);
    expect((await tenant.login({ prompt: 'none' }, browser)).searchParams.has('code')).toBe(true);
  });

  test('a new scope is asked for, and prompt=none cannot ask', async () => {
    await given(STRICT);
    await tenant.login({}, browser);
    const more = { scope: 'openid read:timesheets write:timesheets' };
    expect(errorOf(await tenant.login({ ...more, prompt: 'none' }, browser))).toEqual([
      'consent_required',
      'Consent required',
    ]);
    expect(await tenant.cause()).toBe(
      'the person has agreed to what the app asks for, where consent is needed',
    );
    expect((await open(more)).url.pathname).toContain('/u/consent');
  });

  test('Decline tells the app access_denied, and nothing is remembered', async () => {
    await given(STRICT);
    await tenant.login({ audience: undefined }, browser);
    const more = { scope: 'openid email read:timesheets write:timesheets' };
    const { html } = await open(more);
    const location = (await submit(html, { action: 'deny' })).headers.get('location') ?? '';
    expect(errorOf(new URL(location))[0]).toBe('access_denied');
    expect((await open(more)).url.pathname).toContain('/u/consent');
  });

  test('a third-party app always asks; prompt=consent makes a first-party app ask', async () => {
    await given({ client: { client_id: 'third', is_first_party: false }, tenant: SKIP });
    const { html } = await open({ client_id: 'third' });
    const { response } = await browser.follow(await submit(html, ADA), server.baseUrl);
    expect(response.url).toContain('/u/consent');
    browser.forget();
    await given({ tenant: SKIP });
    await tenant.login({}, browser);
    expect((await open({ prompt: 'consent' })).url.pathname).toContain('/u/consent');
  });
});

describe('confirmation (RFC 8252 Section 8.6)', () => {
  test.each([
    ['a private-use scheme', () => privateUseCallback],
    ['a loopback address', () => tenant.callback],
  ])('%s is confirmed when nothing else was shown, and never silently', async (_name, callback) => {
    const redirect_uri = callback();
    await tenant.login({ redirect_uri }, browser);
    const { html, url } = await open({ redirect_uri });
    expect(url.pathname).toContain('/u/confirm');
    expect(html).toContain(redirect_uri);
    expect(errorOf(await tenant.login({ redirect_uri, prompt: 'none' }, browser))).toEqual([
      'interaction_required',
      'Interaction required',
    ]);
    expect(await tenant.cause()).toBe('a callback that any app could claim was seen by the person');
    const location = (await submit(html, { action: 'accept' })).headers.get('location') ?? '';
    const final = (await browser.get(location)).headers.get('location') ?? '';
    expect(final.startsWith(`${redirect_uri}?code=`)).toBe(true);
  });

  test('a claimed https callback needs none', async () => {
    const redirect_uri = 'https://app.example.com/callback';
    await given({ client: { callbacks: [redirect_uri] } });
    await tenant.login({ redirect_uri }, browser);
    const location = (await tenant.authorize({ redirect_uri, prompt: 'none' }, browser)).headers.get(
      'location',
    );
    expect(location).toContain(`${redirect_uri}?code=`);
  });

  test('the app’s own setting wins over the tenant’s', async () => {
    const own = { skip_non_verifiable_callback_uri_confirmation_prompt: false };
    await given({ tenant: SKIP, client: own });
    await tenant.login({}, browser);
    expect((await open()).url.pathname).toContain('/u/confirm');
  });

  test('Cancel tells the app access_denied', async () => {
    await tenant.login({}, browser);
    const { html } = await open();
    const location = (await submit(html, { action: 'cancel' })).headers.get('location') ?? '';
    expect(errorOf(new URL(location))[0]).toBe('access_denied');
  });
});

test('OpenID Connect Core Section 3.1.2.1: POST /authorize is as good as GET', async () => {
  const form = Object.fromEntries(new URL(tenant.authorizationRequest()).searchParams);
  const response = await browser.post(`${tenant.issuer}authorize`, form);
  expect(response.status).toBe(302);
  expect(response.headers.get('location')).toContain('/u/login?state=');
  expect(form.audience).toBe(timesheetsIdentifier);
});
