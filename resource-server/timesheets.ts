/** The sample API's data: the last working week of whoever calls, the same on every call. */
import { createHash } from 'node:crypto';

const DAY = 86_400_000;
const PROJECTS = [
  'Harbour extension',
  'Tram line 7',
  'Library roof',
  'Water tower',
  'Night train',
  'Old mill',
];

export interface Timesheet {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly project: string;
  readonly hours: number;
}

/**
 * @param sub the token's `sub`
 * @param now milliseconds since 1970
 */
export function timesheetsOf(sub: string, now: number): readonly Timesheet[] {
  const seed = createHash('sha256').update(sub).digest();
  const today = new Date(now);
  const daysSinceMonday = (today.getUTCDay() + 6) % 7;
  const lastMonday = now - (daysSinceMonday + 7) * DAY;
  return Array.from({ length: 5 }, (_, day) => {
    const byte = seed[day] ?? 0;
    const date = new Date(lastMonday + day * DAY).toISOString().slice(0, 10);
    return {
      date,
      project: PROJECTS[byte % PROJECTS.length] ?? '',
      hours: 6 + (byte % 5) / 2,
    };
  });
}
