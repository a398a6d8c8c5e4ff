/** Our own SVG of a sequence diagram: Mermaid decides where everything stands, and no more of it remains. */
import type { Sequence, SequenceMessage } from '../../lib/diagram/sequence.ts';
import type { Party } from '../../lib/trace/model.ts';
import type { Measure } from './mermaid.ts';

/** Where one arrow is, in px. For a message to oneself both ends are the same. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  /** Where Mermaid put the label: its middle. */
  readonly label: { readonly x: number; readonly y: number };
}

export interface Geometry {
  readonly width: number;
  readonly height: number;
  readonly lifelines: Readonly<Partial<Record<Party, number>>>;
  readonly arrows: readonly Arrow[];
}

const number = (element: Element, name: string): number => {
  const value = Number(element.getAttribute(name));
  if (!Number.isFinite(value)) throw new Error(`Mermaid drew ${name}="${element.getAttribute(name)}".`);
  return value;
};

/** Reads the places of lifelines and arrows out of what Mermaid drew. */
export function readGeometry(document: Document, { parties, messages }: Sequence): Geometry {
  const root = document.documentElement;
  const lines = [...root.querySelectorAll('[data-et="message"]')];
  const labels = [...root.querySelectorAll('text.messageText')];
  if (lines.length !== messages.length || labels.length !== messages.length) {
    throw new Error(
      `${messages.length} messages, but Mermaid drew ${lines.length} lines, ${labels.length} labels.`,
    );
  }
  const lifelines: Partial<Record<Party, number>> = {};
  for (const party of parties) {
    const line = root.querySelector(`[data-et="life-line"][data-id="${party}"]`);
    if (!line) throw new Error(`Mermaid drew no lifeline for ${party}.`);
    lifelines[party] = number(line, 'x1');
  }
  const [left = 0, top = 0, width = 0, height = 0] = (root.getAttribute('viewBox') ?? '')
    .split(/\s+/)
    .map(Number);
  const arrows = messages.map((message, index): Arrow => {
    const line = lines[index] as Element;
    const label = labels[index] as Element;
    // A line to oneself is a curve that starts where the arrow leaves: "M 206,172 C …".
    const y = Number(/^M [\d.]+,([\d.]+)/.exec(line.getAttribute('d') ?? '')?.[1] ?? line.getAttribute('y1'));
    return {
      from: (lifelines[message.from] ?? 0) - left,
      to: (lifelines[message.to] ?? 0) - left,
      y: y - top,
      label: { x: number(label, 'x') - left, y: number(label, 'y') - top },
    };
  });
  for (const party of parties) lifelines[party] = (lifelines[party] ?? 0) - left;
  return { width, height, lifelines, arrows };
}

export interface Drawing {
  readonly title: string;
  readonly sequence: Sequence;
  readonly geometry: Geometry;
  readonly measure: Measure;
  readonly fontSize: number;
  /** Width of the boxes with the parties' names. */
  readonly actorWidth: number;
}

const names: Readonly<Record<Party, string>> = {
  person: 'Person',
  app: 'App',
  browser: 'Browser',
  tenant: 'Tenant',
  api: 'API',
};

const HEAD = { length: 9, half: 4.5 };
const LOOP = { width: 30, height: 18 };
const BADGE = 9;
const BOX = 32;

/**
 * The drawing, without style and without ids, so that it may stand in a page more than once. Colours are left to the page's CSS:
 * - `.actor-<party>` on lifelines and the boxes with names;
 * - `g[data-step]`, one per step, a button, with `.channel-<channel>` and `.from-<party>`;
 * - in it `.hit` (the area of the step), and one `g.message.<kind>` per arrow with `.line`, `.head` and `.label`;
 * - `.badge` with the step's number.
 * What is drawn without any CSS is black on whatever is behind it.
 */
