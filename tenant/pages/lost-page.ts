import { html } from './html.ts';
import { linkHome, name, toDocument, troubleMark } from './layout.ts';

/** Shown at the address of a tenant that does not exist, or not any more. */
export const unknownTenantPage = ({ homeUrl }: { readonly homeUrl: string }): string =>
  toDocument({
    title: 'No tenant here | Pixy',
    mark: troubleMark,
    heading: 'No tenant here',
    content: html`<p class="lead">This address belongs to no tenant. Tenants that visitors make are thrown away after a while, with all that was in them.</p>
<p class="block">${linkHome(homeUrl, 'Go to Pixy')}</p>`,
    footer: 'Pixy',
  });

export interface ExpiredPage {
  readonly tenantName: string;
  readonly homeUrl: string;
  /** What happened, as a sentence. */
  readonly detail: string;
}

/** Shown when the tenant does not know the login that a page belongs to, or not any more. */
export const expiredPage = ({ tenantName, homeUrl, detail }: ExpiredPage): string =>
  toDocument({
    title: `This login is over | ${tenantName}`,
    mark: troubleMark,
    heading: 'This login is over',
    content: html`<p class="lead">${name(tenantName)} cannot go on from here. Start again from the app.</p>
<div class="panel">
<p><span class="term">What happened</span><bdi>${detail}</bdi></p>
</div>
<p class="block">${linkHome(homeUrl, 'Start again')}</p>`,
  });
