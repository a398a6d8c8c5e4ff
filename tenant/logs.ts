/** The tenant's log, in the shape of Auth0's, with what was checked under `pixy`. */
import type { Verdict } from '#lib/oauth/verdict.ts';
import { appendLog } from '#store/index.ts';
import type { Provenance } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { clientOf, connectionOf, HOUSE } from './tenant.ts';

/** Auth0's codes for what happens in this flow. */
export type LogType =
  | 's' // login succeeded
  | 'ssa' // silent authentication succeeded
  | 'f' // login failed
  | 'fsa' // silent authentication failed
  | 'fp' // wrong password
  | 'fu' // unknown user
  | 'ss' // signed up
  | 'fs' // sign-up failed
  | 'seacft' // code exchanged
  | 'feacft' // code not exchanged
  | 'sertft' // refresh token exchanged
  | 'fertft' // refresh token not exchanged
  | 'ferrt' // refresh token used again
  | 'srrt' // refresh token revoked
  | 'frrt' // refresh token not revoked
  | 'slo' // logged out
  | 'flo' // not logged out
  | 'fco' // origin not allowed
  | 'sui' // user info given
  | 'fui' // user info refused
  | 'w';

export interface LogEvent {
  readonly type: LogType;
  readonly description: string;
  readonly clientId?: string | undefined;
  readonly userId?: string | undefined;
  readonly userName?: string | undefined;
  readonly audience?: string | undefined;
  readonly scope?: string | undefined;
  /** What the other side was told. */
  readonly answer: {
    readonly status: number;
    readonly error?: string;
    readonly error_description?: string;
    readonly provenance?: Provenance;
  };
  /** The true reason of a refusal. */
  readonly reason?: string | undefined;
  readonly verdicts: readonly Verdict[];
}

/** Longest text of a request that a log repeats. */
const LONGEST = 300;
const cut = (text: string | undefined): string | undefined =>
  text !== undefined && text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;

/** Writes an entry. The house tenant keeps no log: it is everybody's, and nobody may read it. */
export async function writeLog(exchange: Exchange, event: LogEvent): Promise<void> {
  const { tenant } = exchange;
  if (tenant.id === HOUSE) return;
  await appendLog(tenant.store, tenant.id, 'tenant', {
    type: event.type,
    description: cut(event.description),
    client_id: cut(event.clientId),
    client_name: clientOf(tenant, event.clientId)?.name,
    connection: connectionOf(tenant)?.name,
    ip: exchange.ip,
    user_agent: exchange.userAgent,
    hostname: new URL(tenant.issuer).host,
    user_id: event.userId,
    user_name: cut(event.userName),
    audience: cut(event.audience),
    scope: cut(event.scope),
    pixy: {
      request_id: exchange.requestId,
      // What the provider calls the login stands behind the path when it goes on.
      endpoint: exchange.path.replace(/^\/authorize\/.*$/, '/authorize'),
      public: { ...event.answer, error_description: cut(event.answer.error_description) },
      reason: cut(event.reason),
      verdicts: event.verdicts,
    },
  });
}

/** How a secret is named in a log: by its length and its first characters, never enough to use it. */
export function nameSecret(value: string | undefined): string {
  if (value === undefined || value === '') return 'none';
  const shown = value.length >= 16 ? `${value.slice(0, 6)}…, ` : '';
  return `${shown}${value.length} characters`;
}
