/** What `/authorize` checked, in its order. */
import type { Verdict } from '#lib/oauth/verdict.ts';
import { requestedAudience } from '../audience.ts';
import { type KeptRequest, mayUseWebMessage, RESPONSE_MODES, sentTwice } from '../authorization-request.ts';
import { reasonOf } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import { isCallbackOf } from '../redirect-uri.ts';
import { apiOf, clientOf } from '../tenant.ts';
import { type Check, holds, list, quote, toVerdicts } from './checklist.ts';

const PROMPTS = ['none', 'login', 'consent', 'select_account'];
const CHALLENGE = /^[A-Za-z0-9\-._~]{43,128}$/;

export async function authorizeVerdicts(
  exchange: Exchange,
  sent: URLSearchParams,
  kept: KeptRequest,
): Promise<readonly Verdict[]> {
  const { told } = exchange;
  const refusal = told.error && reasonOf(told.error);
  if (sent.size === 0 && told.error) return lostVerdicts(refusal);
  return toVerdicts([...requestChecks(exchange, sent, kept), ...personChecks(exchange)], refusal);
}

function requestChecks(exchange: Exchange, sent: URLSearchParams, kept: KeptRequest): readonly Check[] {
  const { tenant } = exchange;
  const { settings } = tenant;
  const clientId = sent.get('client_id');
  const client = clientOf(tenant, clientId);
  const redirectUri = sent.get('redirect_uri');
  const anyPort = settings.flags.loopback_callbacks_on_any_port;
  const twice = sentTwice(sent);
  const prompts = (sent.get('prompt') ?? '').split(' ').filter(Boolean);
  const scope = sent.get('scope');
  const method = sent.get('code_challenge_method');
  const challenge = sent.get('code_challenge');
  const standIn = sent.has('audience') ? undefined : (sent.get('resource') ?? undefined);
  const audience = requestedAudience(tenant, sent.get('audience') ?? standIn);
  const isDefault = !sent.get('audience') && standIn === undefined;

  return [
    {
      check: 'client_id names an app of this tenant',
      spec: 'RFC6749-4.1.1',
      expected: list(settings.clients.map(({ client_id }) => client_id)),
      finding: holds(client !== undefined, quote(clientId), 'No app of this tenant has this client_id.'),
    },
    {
      check: 'redirect_uri is a callback of the app, byte by byte',
      spec: anyPort ? 'RFC8252-7.3' : 'RFC9700-2.1',
      expected: list(client?.callbacks ?? []),
      finding: () => {
        const callbacks = client?.callbacks ?? [];
        if (redirectUri === null) {
          return holds(
            callbacks.length === 1,
            quote(redirectUri),
            'It may be left out only where one is registered.',
          );
        }
        const known = client !== undefined && isCallbackOf(client, redirectUri, anyPort);
        return holds(known, quote(redirectUri), difference(redirectUri, callbacks));
      },
    },
    {
      check: 'no parameter is sent twice',
      spec: 'RFC6749-3.1',
      finding: holds(twice.length === 0, twice.length === 0 ? undefined : list(twice)),
    },
    {
      check: 'response_type is code',
      spec: 'RFC6749-3.1.1',
      expected: '"code"',
      finding: holds(sent.get('response_type') === 'code', quote(sent.get('response_type'))),
    },
    {
      check: 'prompt holds known values, and none stands alone',
      spec: 'OIDC-Core-3.1.2.1',
      expected: `${PROMPTS.join(', ')}, or nothing`,
      finding: holds(
        prompts.every((prompt) => PROMPTS.includes(prompt)) &&
          !(prompts.includes('none') && prompts.length > 1),
        quote(sent.get('prompt')),
      ),
    },
    {
      check: 'scope is a list of words divided by spaces',
      spec: 'RFC6749-3.3',
      finding: holds(!/[^\x20\x21\x23-\x5b\x5d-\x7e]/.test(scope ?? ''), quote(scope)),
    },
    {
      check: 'code_challenge_method is S256',
      spec: 'RFC7636-4.3',
      expected: '"S256"',
      finding: () => {
        if (challenge === null && method === null) {
          return { holds: null, because: 'No code_challenge is sent.' };
        }
        const because =
          method === null
            ? 'Without a method the challenge is meant as plain, which protects nothing.'
            : method === 'plain'
              ? 'plain shows the verifier to whoever sees the request.'
              : undefined;
        return holds(method === 'S256', quote(method), because);
      },
    },
    {
      check: 'code_challenge is sent, 43 to 128 unreserved characters',
      spec: 'RFC7636-4.2',
      expected: '43 characters of base64url without padding',
      finding: () => {
        if (challenge === null || challenge === '') {
          const firstParty = client?.is_first_party === true && method === null;
          return {
            holds: false,
            actual: 'not sent',
            because: firstParty
              ? 'Whoever catches the code can redeem it. Auth0 accepts this from a first-party app.'
              : 'Whoever catches the code could redeem it.',
            ...(firstParty && { tolerated: true as const }),
          };
        }
        const wrong = [...new Set(challenge.replace(/[A-Za-z0-9\-._~]/g, ''))].join(' ');
        const because =
          wrong === '' ? undefined : `It holds ${wrong}, which base64url without padding never has.`;
        return holds(CHALLENGE.test(challenge), `${challenge.length} characters`, because);
      },
    },
    {
      check: 'audience names an API of this tenant',
      spec: null,
      expected: list(settings.resource_servers.map(({ identifier }) => identifier)),
      finding: () => {
        if (audience === undefined) {
          return {
            holds: null,
            because: 'No audience is asked for: the access token is good at /userinfo alone.',
          };
        }
        const known = settings.resource_servers.map(({ identifier }) => identifier);
        const actual = `${quote(audience)}${isDefault ? ' (default audience of the tenant)' : ''}`;
        return holds(apiOf(tenant, audience) !== undefined, actual, difference(audience, known));
      },
    },
    {
      check: 'max_age is a whole number of seconds',
      spec: 'OIDC-Core-3.1.2.1',
      finding: () => {
        const maxAge = sent.get('max_age');
        if (maxAge === null) return { holds: null, because: 'max_age is not sent.' };
        const isOpenid = (scope ?? '').split(' ').includes('openid');
        return holds(
          !isOpenid || (Number.isSafeInteger(Number(maxAge)) && Number(maxAge) >= 0),
          quote(maxAge),
        );
      },
    },
    {
      check: 'response_mode is known, and web_message goes to an origin of the app',
      spec: 'OAuth-Responses-2.1',
      expected: `${RESPONSE_MODES.join(', ')}, or nothing`,
      finding: () => {
        const { mode } = kept;
        const known = mode === null || mode === '' || RESPONSE_MODES.some((one) => one === mode);
        if (known && mode === 'web_message' && client) {
          const target = redirectUri ?? '';
          return holds(
            mayUseWebMessage(client, target),
            quote(target),
            'Its origin is not among web_origins.',
          );
        }
        return holds(known, quote(mode));
      },
    },
    {
      check: 'the app may use the grant authorization_code',
      spec: 'RFC6749-4.1.2.1',
      finding: holds(
        client?.grant_types.includes('authorization_code') === true,
        list(client?.grant_types ?? []),
      ),
    },
  ];
}

