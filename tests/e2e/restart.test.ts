/** The server goes and comes back in the middle of a run. */
import { expectStep, stepAt } from './lab.ts';
import { expect, test } from './own-site.ts';

test('a run goes on after the server was restarted, and says what is wrong while it is away', async ({
  lab,
  site,
  wire,
  expected,
}) => {
  expected.push(/ERR_CONNECTION_REFUSED/);
  await lab.open();
  await lab.performUpTo('token-request');
  await site.stop();
  await lab.show('signing-keys');
  await lab.button(stepAt('signing-keys').button).click();
  await expectStep(lab, 'signing-keys', 'No answer');
  await expect(lab.card.getByRole('alert')).toContainText('No answer');

  await site.start();
  await lab.button(`Again: ${stepAt('signing-keys').button}`).click();
  await expectStep(lab, 'signing-keys', 'Done');
  await lab.runToEnd();
  expect(await wire.statuses('/oauth/token')).toEqual([200, 200]);
});

test('a run whose server lost everything ends with a screen of its own, and a new one works', async ({
  lab,
  site,
  expected,
}) => {
  expected.push(/status of 404/);
  await lab.open();
  await lab.performUpTo('token-request');
  await site.stop();
  await site.forget();
  await site.start();
  await lab.show('signing-keys');
  await lab.button(stepAt('signing-keys').button).click();
  await expect(lab.run.getByRole('heading', { name: 'This run’s tenant is gone' })).toBeVisible();
  await lab.run.getByRole('button', { name: 'Start over' }).last().click();
  await lab.expectDone(0);
  await lab.runToEnd();
});
