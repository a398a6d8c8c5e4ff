'use client';

import { Fragment, useState } from 'react';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Handle } from './handle.tsx';
import { LongValue } from './long-value.tsx';
import styles from './message-view.module.css';
import type { Line, Piece } from './pieces.ts';

interface MessageViewProps {
  readonly title: string;
  /** `request`, `response` or `preview`: the last is not sent yet, and says so. */
  readonly kind: 'request' | 'response' | 'preview';
  readonly lines: readonly Line[];
  /** Values that give power to whoever holds them; left out when the message is copied. */
  readonly secrets: readonly string[];
  /** How long it took, or the status; a short note beside the title. */
  readonly note?: string;
}

/** A message as it is on the wire, in lines for the eye. */
export function MessageView({ title, kind, lines, secrets, note }: MessageViewProps) {
  const [whole, setWhole] = useState(false);
  const long = lines.some((line) => line.pieces.some((piece) => piece.text.length > 88));
  return (
    <figure className={styles.message} data-kind={kind}>
      <figcaption className={styles.caption}>
        <span className={styles.title}>{title}</span>
        {note === undefined ? null : <span className={styles.note}>{note}</span>}
        <span className={styles.tools}>
          {long ? (
            <button
              type="button"
              className={styles.toggle}
              aria-pressed={whole}
              onClick={() => setWhole(!whole)}
            >
              Whole values
            </button>
          ) : null}
          <CopyButton
            label={secrets.length > 0 ? 'Copy without secrets' : 'Copy'}
            text={() => redact(toText(lines), secrets)}
          />
        </span>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines may scroll, and keyboards scroll what has focus. */}
      <pre className={styles.text} tabIndex={0}>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are a record and never change order.
          <Fragment key={index}>
            <span className={styles.line}>
              {line.pieces.map((piece, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                <PieceView key={at} piece={piece} whole={whole} />
              ))}
            </span>
            {'\n'}
          </Fragment>
        ))}
      </pre>
    </figure>
  );
}

function PieceView({ piece, whole }: { readonly piece: Piece; readonly whole: boolean }) {
  if (piece.kind === 'plain') return <>{piece.text}</>;
  if (piece.kind !== 'value') return <span className={styles[piece.kind]}>{piece.text}</span>;
  return (
    <span className={piece.text.startsWith('⟨') ? styles.hole : styles.value}>
      <Handle value={piece.value ?? piece.text}>
        <LongValue text={piece.text} whole={whole} />
      </Handle>
    </span>
  );
}

/** The text as it was on the wire: breaks that are for the eye only are taken out again. */
function toText(lines: readonly Line[]): string {
  let text = '';
  for (const [index, line] of lines.entries()) {
    const own = line.pieces.map((piece) => piece.text).join('');
    const joins = line.soft && /^[?&]/.test(own);
    text += (index === 0 || joins ? '' : '\n') + own;
  }
  return text;
}

function redact(text: string, secrets: readonly string[]): string {
  let redacted = text;
  for (const secret of secrets) {
    if (secret.length < 8) continue;
    redacted = redacted.replaceAll(secret, `[redacted, ${secret.length} characters]`);
  }
  return redacted;
}
