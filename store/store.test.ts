import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appendLog, deleteTenant, openStore, ownsTenant, readLogs, type Store, tenantIdOf } from './index.ts';

let folder: string;
let url: string;
const opened: Store[] = [];

async function open(at = url): Promise<Store> {
  const store = await openStore(at);
  opened.push(store);
  return store;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pixy-store-'));
  url = `file:${join(folder, 'deep', 'er', 'pixy.db')}`;
});

afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  rmSync(folder, { recursive: true });
});

const code = { tenant: 'a', model: 'AuthorizationCode', id: 'one', payload: '{}' };

function consume(store: Store, at: number) {
  return store.db
    .updateTable('artifacts')
    .set({ consumed_at: at })
    .where('tenant', '=', 'a')
    .where('model', '=', 'AuthorizationCode')
    .where('id', '=', 'one')
    .where('consumed_at', 'is', null)
    .executeTakeFirstOrThrow();
}

describe('openStore', () => {
  test('makes the folder and the tables', async () => {
    const store = await open();
    expect(existsSync(join(folder, 'deep', 'er', 'pixy.db'))).toBe(true);
    const tables = await store.db.introspection.getTables();
    expect(tables.map((t) => t.name).sort()).toEqual([
      'api_settings',
      'artifacts',
      'logs',
      'signing_keys',
      'tenants',
      'users',
    ]);
  });

  test('migrates once, however often it is opened, and keeps what was written', async () => {
    const first = await openStore(url);
    await first.db.insertInto('artifacts').values(code).execute();
    await first.close();
    const second = await open();
    expect(await second.db.selectFrom('artifacts').selectAll().execute()).toEqual([
      { ...code, grant_id: null, uid: null, user_code: null, expires_at: null, consumed_at: null },
    ]);
  });

  test('times beyond 32 bits come back as they went in', async () => {
    const store = await open();
    await store.db
      .insertInto('artifacts')
      .values({ ...code, expires_at: 1_795_424_245_876 })
      .execute();
    const row = await store.db.selectFrom('artifacts').select('expires_at').executeTakeFirstOrThrow();
    expect(row).toEqual({ expires_at: 1_795_424_245_876 });
  });

  test('several processes may open a new file at the same moment', async () => {
    const script = `import('${join(import.meta.dirname, 'open-store.ts')}').then(async ({ openStore }) => {
      const store = await openStore(${JSON.stringify(url)});
      await store.db.insertInto('users').values({
        tenant: 'a', user_id: 'auth0|' + process.pid, email: process.pid + '@example.com', password_hash: '', profile: '{}',
      }).execute();
      await store.close();
    })`;
    const run = () => promisify(execFile)(process.execPath, ['--import', 'tsx', '--eval', script]);
    await Promise.all([run(), run(), run()]);
    const store = await open();
    const { users } = await store.db
      .selectFrom('users')
      .select((e) => e.fn.countAll<number>().as('users'))
      .executeTakeFirstOrThrow();
    expect(users).toBe(3);
  }, 30_000);

  test.each([
    ['postgres://localhost/pixy', 'DATABASE_URL has the scheme "postgres:", which is not supported; give '],
    ['', 'DATABASE_URL must be '],
    ['./pixy.db', 'DATABASE_URL must be '],
    ['file:pixy.db', 'DATABASE_URL must name a file by its absolute path, like '],
    ['file://host/pixy.db', 'DATABASE_URL must name a file by its absolute path, like '],
    ['file::memory:', 'DATABASE_URL must name a file by its absolute path, like '],
    ['file:/pixy.db?mode=ro', 'DATABASE_URL must name a file by its absolute path, like '],
    ['libsql://', 'DATABASE_URL must name a server, like '],
  ])('refuses %j in one sentence', async (given, beginning) => {
    await expect(openStore(given)).rejects.toThrow(
      new Error(`${beginning}file:/absolute/path.db, or the libsql: address of a libSQL server.`),
    );
  });

  test('a file that is no database is refused by the name of the variable', async () => {
    await expect(openStore(`file:${folder}`)).rejects.toThrow(
      /^DATABASE_URL: the database cannot be opened: /,
    );
  });
});

