'use client';

import styles from './lifetime-choice.module.css';

const choices = [
  [86_400, '86400 s', 'Auth0’s default'],
  [10, '10 s', 'watch it expire'],
] as const;

/** Sets `token_lifetime` of the API at the run's tenant: how long the next access token lives. */
export function LifetimeChoice({
  value,
  disabled,
  onChange,
}: {
  readonly value: number;
  readonly disabled: boolean;
  readonly onChange: (seconds: number) => void;
}) {
  return (
    <fieldset className={styles.choice} disabled={disabled}>
      <legend>Access token lifetime</legend>
      {choices.map(([seconds, label, note]) => (
        <label key={seconds}>
          <input
            type="radio"
            name="token_lifetime"
            value={seconds}
            checked={value === seconds}
            onChange={() => onChange(seconds)}
          />
          <span>
            {label}
            <span className={styles.note}>: {note}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
