import type { Store } from '#store/index.ts';

/** What the provider keeps of one artifact. Members that it does not know are ours and survive in the store only. */
export interface Payload {
  [member: string]: unknown;
  exp?: number | undefined;
  grantId?: string | undefined;
  uid?: string | undefined;
}

/** Why an artifact no longer counts although it has not expired. Kept so that a refusal can say the true reason. */
export type EndedBecause = 'revoked' | 'code-replayed' | 'refresh-token-reused' | 'grant-deleted';

export interface Artifact {
  readonly id: string;
  readonly payload: Payload;
  readonly grantId: string | null;
  /** Milliseconds since 1970. */
  readonly expiresAt: number | null;
  readonly consumedAt: number | null;
  readonly ended: { readonly at: number; readonly because: EndedBecause } | null;
}

/** Sessions, codes, tokens and grants of one tenant. Nothing here decides: it finds, writes and marks. */
export class Artifacts {
  readonly #store: Store;
  readonly #tenant: string;

  constructor(store: Store, tenant: string) {
    this.#store = store;
    this.#tenant = tenant;
  }

  async find(model: string, id: string): Promise<Artifact | undefined> {
    if (!isHandle(id)) return undefined;
    const row = await this.#rows(model).where('id', '=', id).executeTakeFirst();
    return row && toArtifact(row);
  }

  async findByUid(model: string, uid: string): Promise<Artifact | undefined> {
    const row = await this.#rows(model).where('uid', '=', uid).executeTakeFirst();
    return row && toArtifact(row);
  }

  async ofGrant(model: string, grantId: string): Promise<readonly Artifact[]> {
    const rows = await this.#rows(model).where('grant_id', '=', grantId).execute();
    return rows.map(toArtifact);
  }

  async all(model: string): Promise<readonly Artifact[]> {
    return (await this.#rows(model).execute()).map(toArtifact);
  }

  async upsert(model: string, id: string, payload: Payload, expiresAt: number | null): Promise<void> {
    const changing = {
      payload: JSON.stringify(payload),
      grant_id: payload.grantId ?? null,
      uid: payload.uid ?? null,
      expires_at: expiresAt,
    };
    await this.#store.db
      .insertInto('artifacts')
      .values({ tenant: this.#tenant, model, id, user_code: null, consumed_at: null, ...changing })
      .onConflict((conflict) => conflict.columns(['tenant', 'model', 'id']).doUpdateSet(changing))
      .execute();
  }

  /**
   * Marks an artifact as redeemed. Of any number of attempts, in any number of processes, exactly one is told true:
   * finding a code unused and marking it used would otherwise be two steps, and both of two requests could pass
   * the first.
   */
  async consume(model: string, id: string): Promise<boolean> {
    const { numUpdatedRows } = await this.#store.db
      .updateTable('artifacts')
      .set({ consumed_at: Date.now() })
      .where('tenant', '=', this.#tenant)
      .where('model', '=', model)
      .where('id', '=', id)
      .where('consumed_at', 'is', null)
      .executeTakeFirstOrThrow();
    return numUpdatedRows === 1n;
  }

  /** Ends an artifact but keeps it, so that the next attempt to use it can be told why it fails. */
  async end(model: string, id: string, because: EndedBecause): Promise<void> {
    const found = await this.find(model, id);
    if (!found || found.ended) return;
    const payload = { ...found.payload, ended: { at: Date.now(), because } };
    await this.#store.db
      .updateTable('artifacts')
      .set({ payload: JSON.stringify(payload) })
      .where('tenant', '=', this.#tenant)
      .where('model', '=', model)
      .where('id', '=', id)
      .execute();
  }

  async destroy(model: string, id: string): Promise<void> {
    await this.#store.db
      .deleteFrom('artifacts')
      .where('tenant', '=', this.#tenant)
      .where('model', '=', model)
      .where('id', '=', id)
      .execute();
  }

  async destroyOfGrant(model: string, grantId: string): Promise<void> {
    await this.#store.db
      .deleteFrom('artifacts')
      .where('tenant', '=', this.#tenant)
      .where('model', '=', model)
      .where('grant_id', '=', grantId)
      .execute();
  }

  async count(): Promise<number> {
    const { total } = await this.#store.db
      .selectFrom('artifacts')
      .select((select) => select.fn.countAll<number | bigint | string>().as('total'))
      .where('tenant', '=', this.#tenant)
      .executeTakeFirstOrThrow();
    return Number(total);
  }

  async removeExpired(): Promise<void> {
    await this.#store.db
      .deleteFrom('artifacts')
      .where('tenant', '=', this.#tenant)
      .where('expires_at', '<', Date.now())
      .execute();
  }

  #rows(model: string) {
    return this.#store.db
      .selectFrom('artifacts')
      .select(['id', 'payload', 'grant_id', 'expires_at', 'consumed_at'])
      .where('tenant', '=', this.#tenant)
      .where('model', '=', model);
  }
}

/** Only what could be a handle of ours reaches the database: a NUL, for one, is an error to PostgreSQL. */
const isHandle = (id: string): boolean => /^[A-Za-z0-9_-]{1,128}$/.test(id);

interface Row {
  id: string;
  payload: string;
  grant_id: string | null;
  expires_at: number | null;
  consumed_at: number | null;
}

function toArtifact(row: Row): Artifact {
  const { ended = null, ...payload } = JSON.parse(row.payload) as Payload & Partial<Pick<Artifact, 'ended'>>;
  return {
    id: row.id,
    payload,
    grantId: row.grant_id,
    expiresAt: row.expires_at,
    consumedAt: row.consumed_at,
    ended,
  };
}
