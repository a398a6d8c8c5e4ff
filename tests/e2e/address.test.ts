/** Everything has an address, and a run survives what browsers do: reload, back, forward, a second tab. */
import { expectStep, Lab, stepAt } from './lab.ts';
import { steps } from './steps.ts';
import { expect, test } from './test.ts';
import { Wire } from './wire.ts';

test('a reload after each step loses nothing and sends nothing twice', async ({ page, lab, wire }) => {
  test.setTimeout(120_000);
  const whatIsThere = async () => ({
    url: page.url(),
    rail: await lab.rail.textContent(),
    kept: JSON.parse(await lab.kept()) as unknown,
  });
  await lab.open();
  for (const { id, title } of steps) {
    if (id === 'login') {
      // The step before was reloaded, and the tenant's page is open again.
      await lab.logIn();
      await expectStep(lab, 'login', 'Done');
      await lab.show('login');
    } else {
      await lab.show(id);
      await lab.perform(id);
    }
    await expectStep(lab, id, 'Done');
    const before = await whatIsThere();
    await page.reload();
    await expect(
      lab.card.getByRole('heading', { name: new RegExp(`^(${title}|${stepAt('login').title})$`) }),
    ).toBeVisible();
    expect(await whatIsThere()).toEqual(before);
  }
  await lab.expectDone(steps.length);
  const codes = wire.to('/oauth/token').map((sent) => new URLSearchParams(sent.postData() ?? '').get('code'));
  expect(codes).toEqual([expect.any(String), null]);
  expect(wire.to('/timesheets')).toHaveLength(2);
  expect(wire.to('/oauth/revoke')).toHaveLength(1);
});

test('back and forward go through the steps that were looked at, and the run stays as it is', async ({
  page,
  lab,
  wire,
}) => {
  const title = page.getByRole('heading', { level: 1 });
  await lab.open();
  await lab.performUpTo('code-challenge');
  await page.goBack();
  await expect(page).toHaveURL(/\/quickstart\/code-verifier$/);
  await expect(title).toHaveText(stepAt('code-verifier').title);
  await page.goBack();
  await expect(title).toHaveText(stepAt('configure').title);
  await page.goForward();
  await expect(title).toHaveText(stepAt('code-verifier').title);
  await lab.expectDone(3);

  // In the middle of the login, and away from the page altogether.
  await lab.show('authorization-request');
  await lab.perform('authorization-request');
  await page.goto('/');
  await page.goBack();
  await lab.logIn();
  await expectStep(lab, 'authorization-response', 'Ready');
  await lab.expectDone(5);
  await lab.runToEnd();
  expect(await wire.statuses('/oauth/token')).toEqual([200, 200]);
});

test('the address of a step opens it without a run, says why it is locked, and leads to the step before', async ({
  page,
  lab,
}) => {
  await lab.open('token-request');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(stepAt('token-request').title);
  await expect(page).toHaveTitle(new RegExp(stepAt('token-request').title));
  await expectStep(lab, 'token-request', 'Locked');
  await expect(lab.card.getByText(/^It needs token_endpoint/).first()).toBeVisible();
  const send = lab.button('POST token_endpoint');
  await expect(send).toHaveAttribute('aria-disabled', 'true');
  await expect(send).toHaveAccessibleDescription(/It needs token_endpoint/);
  await lab.card.getByRole('button', { name: `Go to “${stepAt('configure').title}”` }).click();
  await expect(page).toHaveURL(/\/quickstart\/configure$/);
});

test('an address that names no step is not found, and offers the steps that there are', async ({
  page,
  lab,
  expected,
}) => {
  expected.push(/status of 404/);
  const response = await page.goto('/quickstart/tokenrequest');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The quickstart has no such step');
  for (const { title } of steps) {
    await expect(page.getByRole('main').getByRole('link', { name: title, exact: true })).toBeVisible();
  }
  await page
    .getByRole('main')
    .getByRole('link', { name: stepAt('token-request').title })
    .click();
  await expect(lab.card).toBeVisible();
});

test('two tabs are two runs with two tenants, and neither takes the other’s answer', async ({
  context,
  lab,
  wire,
}) => {
  const page = await context.newPage();
  const other = { lab: new Lab(page), wire: new Wire(page) };
  const both = [{ lab, wire }, other];
  for (const { lab: each } of both) {
    await each.open();
    await each.performUpTo('authorization-request');
  }
  for (const { lab: each } of both.toReversed()) await each.logIn();
  for (const { lab: each, wire: own } of both) {
    await expectStep(each, 'authorization-response', 'Ready');
    const arrived = new URL(own.last('/callback').url()).searchParams;
    expect(arrived.get('state')).toBe(await each.value('state'));
    await each.perform('authorization-response');
    expect(await each.value('code')).toBe(arrived.get('code'));
    await each.runToEnd();
    expect(own.to('/callback')).toHaveLength(1);
  }
  for (const name of ['issuer', 'state', 'code', 'access_token']) {
    expect(await lab.value(name)).not.toBe(await other.lab.value(name));
  }
});
