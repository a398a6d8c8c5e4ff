/** Small screens, dark rooms, paper, and eyes that need it larger: everything stays there and reachable. */
import type { Page } from '@playwright/test';
import { expectStep, type Lab, stepAt } from './lab.ts';
import { steps } from './steps.ts';
import { expect, test } from './test.ts';

/** What stands out of the page to the side, in words; boxes that scroll by themselves may be wider inside. */
const overflowing = (page: Page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element: Element | null): boolean => {
      if (!element || element === document.body) return false;
      return getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement);
    };
    const out = [...document.querySelectorAll('body *')].filter((element) => {
      const { left, right, width: own, height } = element.getBoundingClientRect();
      if (own <= 1 || height <= 1 || scrolls(element.parentElement)) return false;
      return left < -1 || right > width + 1;
    });
    const found = out.map((element) => `<${element.localName}> ${element.textContent?.slice(0, 40) ?? ''}`);
    const { scrollWidth } = document.documentElement;
    return scrollWidth > width
      ? [`the page is ${scrollWidth} px wide, the screen ${width} px`, ...found]
      : found;
  });

/** Opens the rail where it is folded, and shows the step. */
async function showOnPhone(lab: Lab, id: string): Promise<void> {
  const toggle = lab.rail.getByRole('button', { name: 'All steps' });
  if (await toggle.isVisible()) await toggle.click();
  await lab.stepLink(stepAt(id)).click();
  await expect(lab.card.getByRole('heading', { name: stepAt(id).title, exact: true })).toBeVisible();
}

for (const [name, viewport] of [
  ['a phone of 390 px', { width: 390, height: 844 }],
  ['320 px, which is also 1280 px at 400 % (WCAG 2.2, 1.4.10)', { width: 320, height: 568 }],
  ['1280 px at 200 % (WCAG 2.2, 1.4.4)', { width: 640, height: 400 }],
  ['a tablet of 820 px', { width: 820, height: 1180 }],
  ['a screen of 1280 px', { width: 1280, height: 800 }],
] as const) {
  test.describe(`on ${name}`, () => {
    test.use({ viewport, hasTouch: true });

    test('a whole run can be made, and nothing stands out of any step', async ({ page, lab }) => {
      test.setTimeout(90_000);
      await lab.open();
      expect(await overflowing(page)).toEqual([]);
      await page.getByRole('button', { name: stepAt('configure').button }).tap();
      await expect(lab.result).toBeVisible();
      for (const id of ['code-verifier', 'code-challenge', 'authorization-request']) {
        await lab.button(`Next: ${stepAt(id).title}`).tap();
        await lab.button(stepAt(id).button).tap();
      }
      await expect(lab.username).toBeVisible();
      // The page that the person has to deal with is in view without a search.
      await expect(lab.username).toBeInViewport();
      expect(await overflowing(page)).toEqual([]);
      await lab.username.fill('ada@example.com');
      await lab.password.fill('pixy-demo');
      await lab.tab.getByRole('button', { name: 'Continue' }).tap();
      await expect(lab.button(stepAt('authorization-response').button)).toBeVisible();
      await lab.runToEnd();
      for (const { id } of steps) {
        await showOnPhone(lab, id);
        for (const whole of await lab.card.getByRole('button', { name: 'Whole values' }).all())
          await whole.click();
        expect(await overflowing(page), id).toEqual([]);
      }
    });

    test('nothing stands out of the other pages', async ({ page, expected }) => {
      expected.push(/status of 40\d/);
      for (const path of [
        '/',
        '/no-such-page',
        '/quickstart/no-such-step',
        '/callback',
        '/v2/logout',
        '/authorize',
      ]) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        expect(await overflowing(page), path).toEqual([]);
      }
    });
  });
}

test('a refusal on a phone is explained on the screen', async ({ page, lab, expected }) => {
  expected.push(/status of 403/);
  await page.setViewportSize({ width: 390, height: 844 });
  await lab.open();
  await lab.runToEnd();
  await showOnPhone(lab, 'token-request');
  await lab.button(`Again: ${stepAt('token-request').button}`).click();
  await expect(lab.card.getByRole('region', { name: 'Why it was refused' })).toBeVisible();
  expect(await overflowing(page)).toEqual([]);
});