describe('at once', () => {
  test('of 20 conditional updates one wins', async () => {
    const store = await open();
    await store.db.insertInto('artifacts').values(code).execute();
    const results = await Promise.all(Array.from({ length: 20 }, (_, i) => consume(store, i + 1)));
    expect(results.filter((r) => r.numUpdatedRows === 1n)).toHaveLength(1);
    expect(results.filter((r) => r.numUpdatedRows === 0n)).toHaveLength(19);
  });

  test('of 20 conditional updates over two connections one wins', async () => {
    const stores = [await open(), await open()] as const;
    await stores[0].db.insertInto('artifacts').values(code).execute();
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) => consume(stores[i % 2 === 0 ? 0 : 1], i + 1)),
    );
    expect(results.filter((r) => r.numUpdatedRows === 1n)).toHaveLength(1);
  });

  test('a write waits for the transaction of another connection instead of failing or stopping it', async () => {
    const [a, b] = [await open(), await open()];
    const order: string[] = [];
    let written: Promise<unknown> | undefined;
    await a.db.transaction().execute(async (transaction) => {
      await transaction.insertInto('artifacts').values(code).execute();
      written = b.db
        .insertInto('artifacts')
        .values({ ...code, id: 'two' })
        .execute()
        .then(() => order.push('b wrote'));
      await new Promise((resolve) => setTimeout(resolve, 100));
      order.push('a ends');
    });
    await written;
    expect(order).toEqual(['a ends', 'b wrote']);
  });

  test('a write of the same store waits for an open transaction and is no part of it', async () => {
    const store = await open();
    let written: Promise<unknown> | undefined;
    const failing = store.db.transaction().execute(async (transaction) => {
      await transaction.insertInto('artifacts').values(code).execute();
      written = store.db
        .insertInto('artifacts')
        .values({ ...code, id: 'two' })
        .execute();
      await new Promise((resolve) => setTimeout(resolve, 50));
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await written;
    expect(await store.db.selectFrom('artifacts').select('id').execute()).toEqual([{ id: 'two' }]);
  });
});

describe('deleteTenant', () => {
  test('leaves nothing of the tenant and everything of the others', async () => {
    const store = await open();
    const tables = ['artifacts', 'users', 'signing_keys', 'logs', 'api_settings', 'tenants'] as const;
    for (const tenant of ['a', 'b']) {
      await store.db
        .insertInto('artifacts')
        .values({ ...code, tenant })
        .execute();
      await store.db
        .insertInto('users')
        .values({ tenant, user_id: 'auth0|1', email: 'ada@example.com', password_hash: '', profile: '{}' })
        .execute();
      await store.db
        .insertInto('signing_keys')
        .values({ kid: tenant, tenant, jwk: '{}', position: 0, created_at: 1 })
        .execute();
      await appendLog(store, tenant, 'tenant', {});
      await store.db.insertInto('api_settings').values({ tenant, settings: '{}' }).execute();
      await store.db
        .insertInto('tenants')
        .values({ id: tenant, settings: '{}', created_at: 1, seen_at: 1 })
        .execute();
    }
    await deleteTenant(store, 'a');
    for (const table of tables) {
      const rows = await store.db.selectFrom(table).selectAll().execute();
      expect(rows, table).toHaveLength(1);
      expect(rows[0], table).toMatchObject(table === 'tenants' ? { id: 'b' } : { tenant: 'b' });
    }
  });
});

describe('logs', () => {
  test('are read in order, after an entry, for one tenant and party', async () => {
    const store = await open();
    const ids = [];
    for (const n of [1, 2, 3]) ids.push(await appendLog(store, 'a', 'api', { n }));
    await appendLog(store, 'a', 'tenant', { n: 4 });
    await appendLog(store, 'b', 'api', { n: 5 });
    expect(await readLogs(store, 'a', 'api', '')).toMatchObject([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(await readLogs(store, 'a', 'api', ids[1] ?? '')).toEqual([
      { log_id: ids[2], date: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), n: 3 },
    ]);
    expect(ids[0]).toMatch(/^900\d{29}$/);
  });

  test('keep the newest 500 and give 100 at a time', async () => {
    const store = await open();
    for (let n = 1; n <= 510; n++) await appendLog(store, 'a', 'api', { n });
    const page = await readLogs(store, 'a', 'api', '');
    expect(page).toHaveLength(100);
    expect(page[0]).toMatchObject({ n: 11 });
  });
});

describe('ownership', () => {
  // printf %s AAA…A (43 times) | openssl dgst -sha256 -binary | basenc --base64url | cut -c1-22
  const key = 'A'.repeat(43);
  const id = 'DwBzhbb51LfusnSGBa_hqY';

  test('the id is the beginning of the SHA-256 of the key in base64url', () => {
    expect(tenantIdOf(key)).toBe(id);
  });

  test('the key owns its tenant, and nothing else does', () => {
    expect(ownsTenant(id, key)).toBe(true);
    expect(ownsTenant(id, `${'A'.repeat(42)}B`)).toBe(false);
    expect(ownsTenant(id.slice(1), key)).toBe(false);
    expect(ownsTenant('', key)).toBe(false);
    expect(ownsTenant(id, null)).toBe(false);
    expect(ownsTenant(id, '')).toBe(false);
  });

  test.each(['A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}=`, `${'A'.repeat(42)}é`])(
    'a key that is not 43 base64url characters owns nothing: %s',
    (malformed) => {
      expect(ownsTenant(tenantIdOf(malformed), malformed)).toBe(false);
    },
  );
});
