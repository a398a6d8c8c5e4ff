import { type Html, html } from './html.ts';

/** Email and password, as logging in and signing up ask for them. */

/** A message about what was typed; with `field` it is tied to that field, as text alone to both. */
export type CredentialsError = string | { readonly field: 'username' | 'password'; readonly message: string };

export interface Credentials {
  /** What the email field holds; empty for nothing. */
  readonly email: string;
  /** Whether the password is an old one that a password manager fills in, or a new one that it makes. */
  readonly password: 'current' | 'new';
  readonly error: CredentialsError | undefined;
}

const ERROR_ID = 'error';
const RULE_ID = 'password-rule';

/** The message, to be placed before the form. */
export const errorMessage = (error: CredentialsError | undefined): Html | null =>
  error === undefined
    ? null
    : html`<div class="error" role="alert"><svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false"><path d="M10 1.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Zm0 4a1 1 0 0 1 1 1V10a1 1 0 1 1-2 0V6.5a1 1 0 0 1 1-1Zm0 7.25a1.15 1.15 0 1 1 0 2.3 1.15 1.15 0 0 1 0-2.3Z"/></svg><p id="${ERROR_ID}">${typeof error === 'string' ? error : error.message}</p></div>`;

/** The two fields, posted as `username` and `password`. A password is never written back into the page. */
export function credentialsFields({ email, password, error }: Credentials): Html {
  const isWrong = (field: 'username' | 'password') =>
    error !== undefined && (typeof error === 'string' || error.field === field);
  // Without an error nothing takes the focus: the page may stand in a frame, whose reader is elsewhere on the page.
  const focused =
    error === undefined
      ? null
      : typeof error !== 'string'
        ? error.field
        : email === ''
          ? 'username'
          : 'password';
  const stateOf = (field: 'username' | 'password', describedBy: string) => {
    const description = [isWrong(field) ? ERROR_ID : '', describedBy].filter((id) => id !== '').join(' ');
    return html`${isWrong(field) && html` aria-invalid="true"`}${description !== '' && html` aria-describedby="${description}"`}${focused === field && html` autofocus`}`;
  };
  const isNew = password === 'new';
  return html`<div class="field">
<label for="username">Email address</label>
<input id="username" name="username" type="text" inputmode="email" autocomplete="username" autocapitalize="none" spellcheck="false" required value="${email}"${stateOf('username', '')}>
</div>
<div class="field">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="${password}-password" required${stateOf('password', isNew ? RULE_ID : '')}>
${isNew && html`<p class="rule" id="${RULE_ID}">At least 8 characters</p>`}
</div>`;
}

/** The title of a page with a wrong field says so first: it is what a screen reader reads first. */
export const titleOf = (title: string, error: CredentialsError | undefined): string =>
  error === undefined ? title : `Error: ${title}`;
