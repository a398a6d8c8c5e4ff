/** Proof Key for Code Exchange (RFC 7636): what the tenant refuses, with which words, and what its log names. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser } from '../support/browser.ts';
import { startServer, type TestServer } from '../support/server.ts';
import {
  CHALLENGE,
  challengeOf,
  type Parameters,
  refusal,
  settingsWith,
  TestTenant,
  VERIFIER,
} from '../support/tenant.ts';

let server: TestServer;
let tenant: TestTenant;
/** Logged in once; each code then costs one request. */
const browser = new Browser();

beforeAll(async () => {
  server = await startServer();
  const skip = { skip_non_verifiable_callback_uri_confirmation_prompt: true };
  tenant = await TestTenant.create(server, settingsWith(server.baseUrl, { tenant: skip }));
  await tenant.login({}, browser);
});
afterAll(async () => {
  expect(server.failures).toEqual([]);
  await server.close();
});

const codeFor = (verifier: string) => tenant.code({ code_challenge: challengeOf(verifier) }, browser);

/** `error` and `error_description` that came back to the app. */
async function refused(changes: Parameters): Promise<readonly [string | null, string | null]> {
  const { searchParams } = await tenant.login(changes, browser);
  expect(searchParams.get('code')).toBeNull();
  expect(searchParams.get('state')).toBe('a-state');
  return [searchParams.get('error'), searchParams.get('error_description')];
}

const FAILED = {
  status: 403,
  error: 'invalid_grant',
  error_description: 'Failed to verify code verifier',
};

describe('at the token endpoint', () => {
  test('RFC 7636 Appendix B: the published verifier redeems the published challenge', async () => {
    const code = await tenant.code({ code_challenge: CHALLENGE }, browser);
    expect((await tenant.redeem(code, { code_verifier: VERIFIER })).status).toBe(200);
  });

  test.each([
    [43, 200],
    [128, 200],
    [42, 400],
    [129, 400],
  ])('RFC 7636 Section 4.1: a verifier of %i characters is answered %i', async (length, status) => {
    const verifier = 'v'.repeat(length);
    const response = await tenant.redeem(await codeFor(verifier), { code_verifier: verifier });
    expect(response.status).toBe(status);
    if (status === 200) return;
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
    expect(await tenant.cause()).toBe('code_verifier has 43 to 128 unreserved characters');
  });

  test.each(['+', '/', '=', ' ', 'é'])(
    'RFC 7636 Section 4.1: a verifier with "%s" is refused',
    async (character) => {
      const verifier = `${character}${VERIFIER}`;
      const response = await tenant.redeem(await codeFor(verifier), { code_verifier: verifier });
      expect(await refusal(response)).toMatchObject({ status: 400, error: 'invalid_request' });
      expect(await tenant.cause()).toBe('code_verifier has 43 to 128 unreserved characters');
    },
  );

  test('RFC 7636 Section 4.6: the verifier of another request is refused, and the log names that check', async () => {
    const response = await tenant.redeem(await codeFor(VERIFIER), { code_verifier: 'x'.repeat(43) });
    expect(await refusal(response)).toEqual(FAILED);
    const entry = await tenant.lastLog();
    expect(entry).toMatchObject({ type: 'feacft', description: 'Failed to verify code verifier' });
    expect(entry.pixy.public).toMatchObject({ status: 403, provenance: 'observed' });
    expect(await tenant.cause()).toBe(
      'code_verifier matches the code_challenge of the authorization request',
    );
  });

  test('RFC 7636 Section 4.6: a missing verifier is refused when there was a challenge', async () => {
    const response = await tenant.redeem(await codeFor(VERIFIER), { code_verifier: undefined });
    expect(await refusal(response)).toEqual(FAILED);
    expect(await tenant.cause()).toBe('code_verifier has 43 to 128 unreserved characters');
  });

  test('RFC 7636 Section 4.6: the challenge itself is no verifier', async () => {
    const code = await tenant.code({ code_challenge: CHALLENGE }, browser);
    expect(await refusal(await tenant.redeem(code, { code_verifier: CHALLENGE }))).toEqual(FAILED);
  });

  test('a failed verifier does not burn the code: the right one still redeems it', async () => {
    const code = await codeFor(VERIFIER);
    expect((await tenant.redeem(code, { code_verifier: 'x'.repeat(43) })).status).toBe(403);
    expect((await tenant.redeem(code)).status).toBe(200);
  });

  test('RFC 9700 Section 4.8: a verifier without a challenge is refused, for the challenge may have been cut off', async () => {
    const code = await tenant.code({ code_challenge: undefined, code_challenge_method: undefined }, browser);
    expect(await refusal(await tenant.redeem(code))).toEqual(FAILED);
    expect(await tenant.cause()).toBe(
      'code_verifier matches the code_challenge of the authorization request',
    );
  });
});

describe('at the authorization endpoint', () => {
  test('RFC 7636 Section 4.3: plain is refused', async () => {
    const [error, description] = await refused({ code_challenge: VERIFIER, code_challenge_method: 'plain' });
    expect([error, description]).toEqual([
      'invalid_request',
      'Unsupported code_challenge_method: S256 is the only method',
    ]);
    expect(await tenant.cause()).toBe('code_challenge_method is S256');
  });

  test('RFC 7636 Section 4.3: a challenge without a method would be plain, and is refused', async () => {
    expect((await refused({ code_challenge_method: undefined }))[0]).toBe('invalid_request');
    expect(await tenant.cause()).toBe('code_challenge_method is S256');
  });

  test('RFC 7636 Section 4.3: a method without a challenge is refused', async () => {
    expect((await refused({ code_challenge: undefined }))[0]).toBe('invalid_request');
    expect(await tenant.cause()).toBe('code_challenge is sent, 43 to 128 unreserved characters');
  });

  test.each([
    ['too short', CHALLENGE.slice(1)],
    ['padded', `${CHALLENGE}=`],
    ['base64 instead of base64url', `+/${CHALLENGE.slice(2)}`],
    ['too long', 'c'.repeat(129)],
  ])('RFC 7636 Section 4.2: a challenge that is %s is refused', async (_name, code_challenge) => {
    expect((await refused({ code_challenge }))[0]).toBe('invalid_request');
    expect(await tenant.cause()).toBe('code_challenge is sent, 43 to 128 unreserved characters');
  });

  test('Auth0 takes a first-party app without PKCE; the log says what is missing', async () => {
    const code = await tenant.code({ code_challenge: undefined, code_challenge_method: undefined }, browser);
    const entry = await tenant.lastLog();
    expect(entry.type).toBe('s');
    expect(entry.pixy.verdicts.filter(({ verdict }) => verdict === 'fail')).toMatchObject([
      { check: 'code_challenge is sent, 43 to 128 unreserved characters', spec: 'RFC7636-4.2' },
    ]);
    expect((await tenant.redeem(code, { code_verifier: undefined })).status).toBe(200);
  });

  test('RFC 9700 Section 2.1.1: a third-party app must use PKCE', async () => {
    const third = await TestTenant.create(
      server,
      settingsWith(server.baseUrl, { client: { is_first_party: false } }),
    );
    const callback = await third.login({ code_challenge: undefined, code_challenge_method: undefined });
    expect(callback.searchParams.get('error_description')).toBe('Missing required parameter: code_challenge');
  });
});