test.describe('colours', () => {
  const ground = (page: Page) =>
    page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body);
      return { backgroundColor, color };
    });

  test('follow the system, and a choice goes before it and stays', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto('/');
    const light = await ground(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await ground(page);
    expect(dark).not.toEqual(light);

    const choose = (name: string) => page.getByRole('radio', { name }).check({ force: true });
    await choose('Light');
    expect(await ground(page)).toEqual(light);
    await page.goto('/quickstart');
    await expect(page.getByRole('radio', { name: 'Light' })).toBeChecked();
    expect(await ground(page)).toEqual(light);
    await choose('As the system says');
    expect(await ground(page)).toEqual(dark);
  });
});

test('with reduced motion nothing moves during a run', async ({ page, lab }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await lab.open();
  await lab.runToEnd();
  const moving = await page.evaluate(() =>
    document
      .getAnimations()
      .filter(
        (each) => each.playState === 'running' && Number(each.effect?.getComputedTiming().duration) > 50,
      )
      .map((each) => (each as CSSAnimation).animationName ?? 'a transition'),
  );
  expect(moving).toEqual([]);
});

test('on paper a step is there with all that was sent, and nothing is cut off', async ({ page, lab }) => {
  await lab.open();
  await lab.runToEnd();
  await lab.show('token-request');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(lab.message('Request')).toBeVisible();
  await expect(lab.verdicts('What the tenant checked')).toBeVisible();
  await expect(page.getByRole('banner')).toBeHidden();
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll('main, main section, main article, main figure, main pre')]
      .filter((box) => box.clientHeight > 0 && box.scrollHeight > box.clientHeight + 2)
      .filter((box) => getComputedStyle(box).overflowY !== 'visible')
      .map((box) => `<${box.localName}> ${box.getAttribute('aria-label') ?? box.textContent?.slice(0, 40)}`),
  );
  expect(cut).toEqual([]);
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)']).toContain(paper);
});

test('every stop of the keyboard can be seen: it has a mark, and nothing covers it (WCAG 2.2, 2.4.7 and 2.4.11)', async ({
  page,
  lab,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await lab.open();
  await lab.performUpTo('code-challenge');
  // From the top: the browser remembers where a blurred element was.
  await page.reload();
  await expectStep(lab, 'code-challenge', 'Done');
  const stops: string[] = [];
  const hidden: string[] = [];
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(async () => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement || element instanceof SVGElement) || element === document.body)
        return null;
      const name = (element.getAttribute('aria-label') ?? element.textContent ?? '').slice(0, 40);
      // Whatever shows it: a ring around the element, its label or a part of it, or a line in a drawing.
      const drawn = [
        ...(element.closest('label') ?? element).querySelectorAll('*'),
        element.closest('label'),
        element,
      ];
      const looks = () =>
        drawn.flatMap((each) => {
          if (!each) return [];
          const { outlineStyle, outlineWidth, outlineColor, boxShadow, stroke } = getComputedStyle(each);
          return [
            outlineStyle,
            outlineStyle === 'none' ? '' : outlineWidth + outlineColor,
            boxShadow,
            stroke,
          ];
        });
      const focused = looks().join();
      element.blur();
      const blurred = looks().join();
      element.focus();
      const box = () => (element.closest('label') ?? element).getBoundingClientRect();
      const look = () =>
        [0.5, 0.1, 0.9].map((at) => {
          const { left, top, width, height } = box();
          return document.elementFromPoint(left + width * at, top + Math.min(height / 2, 20));
        });
      const isSeen = () =>
        look().some((point) => point && (element.contains(point) || point.contains(element)));
      // Some move into view: what counts is where they come to rest.
      for (let frame = 0; frame < 60 && !isSeen(); frame += 1) await new Promise(requestAnimationFrame);
      const seen = isSeen();
      const points = look();
      const covers = points.map((point) => point?.outerHTML.slice(0, 80)).join(' | ');
      return { name: `<${element.localName}> ${name}`, marked: focused !== blurred, seen, covers };
    });
    if (stop === null) break;
    stops.push(stop.name);
    if (!stop.marked) hidden.push(`${stop.name}: no mark`);
    if (!stop.seen) hidden.push(`${stop.name}: out of view, or covered by ${stop.covers}`);
  }
  expect(stops.length).toBeGreaterThan(30);
  expect(hidden).toEqual([]);
  await expectStep(lab, 'code-challenge', 'Done');
});
