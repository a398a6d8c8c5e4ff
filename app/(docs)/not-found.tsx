import type { Metadata } from 'next';
import button from '#components/ui/button.module.css';
import { Screen } from '#components/ui/screen.tsx';

export const metadata: Metadata = { title: 'No such page' };

export default function NotFound() {
  return (
    <main id="main">
      <Screen
        icon="info"
        title="There is no page at this address"
        actions={
          <>
            <a className={`${button.button} ${button.primary}`} href="/quickstart">
              Open the quickstart
            </a>
            <a className={button.button} href="/">
              Go to the start page
            </a>
          </>
        }
      >
        <p>It may have been mistyped, or the page may have moved.</p>
      </Screen>
    </main>
  );
}
