/** What the token endpoint checked of a refresh token, in its order. */
import type { Verdict } from '#lib/oauth/verdict.ts';
import { nameSecret } from '../logs.ts';
import type { Tenant } from '../tenant.ts';
import type { TokenRequest } from '../token-request.ts';
import { withoutInternalScope } from '../tokens.ts';
import { holds, list, quote, toVerdicts } from './checklist.ts';
import { commonChecks, ENDED_IN_WORDS, span } from './grant.ts';

export function refreshVerdicts(
  tenant: Tenant,
  request: TokenRequest,
  refusal: string | undefined,
): readonly Verdict[] {
  const { form, artifact, grant, presented, proof, now, user } = request;
  const token = form.get('refresh_token') ?? undefined;
  const payload = artifact?.payload ?? {};
  const settings = proof.client?.refresh_token;
  const requested = (form.get('scope') ?? '').split(' ').filter(Boolean);
  const granted = withoutInternalScope(String(payload.scope ?? '')).split(' ');
  const beyond = requested.filter((scope) => !granted.includes(scope));

  return toVerdicts(
    [
      ...commonChecks(tenant, request),
      {
        check: 'refresh_token is sent',
        spec: 'RFC6749-6',
        finding: holds(token !== undefined && token !== '', nameSecret(token)),
      },
      {
        check: 'this tenant issued the refresh token',
        spec: 'RFC6749-6',
        expected: 'a refresh token of this tenant, complete',
        finding: holds(
          artifact !== undefined,
          nameSecret(token),
          'It is mistyped, cut, of another tenant, or it expired long ago.',
        ),
      },
      {
        check: 'the refresh token has not been revoked',
        spec: 'RFC7009-2.1',
        finding: () => {
          const because = artifact?.ended?.because ?? grant?.ended?.because;
          return because === undefined
            ? holds(grant !== undefined, undefined, 'The login that it came from is gone.')
            : holds(false, undefined, ENDED_IN_WORDS[because]);
        },
      },
      {
        check: 'the refresh token was issued to this app',
        spec: 'RFC6749-6',
        expected: quote(String(payload.clientId)),
        finding: holds(payload.clientId === presented.clientId, quote(presented.clientId)),
      },
      {
        check: 'the refresh token has not expired',
        spec: 'RFC9700-4.14.2',
        expected: settings && lifetimes(settings),
        finding: () => {
          const left = (artifact?.expiresAt ?? 0) - now;
          const first = Number(payload.iiat ?? 0) * 1000;
          const absolute = settings !== undefined && now - first >= settings.token_lifetime * 1000;
          const because = absolute
            ? 'The absolute lifetime is over: it counts from the login and no exchange extends it.'
            : 'The idle lifetime is over: too long without an exchange.';
          return holds(left > 0 && refusal !== 'refresh token is expired', `expires ${span(left)}`, because);
        },
      },
      {
        check: 'scope asks for no more than was granted',
        spec: 'RFC6749-6',
        expected: list(granted),
        finding: () =>
          requested.length === 0
            ? holds(true, 'not sent: everything that was granted')
            : holds(beyond.length === 0, list(requested), `Beyond what was granted: ${list(beyond)}.`),
      },
      {
        check: 'the user exists and is not blocked',
        spec: null,
        finding: holds(user === 'known', user),
      },
      {
        check: 'the refresh token is used for the first time, or within the leeway',
        spec: 'RFC9700-4.14.2',
        expected:
          settings?.rotation_type === 'rotating'
            ? `leeway ${settings.leeway} s`
            : 'any number of times: no rotation',
        finding: () => {
          const used = artifact?.consumedAt ?? null;
          const isReuse = refusal === 'refresh token already used';
          const actual =
            used === null ? (isReuse ? 'used at the same moment' : 'first use') : `used ${span(used - now)}`;
          return holds(
            !isReuse,
            actual,
            'One of the two who used it may be a thief, so the whole family is revoked and the person logs in again.',
          );
        },
      },
    ],
    refusal,
  );
}

function lifetimes(settings: NonNullable<TokenRequest['proof']['client']>['refresh_token']): string {
  if (settings.expiration_type === 'non-expiring') return 'never';
  const absolute = settings.infinite_token_lifetime
    ? 'no end'
    : `${settings.token_lifetime} s from the login`;
  const idle = settings.infinite_idle_token_lifetime ? 'no limit' : `${settings.idle_token_lifetime} s`;
  return `${absolute}; without an exchange ${idle}`;
}
