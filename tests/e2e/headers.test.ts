/** What every answer of this server says to the browser about itself: the matrix of its doors. */
import type { APIRequestContext, APIResponse } from '@playwright/test';
import { expect, test } from './test.ts';

type Policy = ReadonlyMap<string, string>;

const policyOf = (response: APIResponse): Policy =>
  new Map(
    (response.headers()['content-security-policy'] ?? '').split(';').map((rule) => {
      const [name = '', ...values] = rule.trim().split(' ');
      return [name, values.join(' ')];
    }),
  );

/** An authorization request that the house tenant takes. */
const authorize = (baseURL: string, more: Readonly<Record<string, string>> = {}): string =>
  `/authorize?${new URLSearchParams({
    response_type: 'code',
    client_id: 'timesheets-native',
    redirect_uri: `${baseURL}/callback`,
    scope: 'openid',
    state: 'a-state',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...more,
  })}`;

const pages = [
  ['/', 200],
  ['/quickstart', 200],
  ['/quickstart/token-request', 200],
  ['/quickstart/no-such-step', 404],
  ['/no-such-page', 404],
] as const;

for (const [path, status] of pages) {
  test(`${path}: scripts run by a nonce that is new each time, and nobody may frame the page`, async ({
    request,
  }) => {
    const nonces: string[] = [];
    for (const response of [await request.get(path), await request.get(path)]) {
      expect(response.status()).toBe(status);
      const headers = response.headers();
      expect(headers['content-type']).toContain('text/html');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['cache-control']).toContain('no-store');
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers['set-cookie']).toBeUndefined();

      const policy = policyOf(response);
      const [, nonce = ''] = /'nonce-([\w+/=]+)'/.exec(policy.get('script-src') ?? '') ?? [];
      expect(policy.get('script-src')).toBe(`'nonce-${nonce}' 'strict-dynamic'`);
      expect(Buffer.from(nonce, 'base64').length).toBeGreaterThanOrEqual(16);
      expect(policy.get('default-src')).toBe("'none'");
      expect(policy.get('connect-src')).toBe("'self'");
      expect(policy.get('object-src')).toBe("'none'");
      expect(policy.get('base-uri')).toBe("'none'");
      expect(policy.get('form-action')).toBe("'self'");
      expect(policy.get('frame-ancestors')).toBe("'none'");
      expect(headers['content-security-policy']).not.toMatch(/unsafe-|https?:|\*/);

      // Every script carries it, so none waits for a policy that is looser.
      const scripts = (await response.text()).match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(0);
      expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
      nonces.push(nonce);
    }
    expect(nonces[0]).not.toBe(nonces[1]);
  });
}

/** A door, and how it is knocked at. Nothing here may be cached, sniffed, or told to the next page. */
const doors: ReadonlyArray<
  readonly [
    name: string,
    status: number,
    knock: (request: APIRequestContext, baseURL: string) => Promise<APIResponse>,
  ]
> = [
  ['/callback with a code', 200, (request) => request.get('/callback?code=a-code&state=a-state')],
  ['/callback/logout', 200, (request) => request.get('/callback/logout')],
  [
    '/authorize, which leads to the login',
    302,
    (request, base) => request.get(authorize(base), { maxRedirects: 0 }),
  ],
  ['/u/login', 200, (request, base) => request.get(authorize(base))],
  ['/u/signup', 200, (request, base) => request.get(authorize(base, { screen_hint: 'signup' }))],
  [
    '/authorize, which tells the app of an error',
    302,
    (request, base) => request.get(authorize(base, { prompt: 'none' }), { maxRedirects: 0 }),
  ],
  [
    '/authorize, which cannot tell the app',
    403,
    (request, base) => request.get(authorize(base, { redirect_uri: 'https://attacker.example.com/' })),
  ],
  ['/u/login without a login', 400, (request) => request.get('/u/login?state=unknown')],
  [
    '/oauth/token',
    403,
    (request, base) =>
      request.post('/oauth/token', {
        form: {
          grant_type: 'authorization_code',
          client_id: 'timesheets-native',
          redirect_uri: `${base}/callback`,
          code: 'a-code-that-nobody-issued',
          code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
        },
      }),
  ],
  ['/oauth/token by a method that it does not know', 405, (request) => request.put('/oauth/token')],
  [
    '/oauth/revoke',
    200,
    (request) => request.post('/oauth/revoke', { form: { client_id: 'timesheets-native', token: 'x' } }),
  ],
  ['/userinfo', 401, (request) => request.get('/userinfo')],
  ['/v2/logout', 200, (request) => request.get('/v2/logout')],
  ['/oidc/logout', 200, (request) => request.get('/oidc/logout')],
  ['a page of a tenant that does not exist', 404, (request) => request.get(`/t/${'x'.repeat(22)}/authorize`)],
  [
    'the settings of a tenant, without its key',
    401,
    (request) => request.get(`/t/${'x'.repeat(22)}/pixy/settings`),
  ],
  ['the settings of the house', 403, (request) => request.get('/t/root/pixy/settings')],
  ['the API', 401, (request) => request.get('/api/root/timesheets')],
  [
    'the API with a wrong token',
    401,
    (request) => request.get('/api/root/timesheets', { headers: { authorization: 'Bearer x' } }),
  ],
  ['the log of the API of the house', 403, (request) => request.get('/api/root/logs')],
];

for (const [name, status, knock] of doors) {
  test(`${name}: ${status}, kept by nobody, and framed by this site alone`, async ({ request, baseURL }) => {
    const response = await knock(request, baseURL ?? '');
    expect(response.status()).toBe(status);
    const headers = response.headers();
    expect(headers['cache-control']).toContain('no-store');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-powered-by']).toBeUndefined();
    const policy = policyOf(response);
    expect(policy.get('default-src')).toBe("'none'");
    expect(policy.get('frame-ancestors')).toMatch(/^'(none|self)'$/);
    // Scripts: none at all, or the very one that the page was written with.
    expect(policy.get('script-src') ?? '').toMatch(/^('sha256-[\w+/]{43}=')?$/);
    expect(policy.get('style-src') ?? '').toMatch(/^('sha256-[\w+/]{43}=')?$/);
    if (headers['content-type']?.includes('text/html')) {
      expect(policy.get('base-uri')).toBe("'none'");
      expect(policy.get('form-action')).toMatch(/^'(none|self)'/);
    }
  });
}

test('the callback page reflects nothing of its address', async ({ request }) => {
  const plain = await (await request.get('/callback')).text();
  const answer = await request.get('/callback?code=%3Cscript%3Ealert(1)%3C/script%3E&state=a-state');
  expect(await answer.text()).toBe(plain);
});

test('cookies of the login belong to their tenant, and no script or other site gets them', async ({
  request,
  baseURL,
}) => {
  const response = await request.get(authorize(baseURL ?? ''), { maxRedirects: 0 });
  const cookies = response.headersArray().filter(({ name }) => name.toLowerCase() === 'set-cookie');
  expect(cookies.length).toBeGreaterThan(0);
  for (const { value } of cookies) {
    expect(value).toMatch(/; httponly/i);
    expect(value).toMatch(/; samesite=(lax|strict)/i);
    expect(value).toMatch(/; path=\//i);
    // Plain http on loopback: a Secure cookie would be dropped by some browsers.
    expect(value).not.toMatch(/; domain=/i);
  }
});
