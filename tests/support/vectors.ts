/** Test data written by others: read from a folder beside the tree, never kept in it. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(process.env.VECTORS_DIR ?? join(import.meta.dirname, '../../../shared/vectors'));

/**
 * The place of one set of vectors, or null where it is not at hand: then the reason is printed, and the tests that
 * need it are left out. Where CI is set, or VECTORS_DIR names a folder without it, that is an error.
 *
 * @param path folders and file below the folder of vectors, for example `'strings'`
 */
export function vectorsAt(...path: readonly string[]): string | null {
  const place = join(root, ...path);
  if (existsSync(place)) return place;
  const reason = `VECTORS_DIR: there is no ${path.join('/')} in ${root}.`;
  if (process.env.CI || process.env.VECTORS_DIR) throw new Error(reason);
  console.info(`Left out: ${reason}`);
  return null;
}
