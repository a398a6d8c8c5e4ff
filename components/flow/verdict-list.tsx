import { Icon } from '#components/ui/icon.tsx';
import type { Verdict } from '#lib/oauth/verdict.ts';
import { SpecLink } from './spec-link.tsx';
import styles from './verdict-list.module.css';

const words: Readonly<Record<Verdict['verdict'], string>> = {
  pass: 'Pass',
  fail: 'Fail',
  'cannot-tell': 'Cannot tell',
};

/** What somebody checked, row by row: the rule, what it asked for, what was there, and where the rule is written. */
export function VerdictList({
  title,
  verdicts,
}: {
  readonly title: string;
  readonly verdicts: readonly Verdict[];
}) {
  if (verdicts.length === 0) return null;
  const count = (kind: Verdict['verdict']) => verdicts.filter((v) => v.verdict === kind).length;
  const summary = (['fail', 'pass', 'cannot-tell'] as const)
    .filter((kind) => count(kind) > 0)
    .map((kind) => `${count(kind)} ${words[kind].toLowerCase()}`)
    .join(', ');
  return (
    <section className={styles.section} aria-label={title}>
      <h3 className={styles.title}>
        {title} <span className={styles.summary}>{summary}</span>
      </h3>
      <ul className={styles.list}>
        {verdicts.map((verdict, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is a record and never changes order.
          <VerdictRow key={index} verdict={verdict} />
        ))}
      </ul>
    </section>
  );
}

function VerdictRow({ verdict: v }: { readonly verdict: Verdict }) {
  const evidence = v.expected !== undefined || v.actual !== undefined || v.because !== undefined;
  return (
    <li className={styles.row} data-verdict={v.verdict}>
      <span className={styles.lamp}>
        <Icon name={v.verdict} size={14} />
        <span>{words[v.verdict]}</span>
      </span>
      <div className={styles.body}>
        <p className={styles.check}>{v.check}</p>
        {evidence ? (
          <dl className={styles.evidence}>
            {v.expected === undefined ? null : (
              <div>
                <dt>expected</dt>
                <dd>{v.expected}</dd>
              </div>
            )}
            {v.actual === undefined ? null : (
              <div>
                <dt>actual</dt>
                <dd>{v.actual}</dd>
              </div>
            )}
            {v.because === undefined ? null : (
              <div>
                <dt>why</dt>
                <dd className={styles.prose}>{v.because}</dd>
              </div>
            )}
          </dl>
        ) : null}
      </div>
      {v.spec === null ? <span /> : <SpecLink spec={v.spec} />}
    </li>
  );
}
