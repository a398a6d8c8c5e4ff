/** How long the built site takes from nothing to its first answers. */

/**
 * Starts the site on an empty data folder, as after a fresh clone: tables and keys are made in the time measured.
 * @param {{ startSite: () => Promise<{ url: string, stop: () => Promise<void> }>, times: number }} options
 * @returns {Promise<{ home: number[], metadata: number[] }>} milliseconds since the process was started
 */
export async function measureStartUp({ startSite, times }) {
  const home = [];
  const metadata = [];
  for (let i = 0; i < times; i++) {
    const since = performance.now();
    const site = await startSite();
    try {
      await answers(`${site.url}/`);
      home.push(performance.now() - since);
      await answers(`${site.url}/.well-known/openid-configuration`);
      metadata.push(performance.now() - since);
    } finally {
      await site.stop();
    }
  }
  return { home, metadata };
}

/** Only a whole good answer counts: an error page is quick, too. */
async function answers(url) {
  const response = await fetch(url);
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}.`);
  await response.arrayBuffer();
}
