/** Answers that the app did not ask for: messages from other windows, and links of strangers to the callback URL. */
import { loopback } from '../../scripts/site.mjs';
import { expectStep, stepAt } from './lab.ts';
import { expect, test } from './test.ts';

test.describe('while the person is at the tenant’s page', () => {
  // Of the forged frame below, which is of this origin on purpose.
  test.use({ expected: [/allow-scripts and allow-same-origin/] });

  test.beforeEach(async ({ lab }) => {
    await lab.open();
    await lab.performUpTo('authorization-request');
  });

  test('a message is believed from the phone’s own window and at the callback URL only', async ({
    page,
    lab,
    wire,
    baseURL,
  }) => {
    const state = await lab.value('state');
    const forged = { type: 'pixy:callback', url: `${baseURL}/callback?code=forged&state=${state}` };
    const kept = await lab.kept();

    // The page's own window.
    await page.evaluate((message) => window.postMessage(message, '*'), forged);
    // Another frame of this origin, by the real callback page, and one of no origin at all.
    for (const [sandbox, src] of [
      [null, `/callback?code=forged&state=${state}`],
      ['allow-scripts', 'about:blank'],
    ] as const) {
      const handle = await page.evaluateHandle(
        async ([rules, address]) => {
          const frame = document.createElement('iframe');
          if (rules) frame.setAttribute('sandbox', rules);
          frame.src = address ?? '';
          const loaded = new Promise((resolve) => {
            frame.onload = resolve;
          });
          document.body.append(frame);
          await loaded;
          return frame;
        },
        [sandbox, src],
      );
      const frame = await handle.asElement()?.contentFrame();
      if (!frame) throw new Error('The frame has no page.');
      await frame.evaluate((message) => window.parent.postMessage(message, '*'), forged);
    }
    // The right window, with what is no callback message.
    const phone = page.frames().find((frame) => frame.url().includes('/u/login'));
    if (!phone) throw new Error('The phone shows no login page.');
    await phone.evaluate(
      ([messages]) => {
        for (const message of messages ?? []) window.parent.postMessage(message, '*');
      },
      [
        [
          forged.url,
          null,
          [forged],
          { ...forged, type: 'pixy:other' },
          { type: forged.type, url: [forged.url] },
          { type: forged.type, url: `${forged.url}${'x'.repeat(9_000)}` },
          { type: forged.type, url: `${forged.url}\n` },
          { type: forged.type, url: `${baseURL}/callback/other?code=forged&state=${state}` },
          { type: forged.type, url: `${baseURL}/callbackx?code=forged&state=${state}` },
          { type: forged.type, url: `http://localhost.example.com/callback?code=forged&state=${state}` },
          { type: forged.type, url: `//${new URL(baseURL ?? '').host}/callback?code=forged&state=${state}` },
        ],
      ],
    );

    // Messages arrive in order: once this one of the right kind has, all others have been looked at.
    await lab.logIn();
    await expectStep(lab, 'authorization-response', 'Ready');
    const before = JSON.parse(kept) as { run: { trace: unknown[] } };
    const after = JSON.parse(await lab.kept()) as { run: { trace: unknown[]; arrived: string } };
    expect(JSON.stringify(after)).not.toContain('forged');
    expect(after.run.trace.slice(0, before.run.trace.length)).toEqual(before.run.trace);
    expect(after.run.arrived).toBe(wire.last('/callback').url());
  });

  test('RFC 6749 Section 10.12: an answer with another state is refused where it is read', async ({
    page,
    lab,
    wire,
  }) => {
    const phone = page.frames().find((frame) => frame.url().includes('/u/login'));
    await phone?.evaluate(() => location.assign('/callback?code=forged&state=of-somebody-else'));
    await expectStep(lab, 'authorization-response', 'Ready');
    await lab.perform('authorization-response');
    await expectStep(lab, 'authorization-response', 'Refused');
    const why = lab.card.getByRole('region', { name: 'Why it was refused' });
    await expect(why.getByText('state is the one that was sent', { exact: true })).toBeVisible();
    await expectStep(lab, 'token-request', 'Locked');
    expect(wire.to('/oauth/token')).toHaveLength(0);
  });

  for (const [what, state] of [
    ['that nobody made', 'of-a-stranger'],
    // Text that stands in every run that is kept, but is no state.
    ['that is a word of the run', 'done'],
  ] as const) {
    test(`RFC 9700 Section 4.7: a stranger’s link with a state ${what} gets no token`, async ({
      page,
      lab,
      wire,
    }) => {
      await page.goto(`/callback?code=of-a-stranger&state=${state}`);
      await page.waitForURL(/\/(callback|quickstart.*)$/);
      await lab.open('authorization-response');
      const read = lab.button(stepAt('authorization-response').button);
      if ((await read.getAttribute('aria-disabled')) === null) {
        await read.click();
        await expectStep(lab, 'authorization-response', 'Refused');
      }
      await expectStep(lab, 'token-request', 'Locked');
      expect(await lab.kept()).not.toContain('"code":"of-a-stranger"');
      expect(wire.to('/oauth/token')).toHaveLength(0);
    });
  }

  test('the answer to this very run is taken at the top of the tab too, once', async ({
    page,
    lab,
    wire,
  }) => {
    // A tenant that refuses to be framed would be opened at the top; the browser then comes back here.
    const url = wire.last('/authorize').url();
    await page.goto(url);
    await page.getByLabel('Email address').fill('ada@example.com');
    await page.getByLabel('Password').fill('pixy-demo');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expectStep(lab, 'authorization-response', 'Ready');
    expect(page.url()).not.toContain('code=');
    await lab.runToEnd();
    expect(await wire.statuses('/oauth/token')).toEqual([200, 200]);
  });
});

test('a stranger’s link to the callback URL does nothing, and its code leaves the address at once', async ({
  page,
  wire,
}) => {
  await page.goto('/callback?code=of-a-stranger&state=of-a-stranger');
  await expect(page.getByRole('heading', { name: 'Nobody here waits for this address' })).toBeVisible();
  await expect(page).toHaveURL(/\/callback$/);
  expect(wire.requests.map((request) => new URL(request.url()).pathname)).toEqual(['/callback']);
  expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
  await page.getByRole('link', { name: 'Open the quickstart' }).click();
  await expect(page).toHaveURL(/\/quickstart$/);
});

test('a page that opens this site in a window of its own gets no hold of it', async ({
  context,
  page,
  baseURL,
  hosts,
}) => {
  const address = await loopback();
  const { port } = new URL(baseURL ?? '');
  const other = `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
  hosts.push(other);
  await page.goto(`${other}/callback`);
  const opened = context.waitForEvent('page');
  await page.evaluate((url) => {
    Object.assign(window, { opened: window.open(url) });
  }, `${baseURL}/quickstart`);
  const site = await opened;
  await expect(site.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await site.evaluate(() => window.opener)).toBeNull();
  expect(await page.evaluate(() => (window as Window & { opened?: Window }).opened?.closed)).toBe(true);
});
