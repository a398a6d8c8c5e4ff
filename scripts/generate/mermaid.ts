/** Renders Mermaid without a browser: jsdom for the document, the site's own font for the widths of text. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';
import { JSDOM } from 'jsdom';

const require = createRequire(import.meta.url);

/** The font that the site is set in; widths measured with it are the widths that a browser will find. */
function loadFont(): Font {
  const file = require.resolve('@fontsource-variable/geist/files/geist-latin-wght-normal.woff2');
  const font = create(readFileSync(file));
  if (!('layout' in font)) throw new Error(`${file} holds no single font.`);
  return font;
}

/** The width of a line of text, in units of its font size. */
export type Measure = (text: string) => number;

export function createMeasure(): Measure {
  const font = loadFont();
  return (text) => font.layout(text).advanceWidth / font.unitsPerEm;
}

/** Mermaid's stand-ins for characters, which it puts back only after measuring. */
const restored = (text: string): string =>
  text
    .replaceAll(/ﬂ°°(\d+)¶ß/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/ﬂ°(\w+)¶ß/g, ' ');

export interface RenderOptions {
  /** Font size of labels, in px. */
  readonly fontSize: number;
  /** Space between two lifelines, in px, at least. */
  readonly actorMargin: number;
  /** Width of the box with a party's name, in px. */
  readonly actorWidth: number;
}

type Renderer = (text: string, options: RenderOptions) => Promise<Document>;

/** A renderer from Mermaid text to the SVG that Mermaid makes of it, as a document. */
export async function createRenderer(measure: Measure): Promise<Renderer> {
  const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true });
  const size = (element: Element): number => {
    const styled = element.closest('[style*="font-size"]');
    const found = /font-size:\s*([\d.]+)px/.exec(styled?.getAttribute('style') ?? '')?.[1];
    return Number(found ?? 16);
  };
  const widthOf = (element: Element): number => measure(restored(element.textContent ?? '')) * size(element);
  Object.assign(window.SVGElement.prototype, {
    getComputedTextLength(this: Element) {
      return widthOf(this);
    },
    getBBox(this: Element) {
      return { x: 0, y: 0, width: widthOf(this), height: size(this) * 1.2 };
    },
  });

  // Mermaid takes these from the global object when it is loaded, so they have to be there first.
  Object.assign(globalThis, {
    window,
    document: window.document,
    CSSStyleSheet: window.CSSStyleSheet ?? class {},
    DOMParser: window.DOMParser,
    XMLSerializer: window.XMLSerializer,
    Element: window.Element,
    Node: window.Node,
    SVGElement: window.SVGElement,
    getComputedStyle: window.getComputedStyle.bind(window),
  });
  const { default: mermaid } = await import('mermaid');

  let count = 0;
  return async (text, { fontSize, actorMargin, actorWidth }) => {
    mermaid.initialize({
      startOnLoad: false,
      securityLevel: 'strict',
      deterministicIds: true,
      look: 'classic',
      fontFamily: 'Geist Variable',
      fontSize,
      sequence: {
        mirrorActors: false,
        useMaxWidth: false,
        actorMargin,
        width: actorWidth,
        height: 40,
        messageMargin: 28,
        messageFontSize: fontSize,
        actorFontSize: fontSize,
        messageFontFamily: 'Geist Variable',
        actorFontFamily: 'Geist Variable',
        diagramMarginX: 8,
        diagramMarginY: 8,
        wrap: false,
      },
    });
    const { svg } = await mermaid.render(`d${count++}`, text);
    return new window.DOMParser().parseFromString(svg, 'image/svg+xml');
  };
}
