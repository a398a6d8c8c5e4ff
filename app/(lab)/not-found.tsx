import type { Metadata } from 'next';
import button from '#components/ui/button.module.css';
import { Screen } from '#components/ui/screen.tsx';
import { authorizationCodePkce } from '#lib/flow/index.ts';
import styles from './not-found.module.css';

export const metadata: Metadata = { title: 'No such step' };

/** An address below the quickstart that names no step: the steps that there are. */
export default function NoSuchStep() {
  return (
    <main id="main">
      <Screen
        icon="info"
        title="The quickstart has no such step"
        actions={
          <a className={`${button.button} ${button.primary}`} href="/quickstart">
            Begin at the beginning
          </a>
        }
      >
        <p>These are its steps:</p>
        <ol className={styles.steps}>
          {authorizationCodePkce.steps.map((step) => (
            <li key={step.id}>
              <a href={`/quickstart/${step.id}`}>{step.title}</a>
            </li>
          ))}
        </ol>
      </Screen>
    </main>
  );
}
