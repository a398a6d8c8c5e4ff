/**
 * Redemptions that truly overlap. Left to chance, a whole request can pass before the next one begins, and then even a
 * server without any protection lets one of them win. Here every request has read the code or token, unused as it is,
 * before the first one goes on.
 */
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { Artifacts } from '#tenant/artifacts.ts';
import { Browser } from '../support/browser.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { settingsWith, TestTenant } from '../support/tenant.ts';

const REQUESTS = 20;

let server: TestServer;
let tenant: TestTenant;
const browser = new Browser();

beforeAll(async () => {
  server = await startServer();
  const skip = { skip_non_verifiable_callback_uri_confirmation_prompt: true };
  tenant = await TestTenant.create(server, settingsWith(server.baseUrl, { tenant: skip }));
  await tenant.login({}, browser);
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  expect(server.failures).toEqual([]);
  await server.close();
});

/** Holds everybody back who is about to redeem, until as many are there as were promised. */
function holdAtConsume(): void {
  const consume = Artifacts.prototype.consume;
  let waiting = 0;
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  vi.spyOn(Artifacts.prototype, 'consume').mockImplementation(async function (this: Artifacts, model, id) {
    waiting += 1;
    if (waiting === REQUESTS) open();
    await gate;
    return consume.call(this, model, id);
  });
}

/** As many requests at the same moment, counted by status. */
async function race(request: () => Promise<Response>): Promise<Record<number, number>> {
  holdAtConsume();
  const counts: Record<number, number> = {};
  for (const { status } of await Promise.all(Array.from({ length: REQUESTS }, request))) {
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

test('RFC 6749 Section 4.1.2: of 20 who have found a code unused exactly one redeems it', async () => {
  const code = await tenant.code({}, browser);
  expect(await race(() => tenant.redeem(code))).toEqual({ 200: 1, 403: REQUESTS - 1 });
});

test('RFC 9700 Section 4.14.2: of 20 who have found a refresh token unused exactly one exchanges it', async () => {
  const { refresh_token } = await tenant.tokens({}, browser);
  expect(await race(() => tenant.refresh(refresh_token))).toEqual({ 200: 1, 403: REQUESTS - 1 });
});
