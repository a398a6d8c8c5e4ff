/** A person without a mouse. */
import type { Locator, Page } from '@playwright/test';

/** More stops than any page has. */
const PATIENCE = 150;

/** Presses Tab (or Shift+Tab) until the element has the focus, in whichever frame it is. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < PATIENCE; presses++) {
    if (await hasFocus(target)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${PATIENCE} times ${key} did not lead to ${target}.`);
}

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate(
    (element) => element === element.ownerDocument.activeElement && element.ownerDocument.hasFocus(),
  );
