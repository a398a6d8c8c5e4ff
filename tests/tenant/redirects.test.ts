/** Where the answer may go: callbacks, response modes, and what stays on the tenant's own page. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { privateUseCallback } from '#lib/scenario/defaults.ts';
import { Browser, unescapeHtml } from '../support/browser.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { settingsWith, TestTenant } from '../support/tenant.ts';

let server: TestServer;
let tenant: TestTenant;
const LOOPBACK = 'http://127.0.0.1:51004/cb';

const given = (flags = {}, client = {}) =>
  tenant.put(
    settingsWith(server.baseUrl, {
      client: {
        callbacks: [
          `${server.baseUrl}/callback`,
          privateUseCallback,
          LOOPBACK,
          'http://[::1]:5000/cb',
          'https://a.example/cb?x=1',
        ],
        web_origins: [server.baseUrl],
        ...client,
      },
      tenant: { flags, skip_non_verifiable_callback_uri_confirmation_prompt: true },
    }),
  );

beforeAll(async () => {
  server = await startServer();
  tenant = await TestTenant.create(server);
  await given();
});
afterAll(async () => {
  expect(server.failures).toEqual([]);
  await server.close();
});

const MISMATCH =
  'Callback URL mismatch. The provided redirect_uri is not in the list of allowed callback URLs.';

/** The technical details of the tenant's own error page; it must not redirect. */
async function errorPage(response: Response): Promise<string> {
  expect(response.headers.get('location')).toBeNull();
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const html = await response.text();
  const detail = /<p class="code"><bdi>(.*?)<\/bdi><\/p>/s.exec(html)?.[1] ?? '';
  return unescapeHtml(detail.replace(/<[^>]+>/g, ''));
}

