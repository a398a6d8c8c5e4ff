/** What the token endpoint checked of a code, in its order. */
import { createHash } from 'node:crypto';
import type { Verdict } from '#lib/oauth/verdict.ts';
import { parseKeptRequest } from '../authorization-request.ts';
import { nameSecret } from '../logs.ts';
import type { Tenant } from '../tenant.ts';
import type { TokenRequest } from '../token-request.ts';
import { holds, quote, toVerdicts } from './checklist.ts';
import { commonChecks, ENDED_IN_WORDS, span } from './grant.ts';

const VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/;

export function codeVerdicts(
  tenant: Tenant,
  request: TokenRequest,
  refusal: string | undefined,
): readonly Verdict[] {
  const { form, artifact, grant, presented, now, user } = request;
  const code = form.get('code') ?? undefined;
  const verifier = form.get('code_verifier') || undefined;
  const payload = artifact?.payload ?? {};
  const challenge = typeof payload.codeChallenge === 'string' ? payload.codeChallenge : undefined;
  const { redirectUriSent } = parseKeptRequest(payload.pixy_request);
  const redirectUri = form.get('redirect_uri');
  // Another request may have won the race for the code after this one had looked.
  const lost = refusal === 'authorization code already consumed';

  return toVerdicts(
    [
      ...commonChecks(tenant, request),
      {
        check: 'code is sent',
        spec: 'RFC6749-4.1.3',
        finding: holds(code !== undefined && code !== '', nameSecret(code)),
      },
      {
        check: 'redirect_uri is sent again if it was sent to /authorize',
        spec: 'RFC6749-4.1.3',
        finding: () =>
          artifact || redirectUri !== null
            ? holds(redirectUri !== null || !redirectUriSent, quote(redirectUri))
            : { holds: false, actual: 'not sent' },
      },
      {
        check: 'this tenant issued the code',
        spec: 'RFC6749-4.1.3',
        expected: 'a code of this tenant, complete',
        finding: holds(
          artifact !== undefined,
          nameSecret(code),
          'It is mistyped, cut, of another tenant, or it expired long ago.',
        ),
      },
      {
        check: 'the code was issued to this app',
        spec: 'RFC6749-4.1.3',
        expected: quote(String(payload.clientId)),
        finding: holds(payload.clientId === presented.clientId, quote(presented.clientId)),
      },
      {
        check: 'the code has not expired',
        spec: 'RFC6749-4.1.2',
        expected: `${tenant.settings.authorization_code_lifetime} s after it was issued, at most`,
        finding: () => {
          const left = (artifact?.expiresAt ?? 0) - now;
          return holds(left > 0 && refusal !== 'authorization code is expired', `expires ${span(left)}`);
        },
      },
      {
        check: 'the login that the code came from has not been revoked',
        spec: 'RFC6749-4.1.2',
        finding: () => {
          const because = grant?.ended ? ENDED_IN_WORDS[grant.ended.because] : undefined;
          return holds(
            grant !== undefined && !grant.ended && refusal !== 'grant not found',
            undefined,
            because,
          );
        },
      },
      {
        check: 'code_verifier has 43 to 128 unreserved characters',
        spec: 'RFC7636-4.1',
        finding: () => {
          if (verifier === undefined) {
            return challenge === undefined
              ? {
                  holds: null,
                  because: 'The authorization request had no code_challenge, so none is needed.',
                }
              : holds(false, 'not sent', 'The code was bound to a code_challenge.');
          }
          const wrong = [...new Set(verifier.replace(/[A-Za-z0-9\-._~]/g, ''))].join(' ');
          const because = wrong === '' ? undefined : `It holds ${wrong}.`;
          return holds(VERIFIER.test(verifier), nameSecret(verifier), because);
        },
      },
      {
        check: 'code_verifier matches the code_challenge of the authorization request',
        spec: 'RFC7636-4.6',
        expected:
          challenge === undefined ? 'no code_verifier' : `SHA-256 in base64url: ${nameSecret(challenge)}`,
        finding: () => {
          if (challenge === undefined) {
            return verifier === undefined
              ? { holds: null, because: 'There is no code_challenge to compare with.' }
              : holds(
                  false,
                  nameSecret(verifier),
                  'The authorization request had no code_challenge: it was lost.',
                );
          }
          const actual = createHash('sha256')
            .update(verifier ?? '')
            .digest('base64url');
          return holds(
            actual === challenge,
            `SHA-256 in base64url: ${nameSecret(actual)}`,
            'It is the verifier of another request, or the challenge was calculated differently.',
          );
        },
      },
      {
        check: 'redirect_uri is the one of the authorization request, byte by byte',
        spec: 'RFC6749-4.1.3',
        expected: quote(String(payload.redirectUri)),
        finding: () =>
          redirectUri === null
            ? { holds: null, because: 'It was not sent to /authorize, so it need not be sent here.' }
            : holds(redirectUri === payload.redirectUri, quote(redirectUri)),
      },
      {
        check: 'the code is used for the first time',
        spec: 'RFC6749-4.1.2',
        finding: () => {
          const used = artifact?.consumedAt ?? null;
          const actual =
            used === null ? (lost ? 'used at the same moment' : undefined) : `used ${span(used - now)}`;
          return holds(used === null && !lost, actual, 'Every token that came from the code is revoked.');
        },
      },
      {
        check: 'the user exists and is not blocked',
        spec: null,
        finding: holds(user === 'known', user),
      },
    ],
    refusal,
  );
}
