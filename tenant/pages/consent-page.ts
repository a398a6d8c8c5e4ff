import { html } from './html.ts';
import { button, form, name, tenantMark, toDocument } from './layout.ts';

export interface ConsentPage {
  readonly tenantName: string;
  readonly clientName: string;
  readonly action: string;
  /** The tenant's own transaction, not the `state` of the app. */
  readonly state: string;
  readonly email: string;
  readonly apiName: string;
  readonly scopes: readonly { readonly value: string; readonly description: string }[];
}

const TICK = html`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><path d="M13.7 4.3a1 1 0 0 1 0 1.4l-6.5 6.5a1 1 0 0 1-1.4 0L2.3 8.700a1 1 0 1 1 1.4-1.4l2.800 2.800 5.800-5.800a1 1 0 0 1 1.4 0Z"/></svg>`;

/** Where the person lets an app use an API. Posts `state` and `action=accept` or `action=deny`. */
export const consentPage = (model: ConsentPage): string =>
  toDocument({
    title: `Authorize ${model.clientName} | ${model.tenantName}`,
    mark: tenantMark,
    heading: 'Authorize app',
    content: html`<p class="lead">${name(model.clientName)} asks for access to your ${name(model.tenantName)} account.</p>
<div class="panel">
<p><span class="term">Logged in as</span>${name(model.email)}</p>
${
  model.scopes.length === 0
    ? html`<p>It asks for no permission at ${name(model.apiName)}.</p>`
    : html`<h2>At ${name(model.apiName)}, it could</h2>
<ul class="scopes">
${model.scopes.map(
  ({ value, description }) =>
    html`<li>${TICK}<div>${description !== '' && html`<bdi>${description}</bdi>`}<bdi class="code">${value}</bdi></div></li>\n`,
)}</ul>`
}
</div>
${form(
  model.action,
  { state: model.state },
  html`${button('accept', 'Accept', 'primary')}
${button('deny', 'Decline', 'secondary')}`,
)}`,
  });
