'use client';

import { Handle } from '#components/flow/handle.tsx';
import { useRun } from '#components/sandbox/run-context.tsx';
import { whoYields } from '#lib/flow/index.ts';
import type { ValueKey } from '#lib/flow/values.ts';
import styles from './value.module.css';

/** Longer values are shown by their first characters; the whole of them stands in the step's card. */
const SHOWN = 24;

/** A value of the run in the middle of a sentence, or a hole that says where it will come from. */
export function Value({ name }: { readonly name: ValueKey }) {
  const context = useRun();
  const value = context?.run?.values[name];
  if (value === undefined || value === '') {
    const origin = context ? whoYields(context.flow, name) : undefined;
    return (
      <span className={styles.hole} title={origin ? `Comes from “${origin.title}”` : undefined}>
        ⟨{name}⟩
      </span>
    );
  }
  return (
    <code
      className={styles.value}
      title={`${name}: ${value.length > 120 ? `${value.length} characters` : value}`}
    >
      <Handle value={value}>{toShown(value)}</Handle>
    </code>
  );
}

/** The end of an address and the beginning of everything else. */
function toShown(value: string): string {
  if (value.length <= SHOWN) return value;
  if (!/^https?:/.test(value)) return `${value.slice(0, SHOWN - 6)}…`;
  const [last = '', before] = value.split('/').filter(Boolean).reverse();
  const end = last.length > 14 ? `${last.slice(0, 6)}…` : last;
  return `…/${before && before.length <= 14 ? `${before}/` : ''}${end}${value.endsWith('/') ? '/' : ''}`;
}
