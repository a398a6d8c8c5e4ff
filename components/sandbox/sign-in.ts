/** Does what a person does at the tenant's pages: fills in the form and sends it. Works on pages of this origin only. */
import { demoUser } from '#lib/scenario/defaults.ts';

/** Milliseconds between two looks at the page. */
const LOOK = 25;
/** Milliseconds after which a page that leads nowhere is given up. */
const PATIENCE = 10_000;

/**
 * Signs the demo user in and says yes to whatever the tenant asks after that. Resolves when nobody waits any more.
 *
 * @param waits whether the person's part is still to be done
 * @throws Error with a sentence for the reader when the page is not one that can be filled in
 */
export async function signIn(
  frame: () => HTMLIFrameElement | null,
  waits: () => boolean,
  signal: AbortSignal,
): Promise<void> {
  let seen: Document | null = null;
  let since = performance.now();
  while (waits() && !signal.aborted) {
    const page = pageIn(frame());
    if (performance.now() - since > PATIENCE) {
      const title = page?.querySelector('h1')?.textContent?.trim();
      throw new Error(`The tenant’s page leads no further${title ? `: it says “${title}”` : ''}.`);
    }
    // Each page is filled in once; then the next one is waited for.
    if (page && page !== seen) {
      seen = page;
      since = performance.now();
      send(page);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
}

/** The page in the frame once it can be used; null while it loads. */
function pageIn(frame: HTMLIFrameElement | null): Document | null {
  let page: Document | null;
  try {
    page = frame?.contentDocument ?? null;
  } catch {
    page = null;
  }
  if (!page || page.URL === 'about:blank' || page.readyState === 'loading') return null;
  return page;
}

function send(page: Document): void {
  // Instances are of the frame's own classes, so they are told by their tags.
  const password = page.querySelector<HTMLInputElement>('input[type="password"]');
  if (password) {
    const complaint = page.querySelector('[role="alert"]')?.textContent?.trim();
    if (complaint) throw new Error(`The tenant’s page says: ${complaint}`);
    const username = page.querySelector<HTMLInputElement>('input[name="username"]');
    if (username) username.value = demoUser.email;
    password.value = demoUser.password;
    press(password.form);
    return;
  }
  // Consent or confirmation: one form, and its first button says yes.
  const form = page.querySelector('form');
  if (form) press(form);
}

function press(form: HTMLFormElement | null): void {
  form?.requestSubmit(form.querySelector<HTMLButtonElement>('button[type="submit"], button:not([type])'));
}
