/** Which tenants there are. The store knows; what is kept here is only what would be slow to make again. */
import type { Provider } from 'oidc-provider';
import type { TenantSettings } from '#lib/scenario/settings.ts';
import { deleteTenant, type Store } from '#store/index.ts';
import { Artifacts } from './artifacts.ts';
import { readKept, withoutPasswords } from './kept-settings.ts';
import { KeyPool } from './keys.ts';
import type { Limits } from './limits.ts';
import { createProvider } from './provider.ts';
import { cookieNames, HOUSE, type Tenant } from './tenant.ts';
import { Users } from './users.ts';

export interface LiveTenant {
  readonly tenant: Tenant;
  readonly provider: Provider;
}

interface Entry {
  readonly version: string;
  readonly live: Promise<LiveTenant>;
}

/** `seen_at` is written at most this often, in milliseconds. */
const SEEN_STEP = 60_000;
/** Artifacts are kept this long after they expire, so that a late request can be told that they did. */
const EXPLAINED_FOR = 3_600_000;
/** Exchanged refresh tokens are recognised as used for this long. */
const REUSE_SEEN_FOR = 7 * 86_400_000;
/** How long a person who signed up at the house tenant is kept. */
const SIGNUP_KEPT_FOR = 86_400_000;

export class Registry {
  readonly #store: Store;
  readonly #baseUrl: URL;
  readonly #limits: Limits;
  readonly #keys: KeyPool;
  /** In the order of use, the least recently used first. */
  readonly #live = new Map<string, Entry>();

  constructor(store: Store, baseUrl: string, limits: Limits) {
    this.#store = store;
    this.#baseUrl = new URL(baseUrl);
    this.#limits = limits;
    this.#keys = new KeyPool(store, limits.keyPool);
  }

  get homeUrl(): string {
    return `${this.#baseUrl.origin}/`;
  }

  /** Undefined when there is no such tenant, or not any more. */
  async find(id: string): Promise<LiveTenant | undefined> {
    if (id !== HOUSE && !/^[A-Za-z0-9_-]{22}$/.test(id)) return undefined;
    const row = await this.#store.db
      .selectFrom('tenants')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    const now = Date.now();
    if (!row || this.#isOver(row, now)) return undefined;
    if (row.expires_at !== null && now - row.seen_at > SEEN_STEP) await this.#see(id, now);
    const version = `${row.created_at} ${row.settings}`;
    const entry = this.#live.get(id);
    this.#live.delete(id);
    const current = entry?.version === version ? entry : { version, live: this.#build(id, row.settings) };
    this.#live.set(id, current);
    this.#dropLeastUsed();
    try {
      return await current.live;
    } catch (error) {
      if (this.#live.get(id) === current) this.#live.delete(id);
      throw error;
    }
  }

  /** Makes a tenant, or gives it new settings. Its keys, sessions and tokens stay. */
  async put(id: string, settings: TenantSettings): Promise<'created' | 'replaced' | 'full'> {
    const now = Date.now();
    const before = await this.#store.db
      .selectFrom('tenants')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    const exists = before !== undefined && !this.#isOver(before, now);
    if (before && !exists) await this.remove(id);
    if (!exists && id !== HOUSE && (await this.#countVisitors()) >= this.#limits.tenants) return 'full';
    // Users first: whoever finds the new settings finds its users.
    await new Users(this.#store, id).replaceBySettings(settings.users);
    const row = { settings: JSON.stringify(withoutPasswords(settings)), seen_at: now };
    await this.#store.db
      .insertInto('tenants')
      .values({ id, ...row, created_at: now, expires_at: id === HOUSE ? null : now + this.#limits.age })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
    return exists ? 'replaced' : 'created';
  }

  async remove(id: string): Promise<void> {
    this.#live.delete(id);
    await deleteTenant(this.#store, id);
  }

  /** Removes what is over: tenants, artifacts, and people who signed up at the house tenant. */
  async sweep(now: number = Date.now()): Promise<void> {
    const { db } = this.#store;
    const over = await db
      .selectFrom('tenants')
      .select('id')
      .where('expires_at', 'is not', null)
      .where((where) =>
        where.or([where('expires_at', '<=', now), where('seen_at', '<', now - this.#limits.idle)]),
      )
      .execute();
    for (const { id } of over) await this.remove(id);
    await db
      .deleteFrom('artifacts')
      .where('expires_at', '<', now - EXPLAINED_FOR)
      .execute();
    await db
      .deleteFrom('artifacts')
      .where('model', '=', 'RefreshToken')
      .where('consumed_at', '<', now - REUSE_SEEN_FOR)
      .execute();
    await new Users(this.#store, HOUSE).forgetSignUps(new Date(now - SIGNUP_KEPT_FOR));
  }

  /** Fills the pool of keys behind the requests. */
  prepare(): void {
    this.#keys.refill();
  }

  async close(): Promise<void> {
    await this.#keys.close();
  }

  #isOver({ expires_at, seen_at }: { expires_at: number | null; seen_at: number }, now: number): boolean {
    return expires_at !== null && (expires_at <= now || now - seen_at > this.#limits.idle);
  }

  async #see(id: string, now: number): Promise<void> {
    await this.#store.db.updateTable('tenants').set({ seen_at: now }).where('id', '=', id).execute();
  }

  async #countVisitors(): Promise<number> {
    const { total } = await this.#store.db
      .selectFrom('tenants')
      .select((select) => select.fn.countAll<number | bigint | string>().as('total'))
      .where('expires_at', 'is not', null)
      .executeTakeFirstOrThrow();
    return Number(total);
  }

  #dropLeastUsed(): void {
    for (const id of this.#live.keys()) {
      if (this.#live.size <= this.#limits.liveProviders) return;
      this.#live.delete(id);
    }
  }

  async #build(id: string, settings: string): Promise<LiveTenant> {
    const base = id === HOUSE ? '' : `/t/${id}`;
    const { origin, host } = this.#baseUrl;
    const tenant: Tenant = {
      ...{ id, base, origin },
      issuer: `${origin}${base}/`,
      settings: readKept(settings),
      keys: await this.#keys.keysOf(id, host),
      store: this.#store,
      artifacts: new Artifacts(this.#store, id),
      users: new Users(this.#store, id),
      cookies: cookieNames(id),
      quota: id === HOUSE ? this.#limits.houseArtifacts : this.#limits.artifacts,
    };
    return { tenant, provider: createProvider(tenant) };
  }
}
