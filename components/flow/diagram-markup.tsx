import { memo } from 'react';
import styles from './diagram-markup.module.css';

/**
 * Puts a diagram into the page. Memoised, so that React never writes it again and the attributes on its groups stay.
 * The markup is our own: generated when the site was written, from definitions that hold no text of any reader.
 */
export const DiagramMarkup = memo(function DiagramMarkup({ svg }: { readonly svg: string }) {
  return (
    <div className={styles.diagram}>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: see above. */}
      <div className={styles.names} aria-hidden="true" dangerouslySetInnerHTML={{ __html: toNames(svg) }} />
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: see above. */}
      <div className={styles.body} dangerouslySetInnerHTML={{ __html: toBody(svg) }} />
    </div>
  );
});

/** The height of the head: the boxes with the names. */
const HEAD = 46;

const size = /viewBox="0 0 (\d+) (\d+)" width="\d+" height="\d+"/;

/** The head of the diagram alone: who takes part. It stays in view while the rest moves under it. */
const toNames = (svg: string): string =>
  svg
    .slice(0, svg.indexOf('<g class="step'))
    .replace(size, `viewBox="0 0 $1 ${HEAD}"`)
    .replace(/ role="group" aria-label="[^"]*"/, '')
    .concat('</svg>');

/** The rest, without the head, and with each step's number before its words, as its name is read. */
const toBody = (svg: string): string =>
  svg
    .replace(
      size,
      (_, width: string, height: string) => `viewBox="0 ${HEAD} ${width} ${Number(height) - HEAD}"`,
    )
    .replaceAll(/(<rect class="hit"[^>]*>)([\s\S]*?)(<g class="badge">[\s\S]*?<\/g>)/g, '$1$3$2');
