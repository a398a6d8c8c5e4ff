/** The logs of a tenant and of its API: appended, read in order, never changed. */
import { randomInt } from 'node:crypto';
import type { Store } from './open-store.ts';

/** How many entries of one tenant and party are kept; older ones go. */
const KEPT = 500;
/** How many entries one reading gives at most. */
export const PAGE = 100;

export type LogParty = 'tenant' | 'api';

/**
 * Writes one entry and gives its `log_id`, which is added to the entry beside its `date`.
 * The entry must already be free of tokens, codes, verifiers, passwords and cookies.
 */
export async function appendLog(
  store: Store,
  tenant: string,
  party: LogParty,
  entry: Readonly<Record<string, unknown>>,
): Promise<string> {
  const { log_id, at } = nextLogId(Date.now());
  const full = { log_id, date: new Date(at).toISOString(), ...entry };
  await store.db
    .insertInto('logs')
    .values({ log_id, tenant, party, at, entry: JSON.stringify(full) })
    .execute();
  const oldest = await store.db
    .selectFrom('logs')
    .select('log_id')
    .where('tenant', '=', tenant)
    .where('party', '=', party)
    .orderBy('log_id', 'desc')
    .offset(KEPT)
    .limit(1)
    .executeTakeFirst();
  if (oldest) {
    await store.db
      .deleteFrom('logs')
      .where('tenant', '=', tenant)
      .where('party', '=', party)
      .where('log_id', '<=', oldest.log_id)
      .execute();
  }
  return log_id;
}

/** Entries after the given `log_id` (empty for all), oldest first, `PAGE` at most. */
export async function readLogs(
  store: Store,
  tenant: string,
  party: LogParty,
  after: string,
): Promise<readonly unknown[]> {
  const rows = await store.db
    .selectFrom('logs')
    .select('entry')
    .where('tenant', '=', tenant)
    .where('party', '=', party)
    .where('log_id', '>', after)
    .orderBy('log_id')
    .limit(PAGE)
    .execute();
  return rows.map((row): unknown => JSON.parse(row.entry));
}

let last = { at: 0, count: 0 };

/** `900`, the time to the millisecond, a count within it, a random tail: as text it sorts by time. */
function nextLogId(now: number): { log_id: string; at: number } {
  // A clock that is set back must not put a new entry before those already read.
  last = now > last.at ? { at: now, count: 0 } : { at: last.at, count: last.count + 1 };
  const time = new Date(last.at).toISOString().replace(/\D/g, '');
  const count = String(last.count).padStart(6, '0');
  const tail = String(randomInt(1_000_000)).padStart(6, '0');
  return { log_id: `900${time}${count}${tail}`, at: last.at };
}
