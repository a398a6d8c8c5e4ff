'use client';

import { ErrorScreen } from '#components/ui/error-screen.tsx';

export default function PageError({ reset }: { readonly error: Error; readonly reset: () => void }) {
  return (
    <main id="main">
      <ErrorScreen onRetry={reset} />
    </main>
  );
}
