import { html } from './html.ts';
import { button, form, name, tenantMark, toDocument } from './layout.ts';

export interface LogoutPage {
  readonly tenantName: string;
  readonly action: string;
  /** What the form must carry besides the answer, such as its `xsrf` token. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Asks before a session ends (OpenID Connect RP-Initiated Logout 1.0 Section 2). Both answers post `fields`; logging
 * out adds `logout=yes` and `action=accept`, staying adds `action=cancel` and never carries `logout`.
 */
export function logoutPage({ tenantName, action, fields }: LogoutPage): string {
  const { logout = 'yes', ...common } = fields;
  return toDocument({
    title: `Log out | ${tenantName}`,
    mark: tenantMark,
    heading: 'Log out?',
    content: html`<p class="lead">This ends your session at ${name(tenantName)} in this browser.</p>
${form(action, { ...common, logout }, button('accept', 'Log out', 'primary'))}
${form(action, common, button('cancel', 'Stay logged in', 'secondary'))}`,
  });
}

/** Shown after a logout that leads nowhere else. */
export const loggedOutPage = ({ tenantName }: { readonly tenantName: string }): string =>
  toDocument({
    title: `Logged out | ${tenantName}`,
    mark: tenantMark,
    heading: 'You are logged out',
    content: html`<p class="lead">Your session at ${name(tenantName)} has ended. You can close this page.</p>
<p class="note">An app may still hold tokens: access tokens work until they expire, and refresh tokens until they are revoked.</p>`,
  });
