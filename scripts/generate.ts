/** Writes everything that is made from something else in the tree; `--check` only says whether it is up to date. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate as diagrams } from './generate/diagrams.ts';
import { generate as layers } from './generate/layers.ts';
import { generate as plantedFaults } from './generate/planted-faults.ts';

/** Each makes files from the tree alone, the same on every machine. */
const generators = { diagrams, layers, plantedFaults };

const root = fileURLToPath(new URL('..', import.meta.url));

const read = async (path: string): Promise<string | null> => {
  try {
    return await readFile(join(root, path), 'utf8');
  } catch {
    return null;
  }
};

async function main(check: boolean): Promise<void> {
  const stale: string[] = [];
  for (const [name, generate] of Object.entries(generators)) {
    for (const { path, text } of await generate()) {
      if ((await read(path)) === text) continue;
      stale.push(path);
      if (check) continue;
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
      console.log(`${name}: wrote ${path}`);
    }
  }
  if (check && stale.length > 0) {
    console.error(`Out of date: ${stale.join(', ')}. Run "npm run generate" and commit what it writes.`);
    process.exitCode = 1;
  } else if (stale.length === 0) console.log('Everything generated is up to date.');
}

await main(process.argv.includes('--check'));
