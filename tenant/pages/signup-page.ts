import { type CredentialsError, credentialsFields, errorMessage, titleOf } from './credentials.ts';
import { html } from './html.ts';
import { button, form, link, name, tenantMark, toDocument } from './layout.ts';

export interface SignupPage {
  readonly tenantName: string;
  readonly clientName: string;
  readonly action: string;
  /** The tenant's own transaction, not the `state` of the app. */
  readonly state: string;
  readonly email?: string | undefined;
  readonly error?: CredentialsError | undefined;
  readonly loginUrl: string;
  readonly cancelUrl: string;
}

/** Where the person becomes a user. Posts `state`, `username`, `password` and `action=default`. */
export const signupPage = (model: SignupPage): string =>
  toDocument({
    title: titleOf(`Sign up | ${model.tenantName}`, model.error),
    mark: tenantMark,
    heading: 'Create your account',
    content: html`<p class="lead">Sign up to ${name(model.tenantName)} to continue to ${name(model.clientName)}.</p>
${errorMessage(model.error)}
${form(
  model.action,
  { state: model.state },
  html`${credentialsFields({ email: model.email ?? '', password: 'new', error: model.error })}
${button('default', 'Continue', 'primary')}`,
)}
<p class="ways">Already have an account? ${link(model.loginUrl, 'Log in')}</p>
<p class="ways">${link(model.cancelUrl, 'Cancel', 'link quiet')}</p>`,
  });
