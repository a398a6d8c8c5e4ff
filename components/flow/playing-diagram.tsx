import { DiagramMarkup } from './diagram-markup.tsx';
import styles from './playing-diagram.module.css';

/**
 * A diagram that plays by itself: a light moves from message to message, and the view follows. CSS alone; the checkbox
 * stops it. With reduced motion it stands still and shows everything.
 */
export function PlayingDiagram({
  svg,
  compactSvg,
  title,
}: {
  readonly svg: string;
  readonly compactSvg: string;
  readonly title: string;
}) {
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <span>{title}</span>
        <label className={styles.pause}>
          <input type="checkbox" className={styles.checkbox} autoComplete="off" />
          Pause
        </label>
      </figcaption>
      <div className={styles.window} role="img" aria-label={`Sequence diagram: ${title}`}>
        <div className={`${styles.reel} ${styles.wide}`}>
          <DiagramMarkup svg={toPicture(svg)} />
        </div>
        <div className={`${styles.reel} ${styles.narrow}`}>
          <DiagramMarkup svg={toPicture(compactSvg)} />
        </div>
      </div>
    </figure>
  );
}

/** Nothing can be pressed here, so the messages are parts of one picture and not buttons. */
const toPicture = (svg: string): string =>
  svg.replaceAll(/ role="button" tabindex="0" aria-label="[^"]*"/g, '');
