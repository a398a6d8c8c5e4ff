/** axe-core on every page and every state of the quickstart, in light and in dark: no violation. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { type Lab, stepAt } from './lab.ts';
import { expect, test } from './test.ts';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The rules that are broken in the page or in a frame of it, with the elements that break them. */
async function violations(page: Page): Promise<string[]> {
  const found: string[] = [];
  const framed = await page.locator('iframe').elementHandles();
  const frames = await Promise.all(framed.map((element) => element.contentFrame()));
  for (const frame of [page.mainFrame(), ...frames.filter((each) => each !== null)]) {
    // Run as the browser's own debugger does: the page's policy lets no script of ours in.
    await frame.evaluate(source);
    const results: AxeResults = await frame.evaluate(() =>
      window.axe.run(document, { iframes: false, rules: { 'target-size': { enabled: true } } }),
    );
    for (const { id, help, nodes } of results.violations) {
      for (const { html, failureSummary } of nodes) found.push(`${id}: ${help}\n${html}\n${failureSummary}`);
    }
    expect(results.passes.length).toBeGreaterThan(5);
  }
  return found;
}

/** Colours change by a transition, however short: in the middle of one, no contrast is what it will be. */
const settled = (page: Page) =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  });

/** Looks at what the page shows now, in light and in dark. */
async function check(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settled(page);
    expect(await violations(page), `${what}, ${colorScheme}`).toEqual([]);
  }
}

test('the quickstart from its beginning to its end', async ({ page, lab, expected }) => {
  expected.push(/status of 403/);
  test.setTimeout(120_000);
  await lab.open();
  await check(page, 'nothing done');
  await lab.open('token-request');
  await check(page, 'a locked step');
  await lab.performUpTo('authorization-request');
  await check(page, 'the login on the phone');
  await lab.logIn();
  await expect(lab.button(stepAt('authorization-response').button)).toBeVisible();
  await lab.runToEnd();
  await check(page, 'everything done');
  for (const id of ['configure', 'code-verifier', 'token-request', 'id-token-validation', 'api-request']) {
    await lab.show(id);
    await check(page, `${id}, done`);
  }
  await lab.show('token-request');
  await lab.button(`Again: ${stepAt('token-request').button}`).click();
  await expect(lab.card.getByRole('region', { name: 'Why it was refused' })).toBeVisible();
  await check(page, 'a refused step');
});

test('the quickstart on a phone', async ({ page, lab }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await lab.open();
  await check(page, 'nothing done');
  await lab.runToEnd();
  await lab.rail.getByRole('button', { name: 'All steps' }).click();
  await check(page, 'everything done, the rail open');
});

test('a run whose tenant is gone', async ({ page, lab, expected }) => {
  expected.push(/status of 404/);
  await lab.open();
  await lab.performUpTo('configure');
  await page.route('**/pixy/settings', (route) =>
    route.fulfill({ status: 404, json: { error: 'unknown_tenant' } }),
  );
  await page.reload();
  await expect(lab.run.getByRole('heading', { name: 'This run’s tenant is gone' })).toBeVisible();
  await check(page, 'tenant gone');
});

/** An authorization request of the app at the house tenant. */
const authorize = (lab: Lab, more: Readonly<Record<string, string>> = {}): string =>
  `/authorize?${new URLSearchParams({
    response_type: 'code',
    client_id: 'timesheets-native',
    redirect_uri: new URL('/callback', lab.page.url()).href,
    scope: 'openid',
    state: 'a-state',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...more,
  })}`;

test('every other page of the site', async ({ page, expected }) => {
  expected.push(/status of 404/);
  for (const [path, heading] of [
    ['/', 'Watch a native app get its token'],
    ['/no-such-page', 'There is no page at this address'],
    ['/quickstart/no-such-step', 'The quickstart has no such step'],
    ['/callback?code=a&state=b', 'Nobody here waits for this address'],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 }).filter({ visible: true })).toContainText(heading);
    await check(page, path);
  }
});

test('every page of a tenant', async ({ page, lab, expected }) => {
  expected.push(/status of 40\d/);
  await page.goto('/');
  const shows = async (heading: string) => {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
    await check(page, heading);
  };
  const login = authorize(lab);
  await page.goto(login);
  await shows('Welcome');
  await page.getByLabel('Email address').fill('ada@example.com');
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await check(page, 'a wrong password');
  await page.getByRole('link', { name: 'Sign up' }).click();
  await shows('Create your account');

  await page.goto('/');
  await page.goto(authorize(lab, { redirect_uri: 'https://attacker.example.com/' }));
  await shows('Oops!, something went wrong');
  await page.goto('/u/login?state=unknown');
  await shows('This login is over');
  await page.goto('/v2/logout');
  await shows('You are logged out');
  await page.goto(`/t/${'x'.repeat(22)}/authorize`);
  await shows('No tenant here');

  await page.goto(login);
  await page.getByLabel('Email address').fill('ada@example.com');
  await page.getByLabel('Password').fill('pixy-demo');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page).toHaveURL(/\/callback$/);
  await page.goto(login);
  await shows('Is this you?');
  await page.goto('/oidc/logout');
  await shows('Log out?');
});
