/** When something outside of the reader's hands fails: each has a screen of its own, with the way on. */
import type { Page } from '@playwright/test';
import { loopback } from '../../scripts/site.mjs';
import { expectStep, type Lab, stepAt } from './lab.ts';
import { expect, test } from './test.ts';

/** Deletes the run's tenant behind the page's back, as its expiry would. */
async function deleteTenant(page: Page, lab: Lab): Promise<void> {
  const { key } = JSON.parse(await lab.kept()) as { key: string };
  const answer = await page.request.delete(`${await lab.value('issuer')}pixy/settings`, {
    headers: { 'x-pixy-key': key },
  });
  expect(answer.status()).toBe(204);
}

test.describe('a tenant that is gone', () => {
  test('has its own screen at the next step, and starting over works', async ({ page, lab, expected }) => {
    expected.push(/status of 404/);
    await lab.open();
    await lab.performUpTo('token-request');
    await deleteTenant(page, lab);
    await lab.show('signing-keys');
    await lab.button(stepAt('signing-keys').button).click();
    await expect(lab.run.getByRole('heading', { name: 'This run’s tenant is gone' })).toBeVisible();
    await lab.run.getByRole('button', { name: 'Start over' }).last().click();
    await lab.expectDone(0);
    await lab.runToEnd();
  });

  test('has its own screen after a reload', async ({ page, lab, expected }) => {
    expected.push(/status of 404/);
    await lab.open();
    await lab.performUpTo('code-verifier');
    await deleteTenant(page, lab);
    await page.reload();
    await expect(lab.run.getByRole('heading', { name: 'This run’s tenant is gone' })).toBeVisible();
  });

  test('says so on the phone when the browser is sent there', async ({ page, lab, expected }) => {
    expected.push(/status of 404/);
    await lab.open();
    await lab.performUpTo('code-challenge');
    await deleteTenant(page, lab);
    await lab.show('authorization-request');
    await lab.button(stepAt('authorization-request').button).click();
    await expect(lab.tab.getByRole('heading', { name: 'No tenant here' })).toBeVisible();
    await expect(lab.tab.getByRole('link')).toBeVisible();
  });
});

test.describe('a device that is offline', () => {
  test('says so, keeps what was done, and goes on when the network is back', async ({
    context,
    lab,
    expected,
  }) => {
    expected.push(/ERR_INTERNET_DISCONNECTED/);
    await lab.open();
    await lab.performUpTo('token-request');
    await lab.show('signing-keys');
    await context.setOffline(true);
    const offline = lab.run.getByText('What you did is kept; the next step needs the network.');
    await expect(offline).toBeVisible();
    await lab.button(stepAt('signing-keys').button).click();
    await expectStep(lab, 'signing-keys', 'No answer');
    await expect(lab.card.getByRole('alert')).toContainText('This device is offline');

    await context.setOffline(false);
    await expect(offline).toHaveCount(0);
    await lab.button(`Again: ${stepAt('signing-keys').button}`).click();
    await expectStep(lab, 'signing-keys', 'Done');
    await expectStep(lab, 'token-request', 'Done');
    await lab.runToEnd();
  });

  test('cannot make a tenant, and can once the network is back', async ({ context, lab, expected }) => {
    expected.push(/ERR_INTERNET_DISCONNECTED/);
    await lab.open();
    await context.setOffline(true);
    await lab.button(stepAt('configure').button).click();
    await expect(lab.run.getByRole('heading', { name: 'The server does not answer' })).toBeVisible();
    await context.setOffline(false);
    await lab.button('Back to the run').click();
    await lab.runToEnd();
  });
});

test('a busy server says when to try again, and keeps the run', async ({ page, lab, expected }) => {
  expected.push(/status of 429/);
  await lab.open();
  await page.route('**/pixy/settings', (route) =>
    route.fulfill({
      status: 429,
      headers: { 'retry-after': '7' },
      json: { error: 'too_many_requests', error_description: 'Slow down.', problems: [] },
    }),
  );
  await lab.button(stepAt('configure').button).click();
  await expect(lab.run.getByRole('heading', { name: 'This server is busy' })).toBeVisible();
  await expect(lab.run.getByText('Try again in 7 seconds.').last()).toBeVisible();
  await page.unroute('**/pixy/settings');
  await lab.button('Back to the run').click();
  await lab.runToEnd();
});

test.describe('storage', () => {
  test('that is denied costs the reload and nothing else', async ({ page, lab }) => {
    await page.addInitScript(() => {
      for (const name of ['sessionStorage', 'localStorage']) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException('The operation is insecure.', 'SecurityError');
          },
        });
      }
    });
    await lab.open();
    await expect(lab.run.getByText('This browser does not let the page keep anything')).toBeVisible();
    await lab.runToEnd();
    await page.reload();
    await expect(lab.card).toBeVisible();
    await lab.expectDone(0);
  });

  test('that is full costs the reload and nothing else', async ({ page, lab }) => {
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      };
    });
    await lab.open();
    await lab.runToEnd();
    await expect(lab.run.getByText('The run has grown too large to keep')).toBeVisible();
  });

  for (const [what, text] of [
    ['that is cut off', '{"version":1,"key":'],
    ['of an older version', '{"version":0}'],
    ['that somebody wrote by hand', '{"version":1,"key":"x","run":{"steps":{"__proto__":{}}}}'],
  ] as const) {
    test(`${what} is dropped with a word, and a new run begins`, async ({ page, lab }) => {
      await lab.open();
      await page.evaluate((kept) => sessionStorage.setItem('pixy:run', kept), text);
      await page.reload();
      await expect(lab.run.getByText('What this tab had kept could not be read any more')).toBeVisible();
      await expectStep(lab, 'configure', 'Ready');
    });
  }
});

test('a page at another address than the tenants’ says so, and leads to the right one', async ({
  page,
  lab,
  baseURL,
  hosts,
}) => {
  const address = await loopback();
  const { port, origin } = new URL(baseURL ?? '');
  const other = `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
  hosts.push(other);
  await page.goto(`${other}/quickstart`);
  await expect(lab.run.getByRole('heading', { name: 'This site answers at another address' })).toBeVisible();
  await lab.run.getByRole('link', { name: `Open ${origin}` }).click();
  await expect(page).toHaveURL(`${origin}/quickstart`);
  await expectStep(lab, 'configure', 'Ready');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the text of every step and the diagram can be read, and the page says what is missing', async ({
    page,
  }) => {
    await page.goto('/');
    await page.getByRole('main').getByRole('link', { name: 'Run the flow' }).click();
    await expect(page.getByText('The run needs JavaScript')).toBeVisible();
    await expect(
      page.getByRole('group', { name: 'Authorization Code Flow with PKCE' }).first(),
    ).toBeVisible();
    await page
      .getByRole('navigation', { name: 'Steps' })
      .getByRole('link', { name: new RegExp(stepAt('token-request').title) })
      .click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(stepAt('token-request').title);
    await expect(page.getByRole('main').getByText('client_id').first()).toBeVisible();
  });

  test('the callback page says what it is', async ({ page }) => {
    await page.goto('/callback?code=a&state=b');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This is the app’s callback URL');
  });
});
