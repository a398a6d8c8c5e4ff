/** The diagram of every flow: Mermaid text, SVG for wide and narrow screens, and a module that holds both. */

import { type SequenceMessage, toSequence } from '../../lib/diagram/sequence.ts';
import type { Flow } from '../../lib/flow/define.ts';
import { flows } from '../../lib/flow/index.ts';
import { createMeasure, createRenderer } from './mermaid.ts';
import { draw, readGeometry } from './svg.ts';

export interface GeneratedFile {
  /** From the root of the project. */
  readonly path: string;
  readonly text: string;
}

const wide = { fontSize: 13, actorMargin: 36, actorWidth: 104 };
/** Fits into 390 px less the page's margins: labels no longer move the lifelines apart. */
const narrow = { fontSize: 12, actorMargin: 32, actorWidth: 60 };

export async function generate(): Promise<readonly GeneratedFile[]> {
  const measure = createMeasure();
  const render = await createRenderer(measure);

  const drawn = async (flow: Flow, options: typeof wide, label?: (message: SequenceMessage) => string) => {
    const sequence = toSequence(flow);
    const placed = toSequence(flow, label ? { label } : {});
    const geometry = readGeometry(await render(placed.text, options), sequence);
    const { fontSize, actorWidth } = options;
    return draw({ title: flow.title, sequence, geometry, measure, fontSize, actorWidth });
  };

  const files: GeneratedFile[] = [];
  for (const flow of flows) {
    const { text, messages } = toSequence(flow);
    const svg = await drawn(flow, wide);
    const compactSvg = await drawn(flow, narrow, () => '-');
    const base = `content/diagrams/${flow.id}`;
    files.push(
      { path: `${base}.mmd`, text },
      { path: `${base}.svg`, text: svg },
      { path: `${base}.compact.svg`, text: compactSvg },
      { path: `${base}.generated.ts`, text: toModule(flow, messages, svg, compactSvg) },
    );
  }
  return files;
}

const toModule = (
  flow: Flow,
  messages: readonly SequenceMessage[],
  svg: string,
  compactSvg: string,
): string => `// Written by \`npm run generate\` from the flow "${flow.id}". Change the flow, not this file.

/** Every arrow from top to bottom, with the step that it belongs to. */
export const messages = ${JSON.stringify(messages, null, 2)} as const;

/** For places of 600 px and more. */
export const svg = ${JSON.stringify(svg)};

/** For places of 340 px and more. */
export const compactSvg = ${JSON.stringify(compactSvg)};
`;
