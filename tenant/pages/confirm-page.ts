import { html } from './html.ts';
import { button, form, name, tenantMark, toDocument } from './layout.ts';

export interface ConfirmPage {
  readonly tenantName: string;
  readonly clientName: string;
  readonly email: string;
  readonly redirectUri: string;
  readonly action: string;
  /** The tenant's own transaction, not the `state` of the app. */
  readonly state: string;
}

/**
 * Asks before a person who is already logged in is sent to a callback that any app could have claimed: a private-use
 * scheme or a loopback port (RFC 8252 Section 8.6). Posts `state` and `action=accept` or `action=cancel`.
 */
export const confirmPage = (model: ConfirmPage): string =>
  toDocument({
    title: `Continue to ${model.clientName} | ${model.tenantName}`,
    mark: tenantMark,
    heading: 'Is this you?',
    content: html`<p class="lead">You are about to return to ${name(model.clientName)}.</p>
<div class="panel">
<p><span class="term">Logged in to <bdi>${model.tenantName}</bdi> as</span>${name(model.email)}</p>
<p><span class="term">You will be sent to</span><bdi class="code">${model.redirectUri}</bdi></p>
</div>
<p class="note">Any app on this device could claim this address. Continue only if you have just started to log in yourself.</p>
${form(
  model.action,
  { state: model.state },
  html`${button('accept', 'Continue', 'primary')}
${button('cancel', 'Cancel', 'secondary')}`,
)}`,
  });
