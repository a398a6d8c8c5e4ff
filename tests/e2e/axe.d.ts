/** What axe-core leaves in a page. */
import type axe from 'axe-core';

declare global {
  interface Window {
    /** axe-core puts itself here when it runs in a page. */
    axe: typeof axe;
  }
}
