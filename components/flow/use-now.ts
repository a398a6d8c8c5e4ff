'use client';

import { useSyncExternalStore } from 'react';

let now = Math.floor(Date.now() / 1000);
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Math.floor(Date.now() / 1000);
    for (const each of listeners) each();
  }, 500);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Seconds since 1970, moving on; null while the server renders, which knows nothing of the reader's clock. */
export const useNow = (): number | null =>
  useSyncExternalStore<number | null>(
    subscribe,
    () => now,
    () => null,
  );
