'use client';

import { type ReactNode, useCallback, useSyncExternalStore } from 'react';
import styles from './handle.module.css';

/** Which value is lit at the moment. One for the page: a person points at one thing at a time. */
let lit: string | null = null;
const listeners = new Set<() => void>();

function light(value: string | null): void {
  if (lit === value) return;
  lit = value;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** A value that occurs in more than one place: pointing at one occurrence lights up all others. */
export function Handle({ value, children }: { readonly value: string; readonly children: ReactNode }) {
  const isLit = useSyncExternalStore(
    subscribe,
    useCallback(() => lit === value, [value]),
    () => false,
  );
  return (
    <span
      className={styles.handle}
      data-lit={isLit || undefined}
      onPointerEnter={() => light(value)}
      onPointerLeave={() => light(null)}
    >
      {children}
    </span>
  );
}
