import { Icon, type IconName } from '#components/ui/icon.tsx';
import type { StepRun } from '#lib/sandbox/run.ts';
import styles from './status.module.css';

type Status = StepRun['status'];

const looks: Readonly<Record<Status, readonly [word: string, icon: IconName]>> = {
  locked: ['Locked', 'lock'],
  ready: ['Ready', 'ready'],
  running: ['Running', 'running'],
  done: ['Done', 'pass'],
  refused: ['Refused', 'fail'],
  unreachable: ['No answer', 'unreachable'],
  stale: ['Out of date', 'stale'],
};

export const statusWord = (status: Status): string => looks[status][0];

/** Why the step has its status, in one sentence; null where the status says it all. */
export function reasonOf(state: StepRun): string | null {
  switch (state.status) {
    case 'locked':
    case 'stale':
      return state.because;
    case 'refused':
      return state.error;
    case 'unreachable':
      return state.cause;
    case 'ready':
    case 'running':
    case 'done':
      return null;
  }
}

/** The status as an icon and, unless the place is too small, a word; never a colour alone. */
export function StatusBadge({
  status,
  iconOnly = false,
}: {
  readonly status: Status;
  readonly iconOnly?: boolean;
}) {
  const [word, icon] = looks[status];
  return (
    <span className={styles.badge} data-status={status} data-icon-only={iconOnly || undefined}>
      <Icon name={icon} size={13} />
      <span className={iconOnly ? 'visually-hidden' : undefined}>{word}</span>
    </span>
  );
}
