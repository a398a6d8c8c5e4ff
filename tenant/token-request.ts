import type { Artifact } from './artifacts.ts';
import { type ClientProof, type Presented, presentedBy, proveClient } from './client-authentication.ts';
import type { Exchange } from './exchange.ts';
import { toHandle } from './refresh-token.ts';

/** What the server holds of a token request, read before the provider changes any of it. */
export interface TokenRequest {
  readonly form: URLSearchParams;
  readonly grantType: string;
  readonly presented: Presented;
  readonly proof: ClientProof;
  /** The code or refresh token that was sent, if it is known here. */
  readonly artifact: Artifact | undefined;
  readonly grant: Artifact | undefined;
  /** Whether its user still exists, and whether it is blocked. */
  readonly user: 'known' | 'blocked' | 'unknown' | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Origin of the web page that asks, unless it is this site's own. */
  readonly origin: string | null;
}

/** Finds what the request is about. */
export async function lookUp(exchange: Exchange, form: URLSearchParams): Promise<TokenRequest> {
  const { tenant, request } = exchange;
  const presented = presentedBy(request.headers.get('authorization'), form);
  const grantType = form.get('grant_type') ?? '';
  const artifact =
    grantType === 'refresh_token'
      ? await tenant.artifacts.find('RefreshToken', toHandle(form.get('refresh_token') ?? ''))
      : await tenant.artifacts.find('AuthorizationCode', form.get('code') ?? '');
  const userId = artifact?.payload.accountId;
  const user = typeof userId === 'string' ? await tenant.users.find(userId) : undefined;
  const origin = request.headers.get('origin');
  return {
    form,
    grantType,
    presented,
    proof: proveClient(tenant, presented),
    artifact,
    grant: artifact?.grantId ? await tenant.artifacts.find('Grant', artifact.grantId) : undefined,
    user: artifact && (user ? (user.blocked ? 'blocked' : 'known') : 'unknown'),
    now: Date.now(),
    origin: origin === tenant.origin ? null : origin,
  };
}
