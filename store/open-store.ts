import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Client, createClient } from '@libsql/client';
import { Kysely, Migrator, sql } from 'kysely';
import { isBusy, LibsqlDialect } from './libsql-dialect.ts';
import { migrationProvider } from './migrations/index.ts';
import type { Schema } from './schema.ts';

/** How often a database that others are opening at the same moment is tried. */
const ATTEMPTS = 5;

/** What is remembered across requests and restarts. */
export interface Store {
  /** Inside `db.transaction()` use the transaction alone: another statement of this store would wait for its end. */
  readonly db: Kysely<Schema>;
  close(): Promise<void>;
}

/**
 * Opens the store and brings its tables up to date. Any number of processes may open one file together.
 *
 * @param url `file:/absolute/path.db` (its folder is made when missing), or the `libsql:`/`https:` address of a
 *   libSQL server.
 * @throws Error with a sentence for the person who set DATABASE_URL, when it is of neither form or cannot be opened.
 */
export async function openStore(url: string): Promise<Store> {
  const file = parseDatabaseUrl(url);
  if (file !== undefined) createFolder(file);
  for (let attempt = 1; ; attempt += 1) {
    const db = new Kysely<Schema>({ dialect: new LibsqlDialect(connect(url, file !== undefined)) });
    try {
      await prepare(db, file !== undefined);
      return { db, close: () => db.destroy() };
    } catch (error) {
      await db.destroy();
      // Another process is making the same tables. What it began is whole or not there, so a new look is safe.
      if (attempt === ATTEMPTS || !isBusy(error)) throw cannotOpen(error);
      await new Promise((resolve) => setTimeout(resolve, attempt * 100));
    }
  }
}

async function prepare(db: Kysely<Schema>, local: boolean): Promise<void> {
  if (local) {
    // Readers and one writer at a time do not stop each other. NORMAL loses no more than the last commits, and
    // only when the machine itself dies.
    await sql`PRAGMA journal_mode = WAL`.execute(db);
    await sql`PRAGMA synchronous = NORMAL`.execute(db);
  }
  const { error } = await new Migrator({ db, provider: migrationProvider }).migrateToLatest();
  if (error) throw error;
}

/** The path of a `file:` URL, undefined for a libSQL server. */
function parseDatabaseUrl(url: string): string | undefined {
  const form = 'file:/absolute/path.db, or the libsql: address of a libSQL server';
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  switch (scheme) {
    case 'libsql':
    case 'http':
    case 'https':
      if (!/^[a-z]+:\/\/[^/?#]/i.test(url) || !URL.canParse(url)) {
        throw new Error(`DATABASE_URL must name a server, like ${form}.`);
      }
      return undefined;
    case 'file': {
      if (!/^file:(\/\/\/|\/(?!\/))[^?#]+$/.test(url)) {
        throw new Error(`DATABASE_URL must name a file by its absolute path, like ${form}.`);
      }
      return fileURLToPath(url);
    }
  }
  throw new Error(
    scheme === undefined
      ? `DATABASE_URL must be ${form}.`
      : `DATABASE_URL has the scheme "${scheme}:", which is not supported; give ${form}.`,
  );
}

function connect(url: string, local: boolean): Client {
  try {
    return createClient({ url, concurrency: local ? 1 : 20 });
  } catch (error) {
    throw cannotOpen(error);
  }
}

function createFolder(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (error) {
    throw new Error(`DATABASE_URL: the folder of the file cannot be made: ${reason(error)}`, {
      cause: error,
    });
  }
}

const cannotOpen = (error: unknown) =>
  new Error(`DATABASE_URL: the database cannot be opened: ${reason(error)}`, { cause: error });

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));
