import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, type Store } from '#store/index.ts';
import { KeyPool } from './keys.ts';

let folder: string;
let store: Store;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixy-keys-'));
  store = await openStore(`file:${folder}/keys.db`);
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const waiting = () => store.db.selectFrom('signing_keys').select('kid').where('tenant', 'is', null).execute();

test('a tenant takes its keys from the pool, which is filled again behind it', async () => {
  const pool = new KeyPool(store, 4);
  pool.refill();
  await expect.poll(async () => (await waiting()).length, { timeout: 15_000 }).toBe(4);
  const before = (await waiting()).map(({ kid }) => kid);
  const { signing } = await pool.keysOf('a', 'localhost');
  expect(signing).toHaveLength(2);
  for (const { kid } of signing) expect(before).toContain(kid);
  await expect.poll(async () => (await waiting()).length, { timeout: 15_000 }).toBe(4);
  expect((await pool.keysOf('a', 'localhost')).signing).toEqual(signing);
  await pool.close();
});

test('no key is given to two tenants, however many ask at once', async () => {
  const pool = new KeyPool(store, 4);
  const all = await Promise.all(['b', 'c', 'd'].map((tenant) => pool.keysOf(tenant, 'localhost')));
  const kids = all.flatMap(({ signing }) => signing.map(({ kid }) => kid));
  expect(new Set(kids).size).toBe(6);
  await pool.close();
});

test('secrets differ by tenant and by purpose, and last as long as the keys', async () => {
  const pool = new KeyPool(store, 0);
  const [a, b] = [await pool.keysOf('a', 'localhost'), await pool.keysOf('b', 'localhost')];
  const secrets = [a.secrets('x')[0], a.secrets('y')[0], b.secrets('x')[0]].map((secret) =>
    Buffer.from(secret).toString('hex'),
  );
  expect(new Set(secrets).size).toBe(3);
  expect((await pool.keysOf('a', 'localhost')).secrets('x')).toEqual(a.secrets('x'));
});
