import { Mark } from './mark.tsx';
import styles from './site-header.module.css';
import { ThemeChoice } from './theme-choice.tsx';

/** One place that a reader can go from anywhere. */
export interface NavLink {
  readonly href: string;
  readonly label: string;
}

/** The head of every page. Plain links: the two halves of the site have their own root layouts. */
export function SiteHeader({ links }: { readonly links: readonly NavLink[] }) {
  return (
    <>
      <a className={styles.skip} href="#main">
        Skip to the content
      </a>
      <header className={`${styles.header} no-print`}>
        <div className={styles.inner}>
          <a className={styles.brand} href="/">
            <Mark />
            Pixy
          </a>
          <nav aria-label="Site" className={styles.nav}>
            {links.map((link) => (
              <a key={link.href} href={link.href}>
                {link.label}
              </a>
            ))}
          </nav>
          <ThemeChoice />
        </div>
      </header>
    </>
  );
}
