import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import styles from './screen.module.css';

interface ScreenProps {
  readonly icon: IconName;
  readonly title: string;
  readonly children: ReactNode;
  /** The way on: links or buttons, the best first. */
  readonly actions: ReactNode;
  readonly level?: 'h1' | 'h2';
}

/** Says that something is not as it should be, why, and where to go from here. */
export function Screen({ icon, title, children, actions, level: Heading = 'h1' }: ScreenProps) {
  return (
    <section className={styles.screen}>
      <span className={styles.icon}>
        <Icon name={icon} size={22} />
      </span>
      <Heading className={styles.title} tabIndex={-1}>
        {title}
      </Heading>
      <div className={styles.body}>{children}</div>
      <div className={styles.actions}>{actions}</div>
    </section>
  );
}
