/** HTML from templates: every interpolated value is escaped for the place it stands in, or refused. */

/** Markup that is known to be safe. Only `html` and `trustedHtml` make one. */
export class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

/** What a template takes: text is escaped, `Html` is kept, `null` and `false` leave nothing behind. */
export type HtmlValue = string | number | Html | readonly Html[] | null | false;

/** Marks text as markup. For constants of this program alone, never for a value that came from outside. */
export const trustedHtml = (markup: string): Html => new Html(markup);

const REPLACEMENTS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
  // A parser turns a bare carriage return into a line feed; the reference survives.
  '\r': '&#13;',
  // HTML has no way to write U+0000; a parser drops it in some places and replaces it in others.
  '\0': '\u{FFFD}',
};

/** Escapes text for element content and for quoted attribute values. U+0000 becomes U+FFFD, all else survives parsing. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`\r\0]/g, (character) => REPLACEMENTS[character] ?? '');
}

/** Where a value stands: between tags, in a quoted attribute value, or where escaping cannot make text safe. */
type Place = 'content' | 'attribute-value' | 'inside-tag' | 'raw-text';

/**
 * Finds the place of every value of a template. A small scanner, not a parser: it reads only the literals of this
 * program, and it knows tags, quotes and the two elements in which character references mean nothing.
 */
function placesOf(literals: readonly string[]): readonly Place[] {
  const places: Place[] = [];
  let place: Place = 'content';
  let quote = '';
  let tagName = '';
  for (const [index, literal] of literals.entries()) {
    let at = 0;
    while (at < literal.length) {
      const rest = literal.slice(at);
      const character = literal.charAt(at);
      if (place === 'attribute-value') {
        if (character === quote) place = 'inside-tag';
      } else if (place === 'inside-tag') {
        if (character === '"' || character === "'") {
          place = 'attribute-value';
          quote = character;
        } else if (character === '>') {
          place = tagName === 'script' || tagName === 'style' ? 'raw-text' : 'content';
        }
      } else {
        const tag = /^<\/?([a-z][a-z0-9-]*)/i.exec(rest);
        if (tag?.[1] !== undefined) {
          tagName = tag[0].startsWith('</') ? '' : tag[1].toLowerCase();
          place = 'inside-tag';
          at += tag[0].length - 1;
        }
      }
      at += 1;
    }
    if (index < literals.length - 1) places.push(place);
  }
  return places;
}

const knownPlaces = new WeakMap<TemplateStringsArray, readonly Place[]>();

function toMarkup(value: HtmlValue, place: Place | undefined): string {
  if (value === null || value === false) return '';
  if (value instanceof Html) {
    if (place === 'attribute-value') throw new TypeError('Markup cannot stand in an attribute value.');
    return value.toString();
  }
  if (typeof value === 'object') return value.map((item) => toMarkup(item, place)).join('');
  if (place === 'inside-tag') throw new TypeError('A value inside a tag must stand in quotes.');
  if (place === 'raw-text') throw new TypeError('Text in <script> or <style> cannot be escaped.');
  return escapeHtml(String(value));
}

/**
 * Template tag for HTML. Text is escaped in element content and in quoted attribute values.
 * @throws TypeError where escaping would not help: text in an unquoted attribute, among the attributes of a tag, or in
 * `<script>` and `<style>`. That is a mistake in the template, whatever the value.
 */
export function html(literals: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let places = knownPlaces.get(literals);
  if (places === undefined) {
    places = placesOf(literals);
    knownPlaces.set(literals, places);
  }
  let markup = literals[0] ?? '';
  for (const [index, value] of values.entries()) {
    markup += toMarkup(value, places[index]) + (literals[index + 1] ?? '');
  }
  return new Html(markup);
}
