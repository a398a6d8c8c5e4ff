/** Codes and refresh tokens that come twice: one after the other, and at the same moment. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser } from '../support/browser.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { refusal, settingsWith, TestTenant, type Tokens } from '../support/tenant.ts';

let server: TestServer;
let tenant: TestTenant;
/** Logged in once; each code then costs one request. */
const browser = new Browser();

type RefreshSettings = NonNullable<
  NonNullable<NonNullable<Parameters<typeof settingsWith>[1]>['client']>['refresh_token']
>;

const given = (refresh_token: RefreshSettings, tenantChanges = {}) =>
  tenant.put(
    settingsWith(server.baseUrl, {
      tenant: { skip_non_verifiable_callback_uri_confirmation_prompt: true, ...tenantChanges },
      client: { refresh_token },
    }),
  );

beforeAll(async () => {
  server = await startServer();
  tenant = await TestTenant.create(server);
  await given({});
  await tenant.login({}, browser);
});
afterAll(async () => {
  expect(server.failures).toEqual([]);
  await server.close();
});

const CODE_REFUSED = { status: 403, error: 'invalid_grant', error_description: 'Invalid authorization code' };
const TOKEN_REFUSED = {
  status: 403,
  error: 'invalid_grant',
  error_description: 'Unknown or invalid refresh token.',
};

const tokens = () => tenant.tokens({}, browser);
const next = async (response: Response): Promise<Tokens> => {
  expect(response.status).toBe(200);
  return (await response.json()) as Tokens;
};

describe('one after the other', () => {
  test('RFC 6749 Section 4.1.2: a code sent again is refused, and its refresh token is revoked', async () => {
    const code = await tenant.code({}, browser);
    const { refresh_token } = await next(await tenant.redeem(code));
    expect(await refusal(await tenant.redeem(code))).toEqual(CODE_REFUSED);
    expect(await tenant.cause()).toBe('the code is used for the first time');
    expect(await refusal(await tenant.refresh(refresh_token))).toEqual(TOKEN_REFUSED);
    const entry = await tenant.lastLog();
    expect(entry.pixy.verdicts.find(({ verdict }) => verdict === 'fail')).toMatchObject({
      check: 'the refresh token has not been revoked',
      because: 'Its code was sent a second time, so everything that came from it was revoked.',
    });
  });

  test('RFC 6749 Section 4.1.2: the opaque access token of a replayed code is revoked', async () => {
    const code = await tenant.code({ audience: undefined }, browser);
    const { access_token } = await next(await tenant.redeem(code));
    expect((await tenant.userinfo(access_token)).status).toBe(200);
    await tenant.redeem(code);
    expect((await tenant.userinfo(access_token)).status).toBe(401);
  });

  test('RFC 9700 Section 4.14.2: a refresh token used again revokes the family, the newest included', async () => {
    const first = await tokens();
    const second = await next(await tenant.refresh(first.refresh_token));
    const third = await next(await tenant.refresh(second.refresh_token));
    expect(await refusal(await tenant.refresh(first.refresh_token))).toEqual(TOKEN_REFUSED);
    expect((await tenant.lastLog()).type).toBe('ferrt');
    expect(await tenant.cause()).toBe('the refresh token is used for the first time, or within the leeway');
    expect(await refusal(await tenant.refresh(third.refresh_token))).toEqual(TOKEN_REFUSED);
    expect(await tenant.cause()).toBe('the refresh token has not been revoked');
  });

  test('a reused refresh token leaves the other logins of the same person alone', async () => {
    const [here, there] = [await tokens(), await tokens()];
    await tenant.refresh(here.refresh_token);
    expect((await tenant.refresh(here.refresh_token)).status).toBe(403);
    expect((await tenant.refresh(there.refresh_token)).status).toBe(200);
  });
});

describe('leeway', () => {
  test('the token immediately before may be used again, and gives a new one', async () => {
    await given({ leeway: 60 });
    const first = await tokens();
    const second = await next(await tenant.refresh(first.refresh_token));
    const again = await next(await tenant.refresh(first.refresh_token));
    expect(again.refresh_token).not.toBe(second.refresh_token);
    expect((await tenant.refresh(second.refresh_token)).status).toBe(200);
  });

  test('the token before that one is reuse', async () => {
    await given({ leeway: 60 });
    const first = await tokens();
    const second = await next(await tenant.refresh(first.refresh_token));
    const third = await next(await tenant.refresh(second.refresh_token));
    expect((await tenant.refresh(first.refresh_token)).status).toBe(403);
    expect((await tenant.refresh(third.refresh_token)).status).toBe(403);
  });

  test('when it is over, it is reuse', async () => {
    await given({ leeway: 1 });
    const { refresh_token } = await tokens();
    expect((await tenant.refresh(refresh_token)).status).toBe(200);
    expect((await tenant.refresh(refresh_token)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await tenant.refresh(refresh_token)).status).toBe(403);
  });
});

