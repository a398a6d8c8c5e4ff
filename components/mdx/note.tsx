import type { ReactNode } from 'react';
import { Icon, type IconName } from '#components/ui/icon.tsx';
import styles from './note.module.css';

interface NoteProps {
  readonly title?: string;
  readonly children: ReactNode;
}

function Note({
  kind,
  icon,
  label,
  children,
}: {
  readonly kind: string;
  readonly icon: IconName;
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.note} data-kind={kind} role="note" aria-label={label}>
      <p className={styles.label}>
        <Icon name={icon} size={15} />
        {label}
      </p>
      <div className={styles.body}>{children}</div>
    </div>
  );
}

/** What goes wrong in practice. */
export function Pitfall({ title = 'Pitfall', children }: NoteProps) {
  return (
    <Note kind="pitfall" icon="warn" label={title}>
      {children}
    </Note>
  );
}

/** What somebody hostile does where this protection is missing. */
export function Attack({ title = 'The attack that this stops', children }: NoteProps) {
  return (
    <Note kind="attack" icon="shield" label={title}>
      {children}
    </Note>
  );
}

/** What is different, or named differently, at Auth0. */
export function Auth0({ title = 'At Auth0', children }: NoteProps) {
  return (
    <Note kind="auth0" icon="info" label={title}>
      {children}
    </Note>
  );
}
