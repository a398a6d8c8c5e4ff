import type { Store } from './open-store.ts';

/** Removes a tenant and everything that any party kept for it, all or nothing. */
export async function deleteTenant(store: Store, id: string): Promise<void> {
  await store.db.transaction().execute(async (transaction) => {
    for (const table of ['artifacts', 'users', 'signing_keys', 'logs', 'api_settings'] as const) {
      await transaction.deleteFrom(table).where('tenant', '=', id).execute();
    }
    await transaction.deleteFrom('tenants').where('id', '=', id).execute();
  });
}
