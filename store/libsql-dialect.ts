import { setTimeout as delay } from 'node:timers/promises';
import { type Client, LibsqlError, type Transaction } from '@libsql/client';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

/** How long a statement waits for another process's write, in milliseconds. */
const BUSY_LIMIT = 5_000;

/**
 * Kysely on a libSQL client.
 *
 * A local libSQL client works synchronously. So a statement that waited inside SQLite for a transaction of this
 * same process would stop the only thread that could end that transaction. Here statements queue in JavaScript
 * instead: one at a time, and a transaction keeps its turn until it ends. A lock of another connection is waited
 * for between turns of the event loop.
 */
export class LibsqlDialect implements Dialect {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  createAdapter(): SqliteAdapter {
    return new TransactionalDdlAdapter();
  }

  createDriver(): Driver {
    return new LibsqlDriver(this.#client);
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(db);
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler();
  }
}

/** SQLite can create tables inside a transaction: two processes that start together migrate once. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class LibsqlDriver implements Driver {
  readonly #client: Client;
  readonly #turns = new Turns();

  constructor(client: Client) {
    this.#client = client;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new LibsqlConnection(this.#client, await this.#turns.take());
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    ours(connection).release();
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await ours(connection).begin();
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await ours(connection).commit();
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await ours(connection).rollback();
  }

  async destroy(): Promise<void> {
    this.#client.close();
  }
}

class LibsqlConnection implements DatabaseConnection {
  readonly #client: Client;
  readonly release: () => void;
  #transaction: Transaction | undefined;

  constructor(client: Client, release: () => void) {
    this.#client = client;
    this.release = release;
  }

  async begin(): Promise<void> {
    // 'write' is BEGIN IMMEDIATE: the lock is taken here, so no later statement of the transaction can fail on it.
    this.#transaction = await whenFree(() => this.#client.transaction('write'));
  }

  async commit(): Promise<void> {
    await this.#transaction?.commit();
    this.#transaction = undefined;
  }

  async rollback(): Promise<void> {
    await this.#transaction?.rollback();
    this.#transaction = undefined;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const statement = { sql: query.sql, args: query.parameters.map(toArgument) };
    const transaction = this.#transaction;
    const result = transaction
      ? await transaction.execute(statement)
      : await whenFree(() => this.#client.execute(statement));
    return {
      numAffectedRows: BigInt(result.rowsAffected),
      rows: result.rows.map((row) => ({ ...row }) as R),
    };
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator; libSQL has no cursor to give one.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('libSQL has no cursors; read in pages instead.');
  }
}

/** First come, first served. `take` gives the function that ends the turn. */
class Turns {
  #last: Promise<void> = Promise.resolve();

  async take(): Promise<() => void> {
    const before = this.#last;
    let end = () => {};
    this.#last = new Promise<void>((resolve) => {
      end = resolve;
    });
    await before;
    return end;
  }
}

/** Repeats while another connection holds the lock, giving way to the event loop in between. */
async function whenFree<T>(attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + BUSY_LIMIT;
  for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error;
      await delay(pause);
    }
  }
}

/** Somebody else holds what was asked for; asking again may help. */
export const isBusy = (error: unknown): boolean =>
  error instanceof LibsqlError && error.code.startsWith('SQLITE_BUSY');

function ours(connection: DatabaseConnection): LibsqlConnection {
  if (connection instanceof LibsqlConnection) return connection;
  throw new TypeError('This connection was made by another driver.');
}

function toArgument(value: unknown): string | number | bigint | null {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
    return value;
  }
  throw new TypeError(`A column takes text, numbers or null, not ${typeof value}.`);
}
