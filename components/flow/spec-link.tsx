import { type SpecRef, sections, specPlace, specUrl } from '#lib/oauth/spec.ts';
import styles from './spec-link.module.css';

/** A cited section: its document and number on the line, its title for whoever asks. */
export function SpecLink({ spec, full = false }: { readonly spec: SpecRef; readonly full?: boolean }) {
  return (
    <a className={styles.spec} href={specUrl(spec)} title={sections[spec]} target="_blank" rel="noreferrer">
      {specPlace(spec)}
      {full ? <span className={styles.title}> {sections[spec]}</span> : null}
    </a>
  );
}
