/** The one way for any text to enter a Mermaid diagram. */

/** The longest label, in characters: beyond that it ends in an ellipsis. */
const LONGEST = 80;

/** What stands for itself in a label. Everything else is named by its number, so nothing of it is ever syntax. */
const PLAIN = /^[A-Za-z0-9 _.,/()-]$/;

/**
 * Any text as a label of a Mermaid sequence diagram: one line, which ends no statement, opens no comment, no
 * directive, no formula and no markup, and shows the same characters.
 *
 * Mermaid reads `#59;` as the character with that number before it reads anything else. It also takes the
 * semicolon away from the last of them when `style` or `classDef` stands before a colon in the line, so those two
 * words are broken up the same way.
 */
export function escapeLabel(text: string): string {
  const line = text
    // XML has neither lone surrogates nor noncharacters (XML 1.0 Section 2.2).
    .toWellFormed()
    .replaceAll(/\p{Noncharacter_Code_Point}/gu, '\uFFFD')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    // Characters that are not seen but turn the reading direction would hide what a label says.
    .replaceAll(/\p{Cf}/gu, '')
    .trim();
  if (line === '') return entity('–');
  const characters = [...line];
  const shown = characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : line;
  return shown.replaceAll(/style|classDef|./gu, (part) =>
    part === 'style' || part === 'classDef'
      ? entity(part) + part.slice(1)
      : PLAIN.test(part)
        ? part
        : entity(part),
  );
}

/** The first character of the text, by its number. */
const entity = (text: string): string => `#${text.codePointAt(0)};`;
