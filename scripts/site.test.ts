import { createServer } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { demoUser as known } from '#lib/scenario/defaults.ts';
import { demoUser, freePort, isTaken, loopback } from './site.mjs';

let close = () => {};
afterEach(() => close());

it('the demo user that `npm start` prints is the one that tenants know', () => {
  expect(demoUser()).toEqual({ email: known.email, password: known.password });
});

it('a port on which somebody answers is taken, by whichever address of localhost', async () => {
  const port = await freePort();
  expect(await isTaken(port)).toBe(false);
  const server = createServer();
  close = () => server.close();
  const host = await loopback();
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  expect(await isTaken(port)).toBe(true);
});
