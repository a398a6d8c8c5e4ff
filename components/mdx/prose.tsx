import type { ReactNode } from 'react';
import styles from './prose.module.css';

/** The measure and rhythm of written text. */
export function Prose({ children }: { readonly children: ReactNode }) {
  return <div className={styles.prose}>{children}</div>;
}
