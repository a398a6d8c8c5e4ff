'use client';

import { useEffect, useRef } from 'react';
import { toDuration } from '#components/flow/moment.tsx';
import { apiStepsOf, refreshStepOf } from '#components/flow/repair.ts';
import { useNow } from '#components/flow/use-now.ts';
import { Icon } from '#components/ui/icon.tsx';
import type { Flow, StepId } from '#lib/flow/define.ts';
import type { Run } from '#lib/sandbox/run.ts';
import styles from './expiry-watch.module.css';
import { expiryOf } from './lab.ts';

interface ExpiryWatchProps {
  readonly flow: Flow;
  readonly run: Run;
  readonly onSelect: (id: StepId) => void;
  readonly onSay: (text: string) => void;
}

/** How long the access token still lives, and what to try once it does not. */
export function ExpiryWatch({ flow, run, onSelect, onSay }: ExpiryWatchProps) {
  const now = useNow();
  const expiry = expiryOf(run);
  const expired = expiry !== null && now !== null && now >= expiry;
  const told = useRef<number | null>(null);

  useEffect(() => {
    // Said only for a token that expired before the reader's eyes.
    if (expiry === null) return;
    if (!expired) told.current = expiry;
    else if (told.current === expiry) {
      told.current = null;
      onSay('The access token has expired. Call the API again and see what it says.');
    }
  }, [expired, expiry, onSay]);

  if (expiry === null || now === null) return null;
  const call = apiStepsOf(flow).findLast((step) => run.steps[step.id]?.status !== 'locked');
  const refresh = refreshStepOf(flow);
  return (
    <div className={styles.watch} data-expired={expired || undefined}>
      <Icon name="clock" size={14} />
      {expired ? (
        <p>
          <strong>The access token has expired</strong>, {toDuration(now - expiry)} ago.{' '}
          {call ? (
            <>
              <button type="button" onClick={() => onSelect(call.id)}>
                Call the API again
              </button>{' '}
              and see it answer 401
            </>
          ) : (
            'The API will answer 401'
          )}
          {refresh && run.values.refresh_token !== undefined ? (
            <>
              ; then{' '}
              <button type="button" onClick={() => onSelect(refresh.id)}>
                refresh
              </button>
              .
            </>
          ) : (
            '.'
          )}
        </p>
      ) : (
        <p>
          The access token lives for another <span className={styles.time}>{toDuration(expiry - now)}</span>
        </p>
      )}
    </div>
  );
}