describe('callbacks', () => {
  test('RFC 8252 Section 7.1: a private-use scheme gets the code', async () => {
    const browser = new Browser();
    const callback = await tenant.login({ redirect_uri: privateUseCallback }, browser);
    expect(callback.href.startsWith(`${privateUseCallback}?code=`)).toBe(true);
    const code = callback.searchParams.get('code') ?? '';
    expect((await tenant.redeem(code, { redirect_uri: privateUseCallback })).status).toBe(200);
  });

  test('RFC 8252 Section 7.3: a loopback callback gets the code, by IPv4 and IPv6', async () => {
    for (const redirect_uri of [LOOPBACK, 'http://[::1]:5000/cb']) {
      expect((await tenant.login({ redirect_uri })).href.startsWith(`${redirect_uri}?code=`)).toBe(true);
    }
  });

  test('RFC 6749 Section 3.1.2: the query of a callback is kept', async () => {
    const callback = await tenant.login({ redirect_uri: 'https://a.example/cb?x=1' });
    expect([...callback.searchParams.keys()]).toEqual(['x', 'code', 'state']);
  });

  test.each([
    ['a slash at the end', (uri: string) => `${uri}/`],
    ['another case', (uri: string) => uri.replace('callback', 'Callback')],
    ['another port', (uri: string) => uri.replace(/:\d+\//, ':1/')],
    ['https for http', (uri: string) => uri.replace('http:', 'https:')],
    ['a fragment', (uri: string) => `${uri}#x`],
    ['a query', (uri: string) => `${uri}?x=1`],
    ['a path that comes back', (uri: string) => `${uri}/../callback`],
    ['a name before an @', (uri: string) => uri.replace('//', '//localhost@')],
    ['another host', () => 'https://evil.example/callback'],
    ['javascript:', () => 'javascript:alert(1)//callback'],
    ['percent-encoding twice', (uri: string) => encodeURIComponent(uri)],
    ['nothing of a URI', () => 'callback'],
    ['a NUL', (uri: string) => `${uri}\0`],
  ])('RFC 9700 Section 2.1: %s is another callback, and the answer stays here', async (_name, change) => {
    const response = await tenant.authorize({ redirect_uri: change(tenant.callback) });
    expect(response.status).toBe(403);
    expect(await errorPage(response)).toContain(MISMATCH);
    expect(await tenant.cause()).toBe('redirect_uri is a callback of the app, byte by byte');
  });

  test('Auth0 compares the port of a loopback callback', async () => {
    const response = await tenant.authorize({ redirect_uri: 'http://127.0.0.1:51005/cb' });
    expect(await errorPage(response)).toContain(MISMATCH);
    const last = await tenant.lastLog();
    const cause = last.pixy.verdicts.find(({ verdict }) => verdict === 'fail');
    expect(cause?.because).toBe('They differ by the port.');
  });

  test('RFC 8252 Section 7.3: a tenant can be told to take any port of a loopback callback', async () => {
    await given({ loopback_callbacks_on_any_port: true });
    for (const redirect_uri of ['http://127.0.0.1:60000/cb', 'http://127.0.0.1/cb', 'http://[::1]:7/cb']) {
      const callback = await tenant.login({ redirect_uri });
      const code = callback.searchParams.get('code') ?? '';
      expect((await tenant.redeem(code, { redirect_uri })).status).toBe(200);
    }
    for (const redirect_uri of [
      'http://127.0.0.1:60000/other',
      'http://127.0.0.2:51004/cb',
      'http://127.0.0.1.evil.example:51004/cb',
      'http://127.0.0.1:51004@evil.example/cb',
      'https://127.0.0.1:51004/cb',
    ]) {
      expect((await tenant.authorize({ redirect_uri })).status).toBe(403);
    }
    await given();
  });

  test('an unknown app has no callback to be trusted: the answer stays here', async () => {
    const response = await tenant.authorize({ client_id: 'timesheets-nativ' });
    expect(response.status).toBe(400);
    expect(await errorPage(response)).toBe('invalid_request: Unknown client: timesheets-nativ');
    expect(await tenant.cause()).toBe('client_id names an app of this tenant');
  });

  test('RFC 6749 Section 3.1.2.3: redirect_uri may be left out where one is registered', async () => {
    await given({}, { callbacks: [tenant.callback] });
    const code = await tenant.code({ redirect_uri: undefined });
    expect((await tenant.redeem(code, { redirect_uri: undefined })).status).toBe(200);
    await given();
    const response = await tenant.authorize({ redirect_uri: undefined });
    expect(await errorPage(response)).toContain('redirect_uri');
  });

  test('RFC 6749 Section 4.1.3: what was sent to /authorize must be sent again, identically', async () => {
    const code = await tenant.code();
    const missing = await tenant.redeem(code, { redirect_uri: undefined });
    expect([missing.status, await missing.json()]).toEqual([
      400,
      { error: 'invalid_request', error_description: 'Missing required parameter: redirect_uri' },
    ]);
    expect(await tenant.cause()).toBe('redirect_uri is sent again if it was sent to /authorize');
    const other = await tenant.redeem(code, { redirect_uri: privateUseCallback });
    expect([other.status, await other.json()]).toEqual([
      403,
      {
        error: 'unauthorized_client',
        error_description: `The redirect URI is wrong. You sent ${privateUseCallback}, and we expected ${tenant.callback}`,
      },
    ]);
    expect(await tenant.cause()).toBe('redirect_uri is the one of the authorization request, byte by byte');
  });
});

describe('response modes', () => {
  test('OAuth 2.0 Multiple Response Types Section 2.1: fragment', async () => {
    const callback = await tenant.login({ response_mode: 'fragment' });
    expect(callback.search).toBe('');
    expect([...new URLSearchParams(callback.hash.slice(1)).keys()]).toEqual(['code', 'state']);
  });

  test('form_post: a form that sends itself, and works without scripts', async () => {
    const browser = new Browser();
    await tenant.login({}, browser);
    const response = await tenant.authorize({ response_mode: 'form_post', state: '"><script>x' }, browser);
    const html = await response.text();
    expect(html).toContain(`action="${tenant.callback}"`);
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;x"');
    expect(html).toContain('<noscript><button');
    expect(response.headers.get('content-security-policy')).toMatch(/script-src 'sha256-/);
  });

  test('web_message: the answer goes to the origin of the app alone', async () => {
    const browser = new Browser();
    await tenant.login({}, browser);
    const ask = (changes: Record<string, string>) =>
      tenant.authorize(
        { prompt: 'none', response_mode: 'web_message', state: '</script>', ...changes },
        browser,
      );
    const html = await (await ask({})).text();
    expect(html).toContain(`, "${server.baseUrl}");</script>`);
    expect(html).toContain('"type":"authorization_response"');
    expect(html).not.toContain('"iss"');
    expect(html).toContain('\\u003c/script\\u003e');
    const refused = await ask({ redirect_uri: 'https://a.example/cb?x=1' });
    expect(refused.status).toBe(403);
    expect(await errorPage(refused)).toContain('does not have a registered origin');
  });

  test('an unknown mode is refused by query', async () => {
    const callback = await tenant.login({ response_mode: 'carrier_pigeon' });
    expect(callback.searchParams.get('error')).toBe('unsupported_response_mode');
  });

  test('RFC 9207: no iss is sent, as Auth0 sends none, and the redirect is a 302', async () => {
    const browser = new Browser();
    await tenant.login({}, browser);
    for (const changes of [{}, { response_type: 'token' }, { audience: 'https://nowhere' }]) {
      const response = await tenant.authorize(changes, browser);
      expect(response.status).toBe(302);
      const location = new URL(response.headers.get('location') ?? '');
      expect(`${location.search}${location.hash}`).not.toContain('iss=');
    }
  });
});

describe('refusals that the app is told', () => {
  test.each([
    ['audience', 'https://nowhere', 'access_denied', 'Service not found: https://nowhere'],
    ['response_type', undefined, 'invalid_request', 'Missing required parameter: response_type'],
    ['response_type', 'token', 'unsupported_response_type', 'Unsupported response type: token'],
  ])('Auth0: %s=%s is %s', async (name, value, error, description) => {
    const callback = await tenant.login({ [name]: value });
    expect([callback.searchParams.get('error'), callback.searchParams.get('error_description')]).toEqual([
      error,
      description,
    ]);
    expect(callback.searchParams.get('state')).toBe('a-state');
  });

  test('RFC 6749 Section 3.1: a parameter sent twice is refused, whichever it is', async () => {
    for (const name of ['state', 'scope', 'audience', 'code_challenge', 'response_mode', 'prompt', 'nonce']) {
      const url = `${tenant.authorizationRequest({ [name]: 'a' })}&${name}=b`;
      const location = (await new Browser().get(url)).headers.get('location') ?? '';
      expect([name, new URL(location).searchParams.get('error')]).toEqual([name, 'invalid_request']);
      expect(await tenant.cause()).toBe('no parameter is sent twice');
    }
    for (const name of ['client_id', 'redirect_uri']) {
      const url = `${tenant.authorizationRequest()}&${name}=b`;
      const response = await new Browser().get(url);
      expect([name, response.status]).toEqual([name, 400]);
    }
  });

  test('an app without the grant is told unauthorized_client', async () => {
    await given({}, { grant_types: ['refresh_token'] });
    const callback = await tenant.login();
    expect([callback.searchParams.get('error'), callback.searchParams.get('error_description')]).toEqual([
      'unauthorized_client',
      "Grant type 'authorization_code' not allowed for the client.",
    ]);
    expect(await tenant.cause()).toBe('the app may use the grant authorization_code');
    await given();
  });
});

describe('the operating system', () => {
  const inFrame = { 'sec-fetch-dest': 'iframe' };

  test('in a frame, a private-use scheme is handed to the site around it by a message of exact origin', async () => {
    const browser = new Browser();
    await tenant.login({}, browser);
    const url = tenant.authorizationRequest({ redirect_uri: privateUseCallback });
    const framed = await browser.get(url, inFrame);
    expect(framed.status).toBe(200);
    const html = await framed.text();
    expect(unescapeHtml(html)).toContain(`data-url="${privateUseCallback}?code=`);
    expect(html).toContain(`data-target-origin="${server.baseUrl}"`);
    expect(framed.headers.get('content-security-policy')).toMatch(/script-src 'sha256-[^']+';/);
    expect((await browser.get(url)).status).toBe(302);
  });

  test('in a frame, a web callback is an ordinary redirect', async () => {
    const browser = new Browser();
    await tenant.login({}, browser);
    expect((await browser.get(tenant.authorizationRequest(), inFrame)).status).toBe(302);
  });
});
