import type { LogEntry } from '#lib/sandbox/server-verdicts.ts';
import styles from './server-report.module.css';

/** What the other party logged for one step, oldest first. */
export type ServerReport = readonly LogEntry[];

const provenances: Readonly<Record<string, string>> = {
  documented: 'Auth0 documents this wording',
  observed: 'this wording was seen at Auth0',
  assumed: 'this wording is assumed: no source for it was found',
};

/** The log entry that the owner of the tenant or the API would find, beside what the app was told. */
export function ServerReportView({ report }: { readonly report: ServerReport }) {
  return (
    <ul className={styles.logs}>
      {report.map((entry) => {
        const { public: said, reason } = entry.pixy;
        return (
          <li key={entry.log_id} className={styles.log}>
            <p className={styles.line}>
              <span className={styles.label}>Log</span>
              <code className={styles.type}>{entry.type}</code>
              <span>{entry.description}</span>
            </p>
            {said?.error ? (
              <p className={styles.line}>
                <span className={styles.label}>Told the app</span>
                <code>
                  {said.status} {said.error}
                </code>
                {said.error_description ? <span>{said.error_description}</span> : null}
                {said.provenance ? (
                  <span className={styles.provenance} title={provenances[said.provenance]}>
                    {said.provenance}
                    <span className="visually-hidden">: {provenances[said.provenance]}</span>
                  </span>
                ) : null}
              </p>
            ) : null}
            {reason ? (
              <p className={styles.line}>
                <span className={styles.label}>Kept to itself</span>
                <span>{reason}</span>
              </p>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
