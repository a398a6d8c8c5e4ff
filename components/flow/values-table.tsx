import { Handle } from './handle.tsx';
import { LongValue } from './long-value.tsx';
import styles from './values-table.module.css';

/** Named values, one per row; null is a value that is not there yet, with the words to show in its place. */
export function ValuesTable({
  title,
  values,
}: {
  readonly title: string;
  readonly values: ReadonlyArray<{
    readonly name: string;
    readonly value: string | null;
    readonly hole?: string;
  }>;
}) {
  if (values.length === 0) return null;
  return (
    <div className={styles.block}>
      <h3 className={styles.title}>{title}</h3>
      <dl className={styles.list}>
        {values.map(({ name, value, hole }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value === null ? (
                <span className={styles.hole}>{hole ?? '⟨not there yet⟩'}</span>
              ) : (
                <Handle value={value}>
                  <LongValue text={value} />
                </Handle>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
