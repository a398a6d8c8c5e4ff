/** The house tenant of the running site, as an app's developer knows it. */
import { houseTenant } from '#lib/scenario/defaults.ts';

const url = process.env.PIXY_TEST_URL;
if (!url)
  throw new Error('PIXY_TEST_URL is not set: these tests need the running site. Run: npm test -- interop');

/** The site's address, without a slash at its end. */
export const site = url.replace(/\/$/, '');
export const issuer = `${site}/`;
export const timesheetsApi = `${site}/api/root/timesheets`;

/** The client of this id, as the house knows it: one that is not there is a fault of the test. */
export function clientOf(id: string) {
  const client = houseTenant(site).clients?.find(({ client_id }) => client_id === id);
  if (!client) throw new Error(`The house has no client ${id}.`);
  return client;
}

/** What the sample API answers to this access token. */
export async function callApi(accessToken: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(timesheetsApi, { headers: { authorization: `Bearer ${accessToken}` } });
  return { status: response.status, body: await response.json() };
}
