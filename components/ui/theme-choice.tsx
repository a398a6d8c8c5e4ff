import { Icon } from './icon.tsx';
import styles from './theme-choice.module.css';

const choices = [
  ['system', 'As the system says', 'screen'],
  ['light', 'Light', 'sun'],
  ['dark', 'Dark', 'moon'],
] as const;

/** Radio buttons that `public/theme.js` reads and sets. Uncontrolled, so that React leaves their state alone. */
export function ThemeChoice() {
  return (
    <fieldset className={styles.choice}>
      <legend className="visually-hidden">Colour theme</legend>
      {choices.map(([value, label, icon]) => (
        <label key={value} title={label}>
          <input type="radio" name="theme" value={value} className="visually-hidden" autoComplete="off" />
          <Icon name={icon} />
          <span className="visually-hidden">{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
