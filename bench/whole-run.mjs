/** How long the quickstart takes from the click on "Run to the end" until its last step is done. */

/**
 * Opens the quickstart in a browser and runs the whole flow in it, several times.
 * @param {{ page: import('@playwright/test').Page, url: string, times: number, after?: () => Promise<void> }} options
 *   `after` is called once the first run is over.
 * @returns {Promise<number[]>} milliseconds, the first one cold
 */
export async function measureWholeRuns({ page, url, times, after }) {
  await page.goto(`${url}/quickstart`);
  const runToEnd = page.getByRole('button', { name: 'Run to the end', exact: true, disabled: false });
  const took = [];
  for (let i = 0; i < times; i++) {
    if (i > 0) await page.getByRole('button', { name: 'Start over', exact: true }).click();
    await page.waitForFunction(() => document.querySelector('progress')?.value === 0);
    await runToEnd.waitFor();
    took.push(await runToEnd.evaluate(clickAndWait));
    if (i === 0) await after?.();
  }
  return took;
}

/**
 * Runs in the page, where no other program's polling is in the way.
 * @param {HTMLButtonElement} button
 * @returns {Promise<number>} milliseconds
 */
function clickAndWait(button) {
  return new Promise((resolve, reject) => {
    const since = performance.now();
    const progress = document.querySelector('progress');
    const says = () => document.querySelector('[aria-live]')?.textContent ?? '';
    const observer = new MutationObserver(() => {
      if (!progress || progress.value < progress.max) return;
      observer.disconnect();
      resolve(performance.now() - since);
    });
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    setTimeout(() => {
      observer.disconnect();
      reject(new Error(`After 20 seconds ${progress?.value} of ${progress?.max} steps are done. ${says()}`));
    }, 20_000);
    button.click();
  });
}
