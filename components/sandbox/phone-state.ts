/** What the phone shows, read from a run. */
import { decodeToken, parseJsonObject } from '#lib/oauth/jwt.ts';
import type { Run } from '#lib/sandbox/run.ts';

/** The in-app browser tab. Each opening has its own key, so that nothing of an earlier one stays. */
export interface BrowserTab {
  readonly key: number;
  readonly url: string;
}

export interface Person {
  readonly name: string;
  readonly email: string | null;
}

export interface TimesheetRow {
  readonly id: string;
  readonly date: string;
  readonly project: string;
  readonly hours: string;
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Whom the app may greet: nobody before it has validated the ID token (`sub` comes from that). */
export function personOf(run: Run): Person | null {
  const { sub, id_token: idToken } = run.values;
  if (sub === undefined || idToken === undefined) return null;
  const token = decodeToken(idToken);
  if (token.kind !== 'jws') return null;
  return { name: text(token.claims.name) ?? sub, email: text(token.claims.email) };
}

/** The rows that the API answered with, or null before it did. */
export function timesheetsOf(run: Run): readonly TimesheetRow[] | null {
  const answer = run.values.timesheets;
  if (answer === undefined) return null;
  const parsed = parseJsonObject(answer) ?? parseJsonObject(`{"timesheets":${answer}}`);
  const rows = parsed?.timesheets;
  if (!Array.isArray(rows)) return null;
  return rows.flatMap((row: unknown, index) => {
    if (typeof row !== 'object' || row === null) return [];
    const { id, date, project, hours } = row as Record<string, unknown>;
    return [
      {
        id: text(id) ?? String(index),
        date: text(date) ?? '',
        project: text(project) ?? '',
        hours: String(hours ?? ''),
      },
    ];
  });
}
