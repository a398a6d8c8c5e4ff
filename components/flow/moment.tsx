'use client';

import { useNow } from './use-now.ts';

const units = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const;

/** `2 h 5 min`, `9 s`: the two largest units that are not zero. */
export function toDuration(seconds: number): string {
  let rest = Math.abs(Math.round(seconds));
  const parts: string[] = [];
  for (const [size, name] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${name}`);
    if (parts.length === 2) break;
  }
  return parts.join(' ') || '0 s';
}

/** A NumericDate (RFC 7519 Section 2) on the reader's clock, and how far away it is. */
export function Moment({ at }: { readonly at: number }) {
  const now = useNow();
  if (now === null) return <>{at}</>;
  const date = new Date(at * 1000);
  const away = at - now;
  return (
    <>
      <time dateTime={date.toISOString()}>
        {date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' })}
      </time>
      {', '}
      {away === 0 ? 'now' : away > 0 ? `in ${toDuration(away)}` : `${toDuration(away)} ago`}
    </>
  );
}
