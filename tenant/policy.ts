/** Which page a person must pass before a code is issued: login, consent, confirmation, in this order. */
import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { requestedAudience } from './audience.ts';
import { needsConfirmation, needsConsent } from './consent.ts';
import { apiOf, clientOf, type Tenant } from './tenant.ts';

const { Check, Prompt, base } = interactionPolicy;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export function createPolicy(tenant: Tenant): interactionPolicy.DefaultPolicy {
  const policy = base();
  policy.get('login')?.checks.add(
    new Check('account_gone', 'End-User authentication is required', 'login_required', (ctx) => {
      // The session outlived its user.
      return ctx.oidc.session?.accountId !== undefined && ctx.oidc.account === undefined;
    }),
  );
  policy.remove('consent');
  policy.add(
    new Prompt(
      { name: 'consent', requestable: true },
      new Check('consent_missing', 'Consent required', 'consent_required', async (ctx) => {
        const { client, audience, scopes } = requestOf(tenant, ctx);
        const userId = ctx.oidc.session?.accountId;
        if (!client || !userId || ctx.oidc.result?.consent) return false;
        return needsConsent(
          tenant,
          client,
          audience === undefined ? undefined : apiOf(tenant, audience),
          userId,
          scopes,
        );
      }),
    ),
  );
  policy.add(
    new Prompt(
      { name: 'confirmation' },
      new Check('callback_not_verifiable', 'Interaction required', 'interaction_required', (ctx) => {
        const { client, redirectUri } = requestOf(tenant, ctx);
        const { result } = ctx.oidc;
        // Whoever was just shown a page has seen that somebody logs in.
        if (!client || result?.login || result?.consent || result?.confirmation) return false;
        return needsConfirmation(tenant, client, redirectUri);
      }),
    ),
  );
  return policy;
}

function requestOf(tenant: Tenant, ctx: KoaContextWithOIDC) {
  const params = ctx.oidc.params ?? {};
  return {
    client: clientOf(tenant, ctx.oidc.client?.clientId),
    audience: requestedAudience(tenant, text(params.audience)),
    redirectUri: text(params.redirect_uri),
    scopes: text(params.scope).split(' ').filter(Boolean),
  };
}
