import { type CredentialsError, credentialsFields, errorMessage, titleOf } from './credentials.ts';
import { html } from './html.ts';
import { button, form, link, name, tenantMark, toDocument } from './layout.ts';

export interface LoginPage {
  readonly tenantName: string;
  readonly clientName: string;
  readonly action: string;
  /** The tenant's own transaction, not the `state` of the app. */
  readonly state: string;
  readonly loginHint?: string | undefined;
  readonly error?: CredentialsError | undefined;
  /** Null where the connection takes no new users. */
  readonly signupUrl: string | null;
  readonly cancelUrl: string;
}

/** Where the person logs in. Posts `state`, `username`, `password` and `action=default`. */
export const loginPage = (model: LoginPage): string =>
  toDocument({
    title: titleOf(`Log in | ${model.tenantName}`, model.error),
    mark: tenantMark,
    heading: 'Welcome',
    content: html`<p class="lead">Log in to ${name(model.tenantName)} to continue to ${name(model.clientName)}.</p>
${errorMessage(model.error)}
${form(
  model.action,
  { state: model.state },
  html`${credentialsFields({ email: model.loginHint ?? '', password: 'current', error: model.error })}
${button('default', 'Continue', 'primary')}`,
)}
${model.signupUrl !== null && html`<p class="ways">Don’t have an account? ${link(model.signupUrl, 'Sign up')}</p>`}
<p class="ways">${link(model.cancelUrl, 'Cancel', 'link quiet')}</p>`,
  });
