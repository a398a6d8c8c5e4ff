/** What the token endpoint checks of every request, before it looks at the grant. */
import type { Verdict } from '#lib/oauth/verdict.ts';
import { sentTwice } from '../authorization-request.ts';
import { isOriginAllowed } from '../cors.ts';
import type { Tenant } from '../tenant.ts';
import type { TokenRequest } from '../token-request.ts';
import { type Check, holds, list, quote, toVerdicts } from './checklist.ts';

const SUPPORTED = ['authorization_code', 'refresh_token'];

export function commonChecks(tenant: Tenant, request: TokenRequest): readonly Check[] {
  const { presented, proof, form, grantType, origin } = request;
  const { client } = proof;
  const twice = sentTwice(form);
  const expected = client?.token_endpoint_auth_method ?? 'none';
  return [
    {
      check: 'no parameter is sent twice',
      spec: 'RFC6749-3.2',
      finding: holds(twice.length === 0, twice.length === 0 ? undefined : list(twice)),
    },
    {
      check: 'client_id names an app of this tenant',
      spec: 'RFC6749-4.1.3',
      expected: list(tenant.settings.clients.map(({ client_id }) => client_id)),
      finding: holds(client !== undefined, quote(presented.clientId)),
    },
    {
      check: 'the web page that asks belongs to the app',
      spec: null,
      finding: () =>
        origin === null
          ? {
              holds: null,
              because: 'No other site asks: native apps and this site itself send no foreign Origin.',
            }
          : holds(
              isOriginAllowed(tenant, client, origin),
              quote(origin),
              'Its origin is not among allowed_origins.',
            ),
    },
    {
      check: 'the app proves who it is in the way it is registered',
      spec: 'RFC6749-2.3',
      expected,
      finding: () => {
        if (proof.ok) return holds(true, presented.method);
        const because =
          proof.reason === 'wrong secret'
            ? 'The secret is not the one of the app.'
            : expected === 'none'
              ? 'The app is registered without a secret, and a secret was sent.'
              : 'The app is registered with a secret, and none was sent.';
        return holds(false, presented.method, because);
      },
    },
    {
      check: 'grant_type is one that this endpoint knows',
      spec: 'RFC6749-5.2',
      expected: list(SUPPORTED),
      finding: holds(SUPPORTED.includes(grantType), quote(form.get('grant_type'))),
    },
    {
      check: 'the app may use this grant',
      spec: 'RFC6749-5.2',
      expected: list(client?.grant_types ?? []),
      finding: holds(client?.grant_types.some((type) => type === grantType) === true, quote(grantType)),
    },
  ];
}

export const grantVerdicts = (
  tenant: Tenant,
  request: TokenRequest,
  refusal: string | undefined,
): readonly Verdict[] => toVerdicts(commonChecks(tenant, request), refusal);

/** How long ago, or how long still, in words. */
export function span(milliseconds: number): string {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  const text =
    seconds < 120
      ? `${seconds} s`
      : seconds < 7_200
        ? `${Math.round(seconds / 60)} min`
        : `${Math.round(seconds / 3_600)} h`;
  return milliseconds < 0 ? `${text} ago` : `in ${text}`;
}

export const ENDED_IN_WORDS = {
  revoked: 'It was revoked.',
  'code-replayed': 'Its code was sent a second time, so everything that came from it was revoked.',
  'refresh-token-reused':
    'An older refresh token of the same login was used again, so the whole family was revoked.',
  'grant-deleted': 'The grant that it came from was deleted.',
} as const;
