/** What the login and sign-up pages checked. */
import type { Verdict } from '#lib/oauth/verdict.ts';
import { holds, toVerdicts } from './checklist.ts';

export function credentialsVerdicts(
  which: 'login' | 'signup',
  reason: string | undefined,
): readonly Verdict[] {
  if (which === 'signup') {
    return toVerdicts(
      [{ check: 'nobody has this address yet', spec: null, finding: holds(reason === undefined, reason) }],
      undefined,
    );
  }
  return toVerdicts(
    [
      {
        check: 'the person goes on',
        spec: 'OIDC-Core-3.1.2.3',
        finding: holds(
          reason !== 'cancelled',
          reason === 'cancelled' ? 'the person cancelled' : 'sent the form',
        ),
      },
      {
        check: 'the email address belongs to a user of the connection',
        spec: 'OIDC-Core-3.1.2.3',
        finding: holds(reason !== 'unknown-user'),
      },
      {
        check: 'the password is the one of the user',
        spec: 'OIDC-Core-3.1.2.3',
        finding: holds(reason !== 'wrong-password'),
      },
      { check: 'the user is not blocked', spec: null, finding: holds(reason !== 'user is blocked') },
    ],
    undefined,
  );
}