export function draw({ title, sequence, geometry, measure, fontSize, actorWidth }: Drawing): string {
  const { width, height, lifelines, arrows } = geometry;
  const out: string[] = [
    `<svg xmlns="http://www.w3.org/2000/svg" class="sequence" viewBox="0 0 ${width} ${height}" width="${width}" ` +
      `height="${height}" font-size="${fontSize}" role="group" aria-label="${xml(title)}">`,
  ];
  for (const party of sequence.parties) {
    const x = lifelines[party] ?? 0;
    out.push(
      `<g class="actor actor-${party}" aria-hidden="true">` +
        `<line class="lifeline" x1="${x}" y1="${BOX + 8}" x2="${x}" y2="${height}" stroke="currentColor"/>` +
        `<rect class="box" x="${r(x - actorWidth / 2)}" y="8" width="${actorWidth}" height="${BOX}" rx="8" fill="none" ` +
        `stroke="currentColor"/>` +
        `<text class="name" x="${x}" y="${8 + BOX / 2}" text-anchor="middle" dominant-baseline="central">` +
        `${xml(names[party])}</text></g>`,
    );
  }

  const tops = arrows.map(({ label }) => label.y - 4);
  let at = 0;
  for (const steps of groupByStep(sequence.messages)) {
    const first = steps[0] as SequenceMessage;
    const top = tops[at] ?? 0;
    const bottom = tops[at + steps.length] ?? height;
    out.push(
      `<g class="step channel-${first.channel} from-${first.from}" data-step="${xml(first.step)}" role="button" ` +
        `tabindex="0" aria-label="${xml(spoken(first))}">` +
        `<rect class="hit" x="1" y="${r(top)}" width="${width - 2}" height="${r(bottom - top - 2)}" rx="6" fill="none" ` +
        'pointer-events="all"/>',
    );
    for (const message of steps) {
      const arrow = arrows[at] as Arrow;
      out.push(drawMessage(message, arrow, { width, measure, fontSize }));
      at += 1;
    }
    const start = arrows[at - steps.length] as Arrow;
    out.push(
      `<g class="badge"><circle cx="${start.from}" cy="${start.y}" r="${BADGE}" fill="none"/>` +
        `<text x="${start.from}" y="${start.y}" text-anchor="middle" dominant-baseline="central">` +
        `${first.number}</text></g></g>`,
    );
  }
  out.push('</svg>');
  return `${out.join('\n')}\n`;
}

function drawMessage(
  message: SequenceMessage,
  arrow: Arrow,
  { width, measure, fontSize }: { width: number; measure: Measure; fontSize: number },
): string {
  const numbered = message.kind !== 'response' && message.kind !== 'return';
  const { path, head } = strokes(arrow, numbered ? BADGE : 0);
  return (
    `<g class="message ${message.kind}">` +
    `<path class="line" d="${path}" fill="none" stroke="currentColor"/>` +
    `<path class="head" d="${head}"/>` +
    `<text class="label" ${placeLabel(message.label, arrow, numbered, { width, measure, fontSize })}>` +
    `${xml(message.label)}</text></g>`
  );
}

/** Over the arrow and clear of the badge; beside it where a party talks to itself; never out of the picture. */
function placeLabel(
  label: string,
  arrow: Arrow,
  numbered: boolean,
  { width, measure, fontSize }: { width: number; measure: Measure; fontSize: number },
): string {
  const length = measure(label) * fontSize + 8;
  if (arrow.from === arrow.to) {
    const x = Math.min(arrow.from + LOOP.width + 8, width - length);
    return `x="${r(x)}" y="${r(arrow.y + LOOP.height / 2)}" dominant-baseline="central"`;
  }
  const x = Math.min(Math.max(arrow.label.x, length / 2), width - length / 2);
  const overBadge = numbered && Math.abs(x - arrow.from) < length / 2 + BADGE;
  return `x="${r(x)}" y="${r(arrow.y - (overBadge ? BADGE + 4 : BADGE))}" text-anchor="middle"`;
}

/** The line and the arrow head. Both are plain paths: a marker would need an id, and its colour another one. */
function strokes({ from, to, y }: Arrow, gap: number): { path: string; head: string } {
  if (from === to) {
    const end = y + LOOP.height;
    return {
      path:
        `M ${r(from + gap)} ${r(y)} H ${r(from + LOOP.width - 6)} q 6 0 6 6 V ${r(end - 6)} q 0 6 -6 6 ` +
        `H ${r(from + HEAD.length)}`,
      head: `M ${r(from + 1)} ${r(end)} l ${HEAD.length} ${-HEAD.half} v ${HEAD.half * 2} z`,
    };
  }
  const way = Math.sign(to - from);
  const tip = to - way;
  return {
    path: `M ${r(from + way * gap)} ${r(y)} H ${r(tip - way * HEAD.length)}`,
    head: `M ${r(tip)} ${r(y)} l ${-way * HEAD.length} ${-HEAD.half} v ${HEAD.half * 2} z`,
  };
}

/** What a screen reader says for a step's button. */
const spoken = ({ number: n, from, to, label }: SequenceMessage): string =>
  from === to
    ? `Step ${n}, in the ${names[from]}: ${label}`
    : `Step ${n}, ${names[from]} to ${names[to]}: ${label}`;

function groupByStep(messages: readonly SequenceMessage[]): SequenceMessage[][] {
  const groups: SequenceMessage[][] = [];
  for (const message of messages) {
    const last = groups.at(-1);
    if (last?.[0]?.step === message.step) last.push(message);
    else groups.push([message]);
  }
  return groups;
}

/** At most one digit after the point: enough for the eye, and the same on every machine. */
const r = (value: number): number => Math.round(value * 10) / 10;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const xml = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? '');
