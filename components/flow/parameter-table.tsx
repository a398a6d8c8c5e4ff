import type { ParameterFact } from '#lib/flow/define.ts';
import { Handle } from './handle.tsx';
import { LongValue } from './long-value.tsx';
import styles from './parameter-table.module.css';
import { SpecLink } from './spec-link.tsx';
import { Words } from './words.tsx';

/** A fact with the value that it has at the moment, when it has one. */
export interface ParameterRow {
  readonly fact: ParameterFact;
  readonly value: string | null;
}

/** What each parameter, header or member is for: the same facts wherever a message is explained. */
export function ParameterTable({
  caption,
  rows,
}: {
  readonly caption: string;
  readonly rows: readonly ParameterRow[];
}) {
  if (rows.length === 0) return null;
  return (
    <table className={styles.table}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ fact, value }) => (
          <tr key={fact.name}>
            <th scope="row">
              <code>{fact.name}</code>
              <span className={styles.requirement} data-requirement={fact.requirement}>
                {fact.requirement.toLowerCase()}
              </span>
            </th>
            <td>
              {value === null ? null : (
                <p className={styles.value}>
                  <Handle value={value}>
                    <LongValue text={value} />
                  </Handle>
                </p>
              )}
              <p>
                <Words text={fact.meaning} />
              </p>
              {fact.auth0 === undefined ? null : (
                <p className={styles.auth0}>
                  <strong>At Auth0</strong> <Words text={fact.auth0} />
                </p>
              )}
              {fact.spec === null ? null : <SpecLink spec={fact.spec} full />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
