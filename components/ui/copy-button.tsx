'use client';

import { useEffect, useState } from 'react';
import styles from './copy-button.module.css';
import { Icon } from './icon.tsx';

/** Copies text; says so in its own label, which is read out. `label` names what is copied. */
export function CopyButton({ label, text }: { readonly label: string; readonly text: () => string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');

  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setState('copied');
    } catch {
      // No permission, or not a secure context.
      setState('failed');
    }
  };

  return (
    <button type="button" className={styles.button} onClick={copy}>
      <Icon name={state === 'copied' ? 'pass' : state === 'failed' ? 'fail' : 'copy'} size={14} />
      <span aria-live="polite">
        {state === 'copied' ? 'Copied' : state === 'failed' ? 'The browser does not allow it' : label}
      </span>
    </button>
  );
}
