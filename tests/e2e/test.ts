/** What every browser test stands on. A page that complains, or that asks another host for anything, fails its test. */
import { test as base, expect } from '@playwright/test';
import { Lab } from './lab.ts';
import { Wire } from './wire.ts';

export { expect };

interface Fixtures {
  readonly lab: Lab;
  readonly wire: Wire;
  /** Console messages that the test is about, as patterns. Every other one fails the test. */
  readonly expected: RegExp[];
  /** Origins that the test is about, besides the site's own. */
  readonly hosts: string[];
  readonly watch: undefined;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
  expected: async ({}, use) => {
    await use([]);
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  hosts: async ({}, use) => {
    await use([]);
  },
  wire: async ({ page }, use) => {
    await use(new Wire(page));
  },
  lab: async ({ page, wire }, use) => {
    expect(wire.requests).toEqual([]);
    await use(new Lab(page));
  },
  watch: [
    async ({ context, baseURL, expected, hosts }, use) => {
      const complaints: string[] = [];
      const origins: string[] = [];
      context.on('console', (message) => {
        if (['error', 'warning', 'assert'].includes(message.type())) complaints.push(message.text());
      });
      context.on('weberror', (error) => complaints.push(String(error.error())));
      context.on('request', (request) => {
        const { origin, protocol } = new URL(request.url());
        if (protocol !== 'data:') origins.push(origin);
      });
      await use(undefined);
      expect(complaints.filter((text) => !expected.some((pattern) => pattern.test(text)))).toEqual([]);
      const own = [new URL(baseURL ?? '').origin, ...hosts];
      expect(origins.filter((origin) => !own.includes(origin))).toEqual([]);
    },
    { auto: true },
  ],
});
