/** The first page: what this is, and one click to begin. */
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

/** How many animations of the diagram are going on, and how many of them stand still. */
const motion = (page: Page) =>
  page.evaluate(() => {
    const all = document.getAnimations().filter((each) => each.effect?.getComputedTiming().duration !== 0);
    return {
      moving: all.filter((each) => each.playState === 'running').length,
      paused: all.filter((each) => each.playState === 'paused').length,
    };
  });

test('one click leads from the first page to the first step', async ({ page, lab }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeInViewport();
  const start = page.getByRole('main').getByRole('link', { name: 'Run the flow' });
  await expect(start).toBeInViewport();
  await start.click();
  await expect(page).toHaveURL(/\/quickstart$/);
  await expect(lab.button('GET /.well-known/openid-configuration')).toBeEnabled();
});

test('the diagram plays by itself, and stands still when asked to', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('img', { name: /^Sequence diagram/ })).toBeInViewport();
  await expect.poll(async () => (await motion(page)).moving).toBeGreaterThan(0);
  await page.getByRole('checkbox', { name: 'Pause' }).check();
  await expect.poll(() => motion(page)).toEqual({ moving: 0, paused: expect.any(Number) });
  await page.getByRole('checkbox', { name: 'Pause' }).uncheck();
  await expect.poll(async () => (await motion(page)).moving).toBeGreaterThan(0);
});

test('with reduced motion nothing moves, and the whole diagram is there', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/');
  await expect(page.getByRole('img', { name: /^Sequence diagram/ })).toBeVisible();
  expect((await motion(page)).moving).toBe(0);
});

test('the page loads nothing but itself: no cookie, nothing kept', async ({
  context,
  page,
  wire,
  baseURL,
}) => {
  await page.goto('/');
  await page.waitForLoadState('networkidle');
  expect(await context.cookies()).toEqual([]);
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  const origins = new Set(wire.requests.map((request) => new URL(request.url()).origin));
  expect([...origins]).toEqual([baseURL]);
});
