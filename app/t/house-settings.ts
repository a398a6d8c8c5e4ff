/** The settings of the tenant at the root issuer: the owner's own, or those that work out of the box. */
import { readFile } from 'node:fs/promises';
import { houseTenant } from '#lib/scenario/defaults.ts';
import { parseSettings, type TenantSettings, tenantSettings } from '#lib/scenario/settings.ts';

/**
 * Reads the JSON file that HOUSE_SETTINGS names, spelled as in the Auth0 Management API; without it, the Timesheets
 * scenario.
 *
 * @throws Error with every wrong field by name, or with why the file cannot be read
 */
export async function houseSettings(baseUrl: string): Promise<TenantSettings> {
  const file = process.env.HOUSE_SETTINGS;
  const parsed = parseSettings(tenantSettings, file ? await readJson(file) : houseTenant(baseUrl));
  if (parsed.ok) return parsed.value;
  const problems = parsed.problems.map(({ field, rule }) => `\n  ${field}: ${rule}`).join('');
  throw new Error(`The settings of the house tenant${file ? ` in ${file}` : ''} are not valid:${problems}`);
}

async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(/* turbopackIgnore: true */ file, 'utf8');
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    throw new Error(`HOUSE_SETTINGS names ${file}, which cannot be read: ${because}`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`HOUSE_SETTINGS names ${file}, which is not JSON.`);
  }
}
