/** The second button: the whole run without the reader's hand, and a new beginning. */
import { demoUser } from '#lib/scenario/defaults.ts';
import { expectStep } from './lab.ts';
import { steps } from './steps.ts';
import { expect, test } from './test.ts';

/** Milliseconds. It takes under 2 s on a free machine; a busy one with two processors may take longer. */
const LONGEST_RUN = 6_000;

test('the whole run goes to its end in one go, fast, and leaves the reader at its result', async ({
  page,
  lab,
  wire,
}) => {
  await lab.open();
  const start = await page.evaluate(() => performance.now());
  await lab.runToEnd();
  const took = Math.round((await page.evaluate(() => performance.now())) - start);
  console.log(`A whole run took ${took} ms.`);
  expect(took).toBeLessThan(LONGEST_RUN);

  await expect(page).toHaveURL(/\/quickstart\/logout-request$/);
  await expect(lab.result).toBeFocused();
  await expect(lab.run.getByRole('status').first()).toContainText('The run is at its end');
  for (const { id } of steps) await expectStep(lab, id, 'Done');
  expect(await wire.statuses('/oauth/token')).toEqual([200, 200]);
  expect(await wire.statuses('/timesheets')).toEqual([200, 200]);
  expect(await wire.statuses('/oauth/revoke')).toEqual([200]);
});

test('the run goes on from the step that the reader has reached', async ({ lab, wire }) => {
  await lab.open();
  await lab.performUpTo('code-challenge');
  const verifier = await lab.value('code_verifier');
  await lab.runToEnd();
  expect(wire.to('/.well-known/openid-configuration')).toHaveLength(1);
  expect(wire.to('/oauth/token')[0]?.postData()).toContain(`code_verifier=${verifier}`);
});

test('starting over throws the run and its tenant away', async ({ page, lab, wire }) => {
  await lab.open();
  await lab.runToEnd();
  const tenant = new URL(await lab.value('issuer'));
  const verifier = await lab.value('code_verifier');
  const refreshToken = await lab.value('refresh_token');

  await lab.button('Start over').click();
  await lab.expectDone(0);
  await expect(page).toHaveURL(/\/quickstart$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  const kept = await lab.kept();
  for (const old of [verifier, refreshToken, tenant.pathname]) expect(kept).not.toContain(old);

  await expect.poll(() => wire.to('/pixy/settings', 'DELETE')).toHaveLength(1);
  expect(await wire.statuses('/pixy/settings', 'DELETE')).toEqual([204]);
  const gone = await page.request.get(`${tenant.href}.well-known/openid-configuration`);
  expect(gone.status()).toBe(404);

  await lab.runToEnd();
  await lab.show('id-token-validation');
  await expect(lab.token('id_token').getByText(demoUser.name, { exact: true })).toBeVisible();
});
