'use client';

import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react';
import type { StepId } from '#lib/flow/define.ts';
import type { StepRun } from '#lib/sandbox/run.ts';
import { DiagramMarkup } from './diagram-markup.tsx';
import styles from './sequence-diagram.module.css';
import { statusWord } from './status.tsx';

interface SequenceDiagramProps {
  /** SVG made when the site was written: classes and `<g data-step>` groups, no text of any reader. */
  readonly svg: string;
  readonly states: Readonly<Record<StepId, StepRun>>;
  readonly current: StepId | null;
  readonly onSelect: (id: StepId) => void;
}

/** The flow as a picture, in step with the run: its marks are attributes on the groups, its colours are CSS. */
export function SequenceDiagram({ svg, states, current, onSelect }: SequenceDiagramProps) {
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const root = frame.current;
    if (!root) return;
    for (const group of root.querySelectorAll<SVGGElement>('g[data-step]')) {
      const id = group.dataset.step ?? '';
      const status = states[id]?.status;
      if (status === undefined) continue;
      group.dataset.status = status;
      // What is written in the group comes first, so that saying what one sees presses the right one.
      const words = group.textContent?.replaceAll(/\s+/g, ' ').trim();
      group.setAttribute('aria-label', `${words}: ${statusWord(status).toLowerCase()}`);
      if (id === current) group.setAttribute('aria-current', 'step');
      else group.removeAttribute('aria-current');
    }
  }, [states, current]);

  useEffect(() => {
    const root = frame.current;
    const group = current === null ? null : root?.querySelector(`g[data-step="${CSS.escape(current)}"]`);
    if (!root || !group) return;
    // Only this box moves, never the page, and only when the message has left the view.
    const box = root.getBoundingClientRect();
    const mark = group.getBoundingClientRect();
    const margin = 48;
    if (mark.top < box.top + margin || mark.bottom > box.bottom - margin) {
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
      const top = root.scrollTop + mark.top - box.top - (box.height - mark.height) / 2;
      root.scrollTo({ top, behavior: still ? 'instant' : 'smooth' });
    }
  }, [current]);

  const stepOf = (target: EventTarget): StepId | null =>
    target instanceof Element ? (target.closest<SVGGElement>('g[data-step]')?.dataset.step ?? null) : null;

  const select = (event: MouseEvent | KeyboardEvent) => {
    const id = stepOf(event.target);
    if (id === null) return;
    event.preventDefault();
    onSelect(id);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons are the groups inside; their events arrive here.
    <div
      ref={frame}
      className={styles.frame}
      onClick={select}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') select(event);
      }}
    >
      <DiagramMarkup svg={svg} />
    </div>
  );
}