describe('without rotation', () => {
  test('the same token is used again and again, and is not sent again', async () => {
    await given({ rotation_type: 'non-rotating' });
    const { refresh_token } = await tokens();
    for (let use = 0; use < 3; use += 1) {
      expect(await next(await tenant.refresh(refresh_token))).not.toHaveProperty('refresh_token');
    }
    await given({});
  });
});

describe('lifetimes', () => {
  const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  test('the idle lifetime starts again with each exchange, the absolute lifetime does not', async () => {
    for (const rotation_type of ['rotating', 'non-rotating'] as const) {
      await given({ rotation_type, token_lifetime: 5, idle_token_lifetime: 3 });
      let { refresh_token } = await tokens();
      for (const pause of [1_800, 1_800]) {
        await wait(pause);
        const body = await next(await tenant.refresh(refresh_token));
        refresh_token = body.refresh_token ?? refresh_token;
      }
      await wait(1_800);
      expect(await refusal(await tenant.refresh(refresh_token))).toEqual(TOKEN_REFUSED);
      const cause = (await tenant.lastLog()).pixy.verdicts.find(({ verdict }) => verdict === 'fail');
      expect(cause).toMatchObject({
        check: 'the refresh token has not expired',
        because: expect.stringContaining('absolute'),
      });
    }
  });

  test('a token that is left alone longer than the idle lifetime dies', async () => {
    await given({ token_lifetime: 100, idle_token_lifetime: 1 });
    const { refresh_token } = await tokens();
    await wait(1_500);
    expect((await tenant.refresh(refresh_token)).status).toBe(403);
    const cause = (await tenant.lastLog()).pixy.verdicts.find(({ verdict }) => verdict === 'fail');
    expect(cause?.because).toContain('idle');
    await given({});
  });

  test('RFC 6749 Section 4.1.2: a code dies after authorization_code_lifetime', async () => {
    await given({}, { authorization_code_lifetime: 1 });
    const code = await tenant.code({}, browser);
    await wait(1_500);
    expect(await refusal(await tenant.redeem(code))).toEqual(CODE_REFUSED);
    expect(await tenant.cause()).toBe('the code has not expired');
    await given({});
  });
});

/** 20 requests at the same moment, counted by status. */
async function race(request: () => Promise<Response>): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  const responses = await Promise.all(Array.from({ length: 20 }, request));
  for (const response of responses) {
    counts[response.status] = (counts[response.status] ?? 0) + 1;
    await response.body?.cancel();
  }
  return counts;
}

describe('at the same moment, on a database that is not in this process', () => {
  const ROUNDS = 40;
  const ONE_OF_TWENTY = { 200: 1, 403: 19 };
  let slow: TestServer;
  let there: TestTenant;
  const person = new Browser();
  const settings = (leeway: number) =>
    settingsWith(slow.baseUrl, {
      tenant: { skip_non_verifiable_callback_uri_confirmation_prompt: true },
      client: { refresh_token: { leeway } },
    });

  beforeAll(async () => {
    slow = await startServer({ remoteDatabase: true });
    there = await TestTenant.create(slow, settings(0));
    await there.login({}, person);
  });
  afterAll(async () => {
    expect(slow.failures).toEqual([]);
    await slow.close();
  });

  test('RFC 6749 Section 4.1.2: of 20 redemptions of one code exactly one succeeds, 40 times over', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const code = await there.code({}, person);
      expect(await race(() => there.redeem(code))).toEqual(ONE_OF_TWENTY);
    }
  }, 120_000);

  test('RFC 9700 Section 4.14.2: of 20 exchanges of one refresh token exactly one succeeds, 40 times over', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { refresh_token } = await there.tokens({}, person);
      expect(await race(() => there.refresh(refresh_token))).toEqual(ONE_OF_TWENTY);
    }
  }, 120_000);

  test('the winner of such a race shares its fate with the family', async () => {
    const code = await there.code({}, person);
    const { refresh_token } = await there.tokens({}, person);
    for (const request of [() => there.redeem(code), () => there.refresh(refresh_token)]) {
      const responses = await Promise.all(Array.from({ length: 5 }, request));
      const winner = responses.find(({ status }) => status === 200);
      const won = (await winner?.json()) as Tokens;
      expect(await refusal(await there.refresh(won.refresh_token))).toEqual(TOKEN_REFUSED);
    }
  });

  test('within the leeway all 20 succeed', async () => {
    await there.put(settings(60));
    const { refresh_token } = await there.tokens({}, person);
    expect(await race(() => there.refresh(refresh_token))).toEqual({ 200: 20 });
    await there.put(settings(0));
  });
});
