import { randomBytes } from 'node:crypto';
import type { UserSettings } from '#lib/scenario/settings.ts';
import type { Store } from '#store/index.ts';
import type { KeptUser } from './kept-settings.ts';
import { hashPassword, verifyNobody, verifyPassword } from './passwords.ts';

/** A user of a tenant's database connection. */
export interface User extends KeptUser {
  readonly created_at: string;
  readonly updated_at: string;
  /** Who made it: the tenant's settings, or the person on the sign-up page. */
  readonly source: 'settings' | 'signup';
}

export type Credentials =
  | { readonly ok: true; readonly user: User }
  | { readonly ok: false; readonly reason: 'unknown-user' }
  | { readonly ok: false; readonly reason: 'wrong-password'; readonly user: User };

/** The users of one tenant. */
export class Users {
  readonly #store: Store;
  readonly #tenant: string;

  constructor(store: Store, tenant: string) {
    this.#store = store;
    this.#tenant = tenant;
  }

  async find(userId: string): Promise<User | undefined> {
    const row = await this.#rows().where('user_id', '=', userId).executeTakeFirst();
    return row && (JSON.parse(row.profile) as User);
  }

  async check(email: string, password: string): Promise<Credentials> {
    const row = await this.#rows().where('email', '=', normalize(email)).executeTakeFirst();
    if (!row) return { ok: await verifyNobody(password), reason: 'unknown-user' };
    const user = JSON.parse(row.profile) as User;
    return (await verifyPassword(password, row.password_hash))
      ? { ok: true, user }
      : { ok: false, reason: 'wrong-password', user };
  }

  /** Undefined when the address is taken. */
  async signUp(email: string, password: string): Promise<User | undefined> {
    const now = new Date().toISOString();
    const user: User = {
      user_id: `auth0|${randomBytes(12).toString('hex')}`,
      email: normalize(email),
      email_verified: false,
      blocked: false,
      permissions: [],
      created_at: now,
      updated_at: now,
      source: 'signup',
    };
    const { numInsertedOrUpdatedRows } = await this.#store.db
      .insertInto('users')
      .values(toRow(this.#tenant, user, await hashPassword(password)))
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n ? user : undefined;
  }

  async count(): Promise<number> {
    const { total } = await this.#store.db
      .selectFrom('users')
      .select((select) => select.fn.countAll<number | bigint | string>().as('total'))
      .where('tenant', '=', this.#tenant)
      .executeTakeFirstOrThrow();
    return Number(total);
  }

  /** Makes the users of the settings be as the settings say. Who signed up stays, unless the address is now taken. */
  async replaceBySettings(wanted: readonly UserSettings[]): Promise<void> {
    const rows = await this.#rows().execute();
    const existing = new Map(rows.map((row) => [row.user_id, row]));
    const emails = new Set(wanted.map((user) => normalize(user.email)));
    const ids = new Set(wanted.map((user) => user.user_id));
    const now = new Date().toISOString();
    const wantedRows = await Promise.all(
      wanted.map(async ({ password, ...profile }) => {
        const before = existing.get(profile.user_id);
        const known = before && (JSON.parse(before.profile) as User);
        // Hashing is slow on purpose; the same password keeps the hash that it has.
        const same = before && (await verifyPassword(password, before.password_hash));
        const wished = { ...profile, email: normalize(profile.email), source: 'settings' as const };
        const isChanged =
          !known || Object.entries(wished).some(([name, value]) => !isSame(known, name, value));
        const user: User = {
          ...wished,
          created_at: known?.created_at ?? now,
          // Settings that say the same again change nobody.
          updated_at: isChanged ? now : known.updated_at,
        };
        return toRow(this.#tenant, user, same ? before.password_hash : await hashPassword(password));
      }),
    );
    const leaving = rows.filter((row) => {
      const { source, email } = JSON.parse(row.profile) as User;
      return ids.has(row.user_id) || source === 'settings' || emails.has(email);
    });
    await this.#store.db.transaction().execute(async (transaction) => {
      for (const { user_id } of leaving) {
        await transaction
          .deleteFrom('users')
          .where('tenant', '=', this.#tenant)
          .where('user_id', '=', user_id)
          .execute();
      }
      if (wantedRows.length > 0) await transaction.insertInto('users').values(wantedRows).execute();
    });
  }

  /** Removes people who signed up before the given time. */
  async forgetSignUps(before: Date): Promise<void> {
    for (const row of await this.#rows().execute()) {
      const user = JSON.parse(row.profile) as User;
      if (user.source !== 'signup' || new Date(user.created_at) >= before) continue;
      await this.#store.db
        .deleteFrom('users')
        .where('tenant', '=', this.#tenant)
        .where('user_id', '=', user.user_id)
        .execute();
    }
  }

  #rows() {
    return this.#store.db
      .selectFrom('users')
      .select(['user_id', 'password_hash', 'profile'])
      .where('tenant', '=', this.#tenant);
  }
}

const isSame = (user: object, name: string, value: unknown): boolean =>
  JSON.stringify(new Map(Object.entries(user)).get(name)) === JSON.stringify(value);

/** Auth0 keeps addresses in lower case. A NUL is cut because no database takes one. */
const normalize = (email: string): string => email.trim().toLowerCase().replaceAll('\0', '');

const toRow = (tenant: string, user: User, password_hash: string) => ({
  tenant,
  user_id: user.user_id,
  email: user.email,
  password_hash,
  profile: JSON.stringify(user),
});

/** Claims by scope (OpenID Connect Core Section 5.4). `updated_at` is text: what Auth0 sends, not a number. */
export function claimsOf(user: User, scopes: ReadonlySet<string>): Record<string, unknown> {
  const local = user.email.slice(0, user.email.indexOf('@'));
  const claims: Record<string, unknown> = {
    sub: user.user_id,
    ...(scopes.has('profile') && {
      name: user.name ?? user.email,
      given_name: user.given_name,
      family_name: user.family_name,
      nickname: user.nickname ?? local,
      picture: user.picture,
      updated_at: user.updated_at,
    }),
    ...(scopes.has('email') && { email: user.email, email_verified: user.email_verified }),
  };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}
