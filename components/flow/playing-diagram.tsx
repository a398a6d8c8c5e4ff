import { DiagramMarkup } from './diagram-markup.tsx';
import styles from './playing-diagram.module.css';

/**
 * A diagram that plays by itself: a light moves from message to message, and the view follows. CSS alone; the checkbox
 * stops it. With reduced motion it stands still and shows everything.
 */
export function PlayingDiagram({ svg, title }: { readonly svg: string; readonly title: string }) {
  // Nothing can be pressed here, so the messages are parts of one picture and not buttons.
  const picture = svg.replaceAll(/ role="button" tabindex="0" aria-label="[^"]*"/g, '');
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
        <div className={styles.reel}>
          <DiagramMarkup svg={picture} />
        </div>
      </div>
    </figure>
  );
}
