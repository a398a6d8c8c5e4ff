'use client';

import button from './button.module.css';
import { Screen } from './screen.tsx';

/** For faults of our own: what is kept, and two ways on. */
export function ErrorScreen({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <Screen
      icon="warn"
      title="Something on this page broke"
      actions={
        <>
          <button type="button" className={`${button.button} ${button.primary}`} onClick={onRetry}>
            Try again
          </button>
          <a className={button.button} href="/">
            Go to the start page
          </a>
        </>
      }
    >
      <p>
        This is a fault of the page and not of anything you did. Your run is kept in this tab, so trying again
        loses nothing.
      </p>
    </Screen>
  );
}
