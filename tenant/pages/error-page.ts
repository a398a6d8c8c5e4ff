import { html } from './html.ts';
import { name, toDocument, troubleMark } from './layout.ts';

export interface ErrorPage {
  readonly tenantName: string;
  /** The `error` code, as the protocol names it. */
  readonly error: string;
  readonly description: string;
  /** The id that the tenant's log names for the same request. */
  readonly requestId: string;
  /** What to change so that it works, one sentence or two. */
  readonly hint?: string | undefined;
}

/** Where a request ends that must not be sent back to the app, because it does not say truly where the app is. */
export const errorPage = (model: ErrorPage): string =>
  toDocument({
    title: `Error: ${model.error} | ${model.tenantName}`,
    mark: troubleMark,
    heading: 'Oops!, something went wrong',
    content: html`<p class="lead">${name(model.tenantName)} cannot go on with this request, and it cannot tell the app either.</p>
${model.hint !== undefined && model.hint !== '' && html`<p class="hint">${model.hint}</p>`}
<div class="panel">
<h2>Technical details</h2>
<p class="code"><bdi><strong>${model.error}</strong>: ${model.description}</bdi></p>
<p><span class="term">Tracking ID</span><span class="code whole">${model.requestId}</span></p>
</div>
<p class="note">The tenant’s log names the same tracking ID.</p>`,
  });
