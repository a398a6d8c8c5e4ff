import type { Metadata } from 'next';
import { PlayingDiagram } from '#components/flow/playing-diagram.tsx';
import button from '#components/ui/button.module.css';
import { compactSvg, svg } from '#content/diagrams/authorization-code-pkce.generated.ts';
import { authorizationCodePkce } from '#lib/flow/index.ts';
import styles from './page.module.css';

export const metadata: Metadata = {
  title: { absolute: 'Pixy: the Authorization Code Flow with PKCE, seen step by step' },
};

const audiences = [
  [
    'You build the app',
    'See which bytes leave a native app, what comes back, and which parameter makes the difference between a token your API takes and one it does not.',
  ],
  [
    'You support those who do',
    'Beside each public error stand the checks that the tenant made, the one that failed, and the log entry that a customer would find.',
  ],
  [
    'You are learning it',
    'One message at a time, each with the section that asks for it and with the attack that it stops. Nothing to install, no account.',
  ],
] as const;

export default function Home() {
  return (
    <main id="main" className={styles.home}>
      <div className={styles.words}>
        <h1 className={styles.title}>Watch a native app get its token, message by message</h1>
        <p className={styles.lead}>
          Pixy runs the {authorizationCodePkce.title} for real: an app, a tenant in the shape of Auth0, and an
          API, all on this site. You press the buttons and see every request, every answer and every check.
        </p>
        <p className={styles.start}>
          <a className={`${button.button} ${button.primary} ${button.large}`} href="/quickstart">
            Run the flow
          </a>
          <span className={styles.hint}>
            {authorizationCodePkce.steps.length} steps. Your tenant is made on the spot.
          </span>
        </p>
        <dl className={styles.audiences}>
          {audiences.map(([who, what]) => (
            <div key={who}>
              <dt>{who}</dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </div>
      <PlayingDiagram svg={svg} compactSvg={compactSvg} title={authorizationCodePkce.title} />
    </main>
  );
}
