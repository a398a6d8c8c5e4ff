'use client';

import './globals.css';
import { ErrorScreen } from '#components/ui/error-screen.tsx';

/** Stands in for a root layout that failed itself, so it brings its own document. */
export default function GlobalError({ reset }: { readonly error: Error; readonly reset: () => void }) {
  return (
    <html lang="en">
      <head>
        <title>Something broke · Pixy</title>
      </head>
      <body>
        <main id="main">
          <ErrorScreen onRetry={reset} />
        </main>
      </body>
    </html>
  );
}
