/** Wrong things are allowed to happen, and each is explained where it happened. */
import { expectStep, stepAt } from './lab.ts';
import { expect, test } from './test.ts';

test('RFC 6749 Section 4.1.2: a code that was used is refused, and the tokens from its first use are revoked', async ({
  page,
  lab,
  wire,
  expected,
}) => {
  expected.push(/status of 403/);
  await lab.open();
  await lab.performUpTo('token-request');
  const code = await lab.value('code');
  await lab.button(`Again: ${stepAt('token-request').button}`).click();
  await expectStep(lab, 'token-request', 'Refused');
  await expect(lab.result).toBeFocused();

  const sent = wire.to('/oauth/token');
  expect(sent.map((request) => new URLSearchParams(request.postData() ?? '').get('code'))).toEqual([
    code,
    code,
  ]);
  expect(await wire.statuses('/oauth/token')).toEqual([200, 403]);
  const [first, answer] = await lab.answers('token-request');
  expect(answer?.error).toBe('invalid_grant');

  const why = lab.card.getByRole('region', { name: 'Why it was refused' });
  await expect(why.getByText('invalid_grant', { exact: true })).toBeVisible();
  await expect(why.getByText(String(answer?.error_description), { exact: true })).toBeVisible();
  for (const part of ['Check', 'Got', 'Why', 'Repair']) {
    await expect(why.getByRole('term').filter({ hasText: new RegExp(`^${part}$`) })).toBeVisible();
  }
  await expect(lab.verdicts('What the tenant checked').getByText('Fail', { exact: true })).toHaveCount(1);
  await expect(lab.card.getByText('feacft', { exact: true })).toBeVisible();
  await expect(lab.card.getByText('One earlier attempt')).toBeVisible();

  // The first answer's refresh token died with the code.
  const refresh = await page.request.post(sent[0]?.url() ?? '', {
    form: {
      grant_type: 'refresh_token',
      client_id: 'timesheets-native',
      refresh_token: String(first?.refresh_token),
    },
  });
  expect([refresh.status(), await refresh.json()]).toEqual([
    403,
    expect.objectContaining({ error: 'invalid_grant' }),
  ]);
  await expectStep(lab, 'refresh-request', 'Locked');

  // The way on: a new code.
  await lab.card
    .getByRole('button', { name: `Go to “${stepAt('authorization-request').title}”` })
    .first()
    .click();
  await lab.button(`Again: ${stepAt('authorization-request').button}`).click();
  // The redirect that was read before is not the one that is on its way now.
  await expectStep(lab, 'authorization-response', 'Out of date');
  // RFC 8252 Section 8.6: the person is still logged in, and is asked before any app on this device gets a code.
  await expect(lab.tab.getByRole('heading', { name: 'Is this you?' })).toBeVisible();
  await lab.tab.getByRole('button', { name: 'Continue' }).click();
  await expectStep(lab, 'login', 'Done');
  await lab.runToEnd();
});

test('RFC 6750 Section 3.1: the API refuses a token that expired, and a refresh gives one that it takes', async ({
  page,
  lab,
  wire,
  expected,
}) => {
  expected.push(/status of 401/);
  await lab.open();
  await lab.run.getByRole('radio', { name: /^10 s/ }).check();
  await lab.performUpTo('api-request');
  await expect(lab.run.getByText(/^The access token lives for another \d+ s/)).toBeVisible();
  await expect(lab.run.getByText('The access token has expired', { exact: true })).toBeVisible({
    timeout: 20_000,
  });

  await lab.run.getByRole('button', { name: 'Call the API again', exact: true }).click();
  await lab.button(`Again: ${stepAt('api-request').button}`).click();
  await expectStep(lab, 'api-request', 'Refused');
  const refused = await wire.answer('/timesheets');
  expect(refused.status()).toBe(401);
  const challenge = (await refused.headerValue('www-authenticate')) ?? '';
  expect(challenge).toMatch(/^Bearer .*error="invalid_token"/);
  await expect(lab.message('Response')).toContainText(challenge);
  await expect(lab.verdicts('What the API checked').getByText('Fail', { exact: true })).toHaveCount(1);
  await expect(lab.card.getByText('fapi', { exact: true })).toBeVisible();

  // The next token lives as long as it is set to now.
  const isSet = page.waitForResponse(
    (answer) => answer.url().endsWith('/pixy/settings') && answer.request().method() === 'PUT',
  );
  await lab.run.getByRole('radio', { name: /^86400 s/ }).check();
  await isSet;
  await lab.card
    .getByRole('button', { name: `Go to “${stepAt('refresh-request').title}”` })
    .first()
    .click();
  await lab.perform('refresh-request');
  await expectStep(lab, 'refresh-request', 'Done');
  await lab.show('api-request-again');
  await lab.perform('api-request-again');
  await expectStep(lab, 'api-request-again', 'Done');

  const tokens = [...(await lab.answers('token-request')), ...(await lab.answers('refresh-request'))];
  const lifetimes = tokens.map((answer) => answer.expires_in);
  expect(lifetimes).toEqual([10, 86_400]);
  expect(await wire.statuses('/timesheets')).toEqual([200, 401, 200]);
});

test('a value that is made anew puts everything that was made from it out of date', async ({ lab }) => {
  await lab.open();
  await lab.performUpTo('authorization-response');
  await lab.show('code-verifier');
  await lab.button(`Again: ${stepAt('code-verifier').button}`).click();
  await expectStep(lab, 'code-challenge', 'Out of date');
  await expectStep(lab, 'authorization-request', 'Out of date');
  await lab.show('code-challenge');
  await expect(lab.card.getByText(/^Out of date: /)).toBeVisible();
});
