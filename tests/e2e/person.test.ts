/** What a person may do at the tenant's pages, and what the app hears of it. */
import { demoUser } from '#lib/scenario/defaults.ts';
import { expectStep, stepAt } from './lab.ts';
import { expect, test } from './test.ts';

test.beforeEach(async ({ lab }) => {
  await lab.open();
  await lab.performUpTo('authorization-request');
});

test('a wrong password stays between the person and the tenant, and the right one works after it', async ({
  lab,
  wire,
  expected,
}) => {
  // The browser notes the tenant's 400 by itself.
  expected.push(/status of 400/);
  await lab.logIn(demoUser.email, 'not-the-password');
  await expect(lab.tab.getByRole('alert')).toContainText('Wrong email or password');
  await expect(lab.password).toHaveValue('');
  await expect(lab.password).toHaveAttribute('aria-invalid', 'true');
  await expectStep(lab, 'login', 'Running');
  expect(wire.to('/callback')).toHaveLength(0);

  await lab.logIn();
  await expectStep(lab, 'login', 'Done');
  await lab.perform('authorization-response');
  await expectStep(lab, 'authorization-response', 'Done');
  // The owner of the tenant finds both: the failed login and the successful one.
  await lab.show('login');
  await expect(lab.card.getByText('fp', { exact: true })).toBeVisible();
});

test('a person who cancels sends access_denied to the app, which says so where it reads it', async ({
  page,
  lab,
  wire,
}) => {
  await lab.tab.getByRole('link', { name: 'Cancel' }).click();
  await expectStep(lab, 'authorization-response', 'Ready');
  const arrived = new URL(wire.last('/callback').url()).searchParams;
  expect(arrived.get('error')).toBe('access_denied');
  expect(arrived.get('state')).toBe(await lab.value('state'));
  expect(arrived.has('code')).toBe(false);

  await lab.perform('authorization-response');
  await expectStep(lab, 'authorization-response', 'Refused');
  await expectStep(lab, 'token-request', 'Locked');
  const why = lab.card.getByRole('region', { name: 'Why it was refused' });
  await expect(why.getByText('access_denied', { exact: true })).toBeVisible();
  await expect(why.getByText(arrived.get('error_description') ?? 'none', { exact: true })).toBeVisible();
  expect(wire.to('/oauth/token')).toHaveLength(0);

  await why.getByRole('button', { name: `Go to “${stepAt('authorization-request').title}”` }).click();
  await expect(page).toHaveURL(/\/quickstart\/authorization-request$/);
  await lab.button(`Again: ${stepAt('authorization-request').button}`).click();
  await lab.logIn();
  await expectStep(lab, 'authorization-response', 'Ready');
  await lab.runToEnd();
});

test('a person who signs up becomes a user, and the ID token is about them', async ({ lab }) => {
  await lab.tab.getByRole('link', { name: 'Sign up' }).click();
  await expect(lab.tab.getByRole('heading', { name: 'Create your account' })).toBeVisible();
  await lab.logIn('grace@example.com', 'a-password-of-graces');
  await expectStep(lab, 'login', 'Done');
  for (const id of ['authorization-response', 'token-request', 'signing-keys', 'id-token-validation']) {
    await lab.show(id);
    await lab.perform(id);
  }
  await expectStep(lab, 'id-token-validation', 'Done');
  await expect(lab.token('id_token').getByText('grace@example.com').first()).toBeVisible();
  await expect(lab.phone.getByText('grace@example.com').first()).toBeVisible();
});

test('a person who closes the browser tab leaves the app without an answer, and can open it again', async ({
  lab,
  wire,
}) => {
  await lab.phone.getByRole('button', { name: /^Close/ }).click();
  await expect(lab.phone.locator('iframe')).toHaveCount(0);
  await expect(lab.stepLink(stepAt('login'))).not.toHaveAccessibleName(/Running|Done/);
  expect(wire.to('/callback')).toHaveLength(0);

  await lab.show('authorization-request');
  await lab.button(`Again: ${stepAt('authorization-request').button}`).click();
  await lab.logIn();
  await expectStep(lab, 'authorization-response', 'Ready');
});

test('whoever does not want to type lets the page log in', async ({ lab }) => {
  await lab.button('Log in as the demo user for me').click();
  await expectStep(lab, 'authorization-response', 'Ready');
});
