import { UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readLogs } from '#store/index.ts';
import { bearer, goodClaims, KEY, type Lab, makeKey, NOW, openLab, sign, TENANT } from './test-support.ts';

interface LogEntry {
  readonly type: string;
  readonly description: string;
  readonly user_id?: string;
  readonly pixy: {
    readonly request_id: string;
    readonly endpoint: string;
    readonly public: Record<string, unknown>;
    readonly reason: string;
    readonly verdicts: readonly {
      check: string;
      verdict: string;
      expected?: string;
      actual?: string;
      because?: string;
    }[];
  };
}

let lab: Lab;
let seen = '';

beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.clock.now = NOW;
  lab.published.status = 200;
  lab.published.keys = [lab.jwk];
  await put({});
  await newLogs();
});

const claims = (changes: Record<string, unknown> = {}) => ({ ...goodClaims(lab.issuer), ...changes });
const signed = (changes: Record<string, unknown> = {}, header: Record<string, unknown> = {}) =>
  sign(claims(changes), lab.privateKey, header);
const call = (token: string) => lab.api('/timesheets', bearer(token));

function put(settings: Record<string, unknown>) {
  const body = JSON.stringify({
    issuer: lab.issuer,
    audience: 'https://timesheets.example.com/',
    ...settings,
  });
  return lab.api('/settings', { method: 'PUT', headers: { 'x-pixy-key': KEY }, body });
}

async function newLogs(): Promise<LogEntry[]> {
  const response = await lab.api(`/logs?after=${seen}`, { headers: { 'x-pixy-key': KEY } });
  const { logs } = (await response.json()) as { logs: (LogEntry & { log_id: string })[] };
  seen = logs.at(-1)?.log_id ?? seen;
  return logs;
}

async function onlyLog(): Promise<LogEntry> {
  const logs = await newLogs();
  expect(logs).toHaveLength(1);
  return logs[0] as LogEntry;
}

const ORDER = [
  'The request carries a bearer token',
  'The token is sent by one method only',
  'The token is a JWT in three parts',
  'The header demands no extension that the API does not know',
  'alg is the algorithm that the API is set to',
  'The key is a key of the tenant',
  'The signature is valid',
  'iss is the issuer that the API trusts',
  'aud names this API',
  'sub names somebody',
  'The token has not expired',
  'The token is already valid',
  'iat is a time, if it is there',
  'typ is the type that the API expects',
  'The token grants what the request needs',
];

