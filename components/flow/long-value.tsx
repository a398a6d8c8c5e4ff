'use client';

import { useState } from 'react';
import styles from './long-value.module.css';

/** Values up to this length are shown whole: verifier, challenge, state and the like. */
const SHOWN_WHOLE = 88;

/** A value that may be as long as a token: its ends first, all of it on demand. */
export function LongValue({ text, whole = false }: { readonly text: string; readonly whole?: boolean }) {
  const [open, setOpen] = useState(false);
  if (text.length <= SHOWN_WHOLE || whole) return <>{text}</>;
  return (
    <>
      {open ? text : text.slice(0, 28)}
      <button
        type="button"
        className={styles.more}
        aria-expanded={open}
        aria-label={open ? 'Shorten this value' : `Show all ${text.length} characters`}
        onClick={() => setOpen(!open)}
      >
        {open ? 'shorten' : `…${text.length} characters…`}
      </button>
      {open ? '' : text.slice(-8)}
    </>
  );
}
