/** Where this server listens, and where browsers reach it. */

export const port = process.env.PORT ?? '3000';

/**
 * Where browsers reach this site, without a slash at its end.
 *
 * @throws Error with a sentence for whoever set APP_BASE_URL
 */
export function appBaseUrl(): string {
  const text = process.env.APP_BASE_URL ?? `http://localhost:${port}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (
    url === null ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.pathname !== '/' ||
    url.search !== '' ||
    url.hash !== '' ||
    url.username !== '' ||
    url.password !== ''
  ) {
    throw new Error(`APP_BASE_URL must be an origin such as https://pixy.example.com, but it is "${text}".`);
  }
  return url.origin;
}
