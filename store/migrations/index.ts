import type { Migration, MigrationProvider } from 'kysely';
import { initial } from './0001-initial.ts';

/**
 * Every migration by its file's name, oldest first. They are named here instead of being read from the folder,
 * because the built site has no such folder.
 */
const migrations: Record<string, Migration> = {
  '0001-initial': initial,
};

export const migrationProvider: MigrationProvider = {
  getMigrations: () => Promise.resolve(migrations),
};
