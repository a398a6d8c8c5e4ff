/** Each step by hand, with the keyboard alone, and everything that the page says held against the wire. */
import type { Page } from '@playwright/test';
import { demoUser } from '#lib/scenario/defaults.ts';
import { tabTo } from './keyboard.ts';
import { expectStep, type Lab, stepAt } from './lab.ts';
import { steps } from './steps.ts';
import { expect, test } from './test.ts';
import { expectSent, readShown, readShownUrl, toShownUrl, type Wire } from './wire.ts';

test('the whole flow works step by step with the keyboard alone, and what is shown is what is sent', async ({
  page,
  lab,
  wire,
}) => {
  test.setTimeout(120_000);
  await lab.open();
  for (const { id } of steps) await test.step(id, () => goThrough[id]?.(page, lab, wire));
  await lab.expectDone(steps.length);
  await expect(lab.phone.getByText('Log in to see the hours')).toBeVisible();
});

type Walk = (page: Page, lab: Lab, wire: Wire) => Promise<void>;

const request =
  (id: string, path: string): Walk =>
  async (page, lab, wire) => {
    await arrive(page, lab, id);
    const shown = await readShown(lab.message('The next request, not sent yet'));
    const before = wire.to(path, shown.method).length;
    await press(page, lab, id);
    expect(wire.to(path, shown.method)).toHaveLength(before + 1);
    const sent = wire.last(path, shown.method);
    await expectSent(shown, sent);
    await expectSent(await readShown(lab.message('Request')), sent);
    expect((await sent.response())?.status()).toBe(200);
    await expectOutcome(lab, id);
  };

const calculation =
  (id: string): Walk =>
  async (page, lab, wire) => {
    await arrive(page, lab, id);
    const before = wire.requests.length;
    await press(page, lab, id);
    expect(wire.requests).toHaveLength(before);
    await expectOutcome(lab, id);
  };