describe('a good token', () => {
  test('gets the timesheets of its sub, the same each time', async () => {
    const response = await call(await signed());
    expect(response.status).toBe(200);
    const body = await response.json();
    expect(body).toMatchObject({ sub: 'auth0|ada' });
    expect(body.timesheets.map((t: { date: string }) => t.date)).toEqual([
      '2026-11-16',
      '2026-11-17',
      '2026-11-18',
      '2026-11-19',
      '2026-11-20',
    ]);
    expect(body.timesheets[0]).toEqual({
      date: '2026-11-16',
      project: expect.stringMatching(/^[A-Z][a-z]+ /),
      hours: expect.any(Number),
    });
    expect(await (await call(await signed())).json()).toEqual(body);
    expect(await (await call(await signed({ sub: 'auth0|bob' }))).json()).not.toEqual(body);
  });

  test('is answered with every header, readable from any origin, without credentials', async () => {
    const response = await call(await signed());
    const { 'x-request-id': requestId, ...headers } = Object.fromEntries(response.headers);
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers).toEqual({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'www-authenticate, x-request-id',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'content-type': 'application/json',
      'cross-origin-resource-policy': 'cross-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  });

  test('leaves a log entry that lists every check in order', async () => {
    const response = await call(await signed());
    const entry = await onlyLog();
    expect(entry).toMatchObject({
      log_id: expect.stringMatching(/^900\d{29}$/),
      type: 'sapi',
      description: 'GET /timesheets',
      client_id: 'pixy-native',
      user_id: 'auth0|ada',
      hostname: new URL(lab.baseUrl).host,
      audience: 'https://timesheets.example.com/',
      scope: 'openid profile read:timesheets offline_access',
      pixy: {
        request_id: response.headers.get('x-request-id'),
        endpoint: '/timesheets',
        public: { status: 200 },
        reason: '',
        clock: { api: NOW, true: NOW },
      },
    });
    expect(entry.pixy.verdicts.map((v) => v.check)).toEqual(ORDER);
    expect(entry.pixy.verdicts.map((v) => v.verdict)).toEqual(
      ORDER.map((check) => (check.startsWith('typ') ? 'cannot-tell' : 'pass')),
    );
    expect(entry.pixy.verdicts[10]).toEqual({
      check: 'The token has not expired',
      spec: 'RFC7519-4.1.4',
      verdict: 'pass',
      expected: "after 1795420800 (2026-11-23T08:00:00.000Z), the API's clock",
      actual: '1795424400 (2026-11-23T09:00:00.000Z)',
    });
  });

  test('may name the API alone, and grant it by permissions', async () => {
    const token = await signed({
      aud: 'https://timesheets.example.com/',
      scope: 'openid',
      permissions: ['read:timesheets'],
    });
    expect((await call(token)).status).toBe(200);
  });

  test('may leave out kid while the tenant has one key', async () => {
    expect((await call(await signed({}, { kid: undefined }))).status).toBe(200);
  });

  test('is good at the house, whose issuer is the root', async () => {
    const token = await sign(goodClaims(`${lab.baseUrl}/`), lab.privateKey);
    const response = await lab.api('/timesheets', bearer(token), 'root');
    expect(response.status).toBe(200);
    expect((await lab.api('/timesheets', bearer(await signed()), 'root')).status).toBe(401);
  });

  test('leaves no log at the house, where nobody could read it', async () => {
    await lab.api('/timesheets', bearer(await sign(goodClaims(`${lab.baseUrl}/`), lab.privateKey)), 'root');
    expect(await readLogs(lab.store, 'root', 'api', '')).toEqual([]);
  });
});

describe('a refused request', () => {
  const expectRefusal = async (
    response: Response,
    status: number,
    challenge: string | null,
    body: unknown,
  ) => {
    expect(response.headers.get('www-authenticate')).toBe(challenge);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual(body);
  };
  const invalidToken = (response: Response, description: string) =>
    expectRefusal(
      response,
      401,
      `Bearer realm="api", error="invalid_token", error_description="${description}"`,
      { error: 'invalid_token', error_description: description },
    );

  test.each<[string, RequestInit, string]>([
    ['nothing', {}, 'no Authorization header'],
    ['another scheme', { headers: { authorization: 'Basic YTpi' } }, 'the scheme basic'],
    ['the word alone', { headers: { authorization: 'Bearer' } }, 'the word Bearer and nothing after it'],
    [
      'no scheme',
      { headers: { authorization: 'eyJ0' } },
      'an Authorization header of 4 characters without a scheme',
    ],
    ['an unknown scheme', { headers: { authorization: 'eyJ0 x' } }, 'a scheme other than Bearer'],
  ])('RFC 6750 Section 3.1: with %s there is no error code', async (_, init, actual) => {
    await expectRefusal(await lab.api('/timesheets', init), 401, 'Bearer realm="api"', {
      message: 'Unauthorized',
    });
    const { type, pixy } = await onlyLog();
    expect(type).toBe('fapi');
    expect(pixy.verdicts[0]).toMatchObject({ verdict: 'fail', actual });
    expect(pixy.verdicts.slice(1).map((v) => v.verdict)).toEqual(Array(14).fill('cannot-tell'));
    expect(pixy.verdicts[14]?.because).toBe(
      'Not reached: this failed before: The request carries a bearer token.',
    );
  });

  test('RFC 6750 Section 2: more than one method', async () => {
    const token = await signed();
    const body = {
      error: 'invalid_request',
      error_description: 'More than one method used for authentication',
    };
    const challenge =
      'Bearer realm="api", error="invalid_request", error_description="More than one method used for authentication"';
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const query = `/timesheets?access_token=${token}`;
    await expectRefusal(await lab.api(query, bearer(token)), 400, challenge, body);
    await expectRefusal(await lab.api(`${query}&access_token=${token}`), 400, challenge, body);
    const headers = { ...form, ...bearer(token).headers };
    const posted = await lab.api('/timesheets', { method: 'POST', headers, body: `access_token=${token}` });
    await expectRefusal(posted, 400, challenge, body);
    const [first] = await newLogs();
    expect(first?.pixy.verdicts[1]).toMatchObject({
      verdict: 'fail',
      actual: 'the Authorization header and the query',
    });
  });

  test('a token in the query alone is taken, and advised against', async () => {
    expect((await lab.api(`/timesheets?access_token=${await signed()}`)).status).toBe(200);
    expect((await onlyLog()).pixy.verdicts[1]).toMatchObject({
      verdict: 'pass',
      actual: 'the query',
      because: 'The API takes it from here too, but URLs and forms are logged: send it in the header.',
    });
  });

  test('a good token in a form is taken, but there is nothing to post', async () => {
    const response = await lab.api('/timesheets', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: `access_token=${await signed()}`,
    });
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    await expectRefusal(response, 405, null, {
      error: 'method_not_allowed',
      error_description: 'Timesheets can only be read',
    });
  });

  test('a form larger than 64 KB', async () => {
    const post = (length: number) =>
      lab.api('/timesheets', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'a'.repeat(length),
      });
    expect((await post(65_536)).status).toBe(401);
    expect((await post(65_537)).status).toBe(413);
  });

  test('an opaque token', async () => {
    await invalidToken(await call('xkRZ9bBh1oFQmFbSAnxvWuRIkUIx3Q2yJqDkU4LW8pM'), 'Invalid Compact JWS');
    expect((await onlyLog()).pixy.reason).toBe(
      'An opaque token says nothing to an API. The tenant issues a JWT when the app asks for this API as its audience.',
    );
  });

  test('an encrypted token', async () => {
    await invalidToken(
      await call('eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..aXY.Y3Q.dGFn'),
      'Invalid Compact JWS',
    );
    expect((await onlyLog()).pixy.reason).toBe(
      'Only who holds the decryption key can read it. Without an audience the token is for the userinfo endpoint only.',
    );
  });

  test('RFC 7515 Appendix C: padding, spaces and leftover bits', async () => {
    const [header, payload, signature = ''] = (await signed()).split('.');
    await invalidToken(await call(`${header}=.${payload}.${signature}`), 'Invalid Compact JWS');
    await invalidToken(await call(`${header}. ${payload}.${signature}`), 'Invalid Compact JWS');
    // A 256-byte signature ends in a character of which only two bits count.
    const last = { A: 'B', Q: 'R', g: 'h', w: 'x' }[signature.slice(-1)];
    await invalidToken(
      await call(`${header}.${payload}.${signature.slice(0, -1)}${last}`),
      'Invalid Compact JWS',
    );
  });

  test('RFC 7515 Section 4.1.11: an extension called critical', async () => {
    const token = await signed({}, { crit: ['urn:example:known'], 'urn:example:known': 1 });
    await invalidToken(await call(token), "Unexpected 'crit' value");
  });

  test('RFC 8725 Section 3.1: another alg, none, or the public key as a secret', async () => {
    const secret = new TextEncoder().encode(JSON.stringify(lab.jwk));
    await invalidToken(await call(await sign(claims(), secret, { alg: 'HS256' })), "Unexpected 'alg' value");
    await invalidToken(await call(new UnsecuredJWT(claims()).encode()), "Unexpected 'alg' value");
    const [, entry] = await newLogs();
    expect(entry?.pixy.verdicts[4]).toMatchObject({ verdict: 'fail', expected: 'RS256', actual: 'none' });
    expect(entry?.user_id).toBeUndefined();
  });

  test('a key that the tenant does not publish', async () => {
    const token = await sign(claims(), (await makeKey('key-2')).privateKey, { kid: 'key-2' });
    await invalidToken(await call(token), 'no applicable key found in the JSON Web Key Set');
    expect((await onlyLog()).pixy.verdicts[5]).toMatchObject({
      verdict: 'fail',
      expected: '[key-1]',
      actual: 'key-2',
      because: `The tenant publishes no RS256 key of this name at ${lab.issuer}.well-known/jwks.json.`,
    });
  });

  test('a kid that is no text, or none among several keys', async () => {
    const valid = await signed();
    const header = Buffer.from('{"alg":"RS256","kid":["key-1"]}').toString('base64url');
    await invalidToken(
      await call(`${header}.${valid.split('.').slice(1).join('.')}`),
      'no applicable key found in the JSON Web Key Set',
    );
    lab.published.keys = [lab.jwk, (await makeKey('key-2')).jwk];
    lab.clock.now += 601;
    await invalidToken(
      await call(await signed({}, { kid: undefined })),
      'multiple matching keys found in the JSON Web Key Set',
    );
    lab.published.keys = [lab.jwk];
    lab.clock.now += 601;
    await call(valid);
  });

  test('a changed claim, a foreign key under a known kid, an empty signature', async () => {
    const [header, , signature] = (await signed()).split('.');
    const forged = Buffer.from(JSON.stringify(claims({ sub: 'auth0|eve' }))).toString('base64url');
    await invalidToken(await call(`${header}.${forged}.${signature}`), 'signature verification failed');
    await invalidToken(
      await call(await sign(claims(), (await makeKey('key-1')).privateKey)),
      'signature verification failed',
    );
    await invalidToken(await call(`${header}.${forged}.`), 'signature verification failed');
    for (const { pixy, user_id } of await newLogs()) {
      expect(pixy.verdicts[6]).toMatchObject({ verdict: 'fail' });
      expect(pixy.verdicts.slice(7).map((v) => v.verdict)).toEqual(Array(8).fill('cannot-tell'));
      expect(user_id).toBeUndefined();
    }
  });

  test.each<[string, Record<string, unknown>]>([
    ['iss', { iss: 'https://elsewhere.example.com/' }],
    ['iss', { iss: undefined }],
    ['aud', { aud: 'pixy-native' }],
    ['aud', { aud: 'https://timesheets.example.com' }],
    ['aud', { aud: undefined }],
    ['aud', { aud: [] }],
    ['sub', { sub: undefined }],
    ['sub', { sub: 7 }],
    ['exp', { exp: undefined }],
    ['exp', { exp: NOW }],
    ['exp', { exp: NOW - 1 }],
    ['exp', { exp: String(NOW + 60) }],
    ['nbf', { nbf: NOW + 1 }],
    ['nbf', { nbf: 'soon' }],
    ['iat', { iat: 'today' }],
  ])('an unexpected %s: %j', async (claim, changes) => {
    await invalidToken(await call(await signed(changes)), `Unexpected '${claim}' value`);
  });

  test('iss without its last slash', async () => {
    await invalidToken(await call(await signed({ iss: lab.issuer.slice(0, -1) })), "Unexpected 'iss' value");
    expect((await onlyLog()).pixy.verdicts[7]).toEqual({
      check: 'iss is the issuer that the API trusts',
      spec: 'RFC7519-4.1.1',
      verdict: 'fail',
      expected: lab.issuer,
      actual: lab.issuer.slice(0, -1),
      because: 'Issuers are compared character by character, the slash at the end included.',
    });
  });

  test('names the first wrong claim, and logs all of them', async () => {
    await invalidToken(await call(await signed({ aud: 'x', exp: 1, scope: '' })), "Unexpected 'aud' value");
    const { user_id, pixy } = await onlyLog();
    const { verdicts } = pixy;
    expect(user_id).toBe('auth0|ada');
    expect(verdicts.filter((v) => v.verdict === 'fail').map((v) => v.check)).toEqual([
      'aud names this API',
      'The token has not expired',
    ]);
    expect(verdicts[10]).toMatchObject({
      expected: "after 1795420800 (2026-11-23T08:00:00.000Z), the API's clock",
      actual: '1 (1970-01-01T00:00:01.000Z)',
      because: "By the API's clock the token expired 1795420799 s ago.",
    });
    expect(verdicts[14]).toMatchObject({ verdict: 'cannot-tell' });
  });

  test('RFC 6750 Section 3.1: a token without the scope', async () => {
    const response = await call(await signed({ scope: 'openid write:timesheets read:timesheetsX' }));
    await expectRefusal(
      response,
      403,
      'Bearer realm="api", error="insufficient_scope", error_description="Insufficient Scope", scope="read:timesheets"',
      { error: 'insufficient_scope', error_description: 'Insufficient Scope' },
    );
    const entry = await onlyLog();
    expect(entry.user_id).toBe('auth0|ada');
    expect(entry.pixy.verdicts[14]).toMatchObject({
      verdict: 'fail',
      expected: 'read:timesheets',
      actual: 'scope: openid write:timesheets read:timesheetsX',
      because: 'The token does not grant read:timesheets.',
    });
  });

  test('keys that cannot be read are the fault of no token', async () => {
    lab.published.status = 500;
    lab.clock.now += 3_600;
    const response = await call(await signed());
    expect(response.headers.get('retry-after')).toBe('5');
    await expectRefusal(response, 503, null, {
      error: 'temporarily_unavailable',
      error_description: 'The API cannot read the keys of the tenant',
    });
    expect((await onlyLog()).pixy.verdicts[5]).toMatchObject({
      verdict: 'cannot-tell',
      because: `The keys at ${lab.issuer}.well-known/jwks.json could not be read: The tenant answered 500 for its keys.`,
    });
  });

  test('a long value is shown by its beginning', async () => {
    await call(await signed({ iss: 'x'.repeat(500) }));
    expect((await onlyLog()).pixy.verdicts[7]?.actual).toBe(`${'x'.repeat(120)}… (500 characters)`);
  });

  test('no token is ever in a log', async () => {
    const token = await signed({ scope: '' });
    const [, payload = '', signature = ''] = token.split('.');
    await call(token);
    await lab.api(`/timesheets?access_token=${token}`, bearer(token));
    await lab.api('/timesheets', { headers: { authorization: token } });
    await lab.api('/timesheets', { headers: { authorization: `${token} x` } });
    await call('canary-opaque-token');
    const logs = JSON.stringify(await newLogs());
    for (const secret of [payload, signature, 'canary-opaque-token']) expect(logs).not.toContain(secret);
  });
});

describe('settings decide', () => {
  test('signing_alg HS256 and its secret', async () => {
    const signing_secret = 'a secret of the tenant and the API';
    expect((await put({ signing_alg: 'HS256', signing_secret })).status).toBe(200);
    const hs256 = await sign(claims(), new TextEncoder().encode(signing_secret), {
      alg: 'HS256',
      kid: undefined,
    });
    expect((await call(hs256)).status).toBe(200);
    expect((await call(await signed())).headers.get('www-authenticate')).toContain("Unexpected 'alg' value");
    const other = await sign(claims(), new TextEncoder().encode('another secret, as long as that'), {
      alg: 'HS256',
    });
    expect((await call(other)).headers.get('www-authenticate')).toContain('signature verification failed');
  });

  test('signing_alg PS256 needs a key that may sign so', async () => {
    await put({ signing_alg: 'PS256' });
    expect((await call(await signed())).headers.get('www-authenticate')).toContain("Unexpected 'alg' value");
  });

  test('issuer and audience', async () => {
    await put({ issuer: 'https://tenant.example.com/', audience: 'urn:other' });
    expect((await call(await signed())).headers.get('www-authenticate')).toContain("Unexpected 'iss' value");
    expect(
      (await call(await signed({ iss: 'https://tenant.example.com/', aud: ['urn:other'] }))).status,
    ).toBe(200);
  });

  test('required_scopes, all of them', async () => {
    await put({ required_scopes: ['read:timesheets', 'read:projects'] });
    const response = await call(await signed());
    expect(response.status).toBe(403);
    expect(response.headers.get('www-authenticate')).toContain('scope="read:timesheets read:projects"');
    expect((await call(await signed({ scope: 'read:projects read:timesheets' }))).status).toBe(200);
    await put({ required_scopes: [] });
    expect((await call(await signed({ scope: undefined }))).status).toBe(200);
  });

  test('clock_offset: a clock ahead expires tokens early, one behind refuses those that begin now', async () => {
    await put({ clock_offset: 3600 });
    expect((await call(await signed({ exp: NOW + 3600 }))).headers.get('www-authenticate')).toContain(
      "'exp'",
    );
    expect((await call(await signed({ exp: NOW + 3601 }))).status).toBe(200);
    await put({ clock_offset: -60 });
    expect((await call(await signed({ exp: NOW - 59 }))).status).toBe(200);
    expect((await call(await signed({ nbf: NOW }))).headers.get('www-authenticate')).toContain("'nbf'");
    expect((await call(await signed({ nbf: NOW - 60 }))).status).toBe(200);
  });

  test('leeway', async () => {
    await put({ leeway: 30 });
    expect((await call(await signed({ exp: NOW - 29 }))).status).toBe(200);
    expect((await call(await signed({ exp: NOW - 30 }))).status).toBe(401);
    expect((await call(await signed({ nbf: NOW + 30 }))).status).toBe(200);
    expect((await call(await signed({ nbf: NOW + 31 }))).status).toBe(401);
  });

  test('typ', async () => {
    await put({ typ: 'at+jwt' });
    expect((await call(await signed())).headers.get('www-authenticate')).toContain("Unexpected 'typ' value");
    expect((await call(await signed({}, { typ: 'at+jwt' }))).status).toBe(200);
    expect((await call(await signed({}, { typ: 'application/AT+JWT' }))).status).toBe(200);
    await put({ typ: 'JWT' });
    expect((await call(await signed())).status).toBe(200);
    expect((await call(await signed({}, { typ: undefined }))).headers.get('www-authenticate')).toContain(
      "'typ'",
    );
  });
});

describe('other requests', () => {
  test('a preflight is answered without asking who it is', async () => {
    const response = await lab.api('/timesheets', { method: 'OPTIONS' });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization, content-type',
      'access-control-max-age': '600',
    });
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  });

  test.each([
    ['another tenant', '/timesheets', 'BBBBBBBBBBBBBBBBBBBBBB', 'unknown_tenant'],
    ['an id that is none', '/timesheets', '__proto__', 'unknown_tenant'],
    ['an unknown path', '/nothing', TENANT, 'not_found'],
  ])('404 for %s', async (_, path, tenant, error) => {
    const response = await lab.api(path, {}, tenant);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error });
  });

  test('a tenant whose time has passed is unknown', async () => {
    lab.clock.now += 86_400;
    const response = await call(await signed());
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: 'unknown_tenant' });
  });
});