/** What was asked of the person, known once the provider has gone that far. */
function personChecks({ told }: Exchange): readonly Check[] {
  const error = told.error?.message;
  const { loggedIn, consented, confirmed } = told.login ?? {};
  return [
    {
      check: 'the person is logged in and may log in',
      spec: 'OIDC-Core-3.1.2.3',
      finding: () => {
        if (error === 'login_required') {
          return holds(false, 'no session', 'prompt=none forbids to show the login page.');
        }
        if (error === 'unauthorized') return holds(false, 'user is blocked');
        if (error === 'access_denied') return holds(false, 'the person said no');
        return holds(
          told.accountId !== undefined,
          loggedIn ? 'logged in just now' : 'by the session in this browser',
        );
      },
    },
    {
      check: 'the person has agreed to what the app asks for, where consent is needed',
      spec: 'OIDC-Core-3.1.2.4',
      finding: () =>
        error === 'consent_required'
          ? holds(false, 'not asked', 'prompt=none forbids to ask.')
          : holds(true, consented ? 'asked and agreed just now' : 'not needed, or given before'),
    },
    {
      check: 'a callback that any app could claim was seen by the person',
      spec: 'RFC8252-8.6',
      finding: () =>
        error === 'interaction_required'
          ? holds(
              false,
              'not asked',
              'prompt=none forbids to ask, and the callback proves nothing about the app.',
            )
          : holds(
              true,
              confirmed ? 'confirmed just now' : loggedIn || consented ? 'a page was shown' : 'not needed',
            ),
    },
    {
      check: 'a code is issued, bound to this app, callback and challenge',
      spec: 'RFC6749-4.1.2',
      finding: () =>
        told.error === undefined
          ? holds(true, `scope ${quote(told.scope ?? '')}`)
          : { holds: null, because: 'No code was issued.' },
    },
  ];
}

/** The browser came back to a login that is not there. */
const lostVerdicts = (refusal: string | undefined): readonly Verdict[] =>
  toVerdicts(
    [
      {
        check: 'the browser brings back the login that it started',
        spec: null,
        expected: 'the cookie of a login that is not over',
        finding: holds(
          false,
          refusal,
          'The cookie is missing, the login took too long, or it was finished before (back button, second tab).',
        ),
      },
    ],
    refusal,
  );

/** Where the nearest registered value differs, in words. */
function difference(sent: string, registered: readonly string[]): string | undefined {
  for (const value of registered) {
    if (value === `${sent}/` || sent === `${value}/`) return 'They differ by the slash at the end.';
    if (value.toLowerCase() === sent.toLowerCase()) return 'They differ by upper and lower case.';
    if (value === sent.trim()) return 'There is white space around it.';
    if (encodeURIComponent(value) === sent) return 'It was percent-encoded twice.';
    if (value.replace(/:\d+/, '') === sent.replace(/:\d+/, '')) return 'They differ by the port.';
    if (value.replace(/^https?/, '') === sent.replace(/^https?/, '')) return 'They differ by http and https.';
  }
  return undefined;
}