const goThrough: Readonly<Record<string, Walk>> = {
  configure: request('configure', '/.well-known/openid-configuration'),
  'code-verifier': calculation('code-verifier'),
  'code-challenge': calculation('code-challenge'),

  'authorization-request': async (page, lab, wire) => {
    await arrive(page, lab, 'authorization-request');
    const shown = await readShownUrl(lab.card, 'The URL that the browser will open');
    await tabTo(page, lab.button(stepAt('authorization-request').button));
    await page.keyboard.press('Enter');
    await expect(lab.card.getByRole('heading', { name: stepAt('login').title })).toBeFocused();
    expect(shown).toEqual(toShownUrl(wire.last('/authorize').url()));
    expect(new Map(shown.parameters).get('code_challenge_method')).toBe('S256');
    await expectStep(lab, 'login', 'Running');
  },

  login: async (page, lab, wire) => {
    await tabTo(page, lab.username);
    await page.keyboard.type(demoUser.email);
    await page.keyboard.press('Tab');
    await expect(lab.password).toBeFocused();
    await page.keyboard.type(demoUser.password);
    await page.keyboard.press('Enter');
    await expect(
      lab.card.getByRole('heading', { name: stepAt('authorization-response').title }),
    ).toBeFocused();
    // The password went to the tenant's own page, once, and to nobody else.
    const told = wire.requests.filter((sent) => (sent.postData() ?? '').includes(demoUser.password));
    expect(told.map((sent) => new URL(sent.url()).pathname)).toEqual([
      expect.stringMatching(/^\/t\/[\w-]{22}\/pixy\/settings$/),
      expect.stringMatching(/^\/t\/[\w-]{22}\/u\/login$/),
    ]);
    await expectStep(lab, 'login', 'Done');
    await lab.show('authorization-request');
    await expectOutcome(lab, 'authorization-request');
    await lab.show('authorization-response');
  },

  'authorization-response': async (page, lab, wire) => {
    const arrived = toShownUrl(wire.last('/callback').url());
    expect(await readShownUrl(lab.card, 'The URL that the browser brought back')).toEqual(arrived);
    await press(page, lab, 'authorization-response');
    expect(await readShownUrl(lab.card, 'The URL that arrived')).toEqual(arrived);
    await expectOutcome(lab, 'authorization-response');
  },

  'token-request': request('token-request', '/oauth/token'),

  'signing-keys': async (page, lab, wire) => {
    // Until the keys are there, nobody claims to know whether the signature holds.
    await expect(lab.card.getByText('Signature not checked yet').first()).toBeVisible();
    await request('signing-keys', '/.well-known/jwks.json')(page, lab, wire);
  },

  'id-token-validation': async (page, lab, wire) => {
    const [jwks] = (await lab.answers('signing-keys')) as { keys: { kid: string }[] }[];
    await calculation('id-token-validation')(page, lab, wire);
    const signature = lab.token('id_token').getByText(/^Signature valid/);
    await expect(signature).toBeVisible();
    const named = /by the key (\S+) of/.exec((await signature.textContent()) ?? '')?.[1];
    expect(jwks?.keys.map(({ kid }) => kid)).toContain(named);
    await expect(lab.phone.getByText(`Hello, ${demoUser.name}`)).toBeVisible();
  },

  'api-request': async (page, lab, wire) => {
    await request('api-request', '/timesheets')(page, lab, wire);
    await expect(lab.phone.getByRole('list', { name: 'Last week' })).toContainText('Library roof');
  },
  'refresh-request': request('refresh-request', '/oauth/token'),
  'api-request-again': request('api-request-again', '/timesheets'),
  'revocation-request': request('revocation-request', '/oauth/revoke'),

  'logout-request': async (page, lab, wire) => {
    await arrive(page, lab, 'logout-request');
    const shown = await readShownUrl(lab.card, 'The URL that the browser will open');
    await tabTo(page, lab.button(stepAt('logout-request').button));
    await page.keyboard.press('Enter');
    await expectStep(lab, 'logout-request', 'Done');
    expect(shown).toEqual(toShownUrl(wire.last('/oidc/logout').url()));
    expect(wire.to('/callback/logout')).toHaveLength(1);
    await expectOutcome(lab, 'logout-request');
  },
};

/** Goes on to the step from the one before, which offers it; the focus is then on its title. */
async function arrive(page: Page, lab: Lab, id: string): Promise<void> {
  const { title } = stepAt(id);
  const next = lab.button(`Next: ${title}`);
  if (id !== steps[0]?.id) {
    await tabTo(page, next, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeFocused();
    await expect(page).toHaveURL(new RegExp(`/quickstart/${id}$`));
  }
  await expectStep(lab, id, 'Ready');
  await expect(lab.card.getByText('Ready', { exact: true })).toBeVisible();
}

async function press(page: Page, lab: Lab, id: string): Promise<void> {
  await tabTo(page, lab.button(stepAt(id).button));
  await page.keyboard.press('Enter');
  await expect(lab.result).toBeFocused();
}

/** The step is done, in words; every list of checks is there without a failure; the log entry has Auth0's type. */
async function expectOutcome(lab: Lab, id: string): Promise<void> {
  const { checks, log, tokens = [] } = stepAt(id);
  await expectStep(lab, id, 'Done');
  await expect(lab.card.getByText('Done', { exact: true })).toBeVisible();
  for (const title of checks) {
    const list = lab.verdicts(title);
    await expect(list.getByText('Pass', { exact: true }).first()).toBeVisible();
    await expect(list.getByText('Fail', { exact: true })).toHaveCount(0);
  }
  await expect(lab.card.getByRole('region', { name: /checked$/ })).toHaveCount(checks.length);
  if (log !== undefined) await expect(lab.card.getByText(log, { exact: true })).toBeVisible();
  for (const name of tokens) await expect(lab.token(name)).toBeVisible();
}
