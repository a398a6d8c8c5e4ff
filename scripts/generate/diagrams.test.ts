import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import { type Sequence, type SequenceMessage, toSequence } from '../../lib/diagram/sequence.ts';
import type { Flow } from '../../lib/flow/define.ts';
import { vectorsAt } from '../../tests/support/vectors.ts';
import { generate } from './diagrams.ts';
import { createMeasure, createRenderer } from './mermaid.ts';
import { draw, readGeometry } from './svg.ts';

const root = join(import.meta.dirname, '../..');
const vectors = vectorsAt('strings', 'mermaid-xss-diagrams.json');

/** Strings that broke out of Mermaid diagrams once; empty where the folder of vectors is not at hand. */
function published(): readonly string[] {
  if (vectors === null) return [];
  const cases = JSON.parse(readFileSync(vectors, 'utf8')) as { diagrams: string[]; inline: string[] }[];
  return cases.flatMap(({ diagrams, inline }) => [...diagrams, ...inline]);
}

const hostile = [
  ...new Set(published().flatMap((text) => [text, ...text.split('\n')].filter((part) => part.trim() !== ''))),
  '</text><script>x()</script>',
  '" onload="x()',
  'a\nparticipant evil\nevil->>app: b',
  'end',
  'style: <a>',
  'classDef x: #60;',
  'wrap:nowrap:',
  '%%{init: {"theme": "dark", "securityLevel": "loose"}}%%',
  '$$\\text{x}$$',
  'ﬂ°°60¶ßscriptﬂ°°62¶ß',
  '- [ ] ->> -->> -) <br/> #quot; &quot;',
];

const measure = createMeasure();
const render = await createRenderer(measure);
const options = { fontSize: 13, actorMargin: 36, actorWidth: 104 };
const parse = (svg: string) => new JSDOM(svg, { contentType: 'image/svg+xml' }).window.document;

const flow: Flow = {
  id: 'f',
  title: 'F',
  given: [],
  steps: [
    {
      id: 'one',
      title: 't',
      summary: '',
      specs: ['RFC6749-4.1.1'],
      kind: 'interaction',
      from: 'person',
      to: 'tenant',
    },
  ],
};

const drawing = { measure, fontSize: 13, actorWidth: 104 };
const drawWith = async (sequence: Sequence) =>
  draw({
    ...drawing,
    title: 'F',
    sequence,
    geometry: readGeometry(await render(sequence.text, options), sequence),
  });

/** The text on one line, as a label shows it. */
const onOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

describe('hostile text as a label stays one label', () => {
  test.each(hostile.map((text) => [text.slice(0, 60), text]))('%j', async (_title, text) => {
    const sequence = toSequence(flow, { label: () => text });
    const mermaid = await render(sequence.text, options);
    expect(mermaid.querySelectorAll('[data-et="message"]')).toHaveLength(1);
    expect(mermaid.querySelectorAll('[data-et="life-line"]')).toHaveLength(2);
    expect(mermaid.querySelectorAll('script, foreignObject, image, a, iframe')).toHaveLength(0);
    const line = onOneLine(text);
    const shown = [...line].length > 80 ? `${[...line].slice(0, 79).join('')}…` : line;
    expect(onOneLine(mermaid.querySelector('text.messageText')?.textContent ?? '')).toBe(onOneLine(shown));

    const ours = parse(
      draw({ ...drawing, title: text, sequence, geometry: readGeometry(mermaid, sequence) }),
    );
    expect(ours.querySelectorAll('[data-step]')).toHaveLength(1);
    expect(ours.querySelector('text.label')?.textContent).toBe(text);
    expect(onOneLine(ours.documentElement.getAttribute('aria-label') ?? '')).toBe(line);
    const elements = new Set([...ours.querySelectorAll('*')].map((element) => element.localName));
    expect([...elements].sort()).toEqual(['circle', 'g', 'line', 'path', 'rect', 'svg', 'text']);
  });
});

const files = await generate();

describe('what is committed', () => {
  test.each(files.map(({ path, text }) => [path, text]))('%s is up to date', (path, text) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(text);
  });

  test.each(files.filter(({ path }) => path.endsWith('.svg')).map(({ path, text }) => [path, text]))(
    '%s has no style, no id and no script, and a named button for each step',
    (path, text) => {
      const document = parse(text);
      expect(document.querySelectorAll('style, script, [style], [id]')).toHaveLength(0);
      const buttons = [...document.querySelectorAll('g[data-step]')];
      expect(buttons.length).toBeGreaterThan(0);
      for (const [index, button] of buttons.entries()) {
        expect(button.getAttribute('role')).toBe('button');
        expect(button.getAttribute('tabindex')).toBe('0');
        expect(button.getAttribute('aria-label')).toMatch(new RegExp(`^Step ${index + 1}, `));
      }
      const width = Number(document.documentElement.getAttribute('width'));
      expect(width).toBeLessThanOrEqual(path.endsWith('.compact.svg') ? 358 : 720);
    },
  );

  test('a step that comes twice in a row is one button', async () => {
    const two = (message: SequenceMessage): SequenceMessage => ({ ...message, kind: 'response' });
    const sequence = toSequence(flow);
    const [message] = sequence.messages;
    if (!message) throw new Error('no message');
    const text = `${sequence.text}  tenant-->>person: back\n`;
    const document = parse(await drawWith({ ...sequence, text, messages: [message, two(message)] }));
    expect(document.querySelectorAll('[data-step]')).toHaveLength(1);
    expect(document.querySelectorAll('.message')).toHaveLength(2);
    expect(document.querySelectorAll('.badge')).toHaveLength(1);
  });
});
