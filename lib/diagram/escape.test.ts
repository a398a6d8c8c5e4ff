import { describe, expect, test } from 'vitest';
import { escapeLabel } from './escape.ts';

describe('nothing that Mermaid reads as syntax is left', () => {
  test.each([
    ['a statement', 'a;b', 'a#59;b'],
    ['a comment', 'a%%b', 'a#37;#37;b'],
    ['an entity', '&lt;#60;', '#38;lt#59;#35;60#59;'],
    ['a directive', '%%{init: {}}%%', '#37;#37;#123;init#58; #123;#125;#125;#37;#37;'],
    ['an option of the label', 'wrap: a', 'wrap#58; a'],
    ['a formula', '$$x$$', '#36;#36;x#36;#36;'],
    ['markup', '<b>"x"</b>', '#60;b#62;#34;x#34;#60;/b#62;'],
    ['another line', 'a\nb\r\nc\u2028d\u0085e', 'a b c d e'],
    ['the words that cost a semicolon', 'style: # classDef: #', '#115;tyle#58; #35; #99;lassDef#58; #35;'],
    ['Mermaid’s own stand-ins', 'ﬂ°°60¶ß', '#64258;#176;#176;60#182;#223;'],
  ])('%s', (_title, text, expected) => {
    expect(escapeLabel(text)).toBe(expected);
  });
});

describe('what cannot be shown is replaced', () => {
  test.each([
    ['nothing', '', '#8211;'],
    ['only spaces', ' \t\n', '#8211;'],
    ['a lone surrogate', 'a\uD800b', 'a#65533;b'],
    ['a noncharacter', 'a\uFFFEb', 'a#65533;b'],
    ['a turned reading direction', 'a\u202Eb\u200B', 'ab'],
    ['a null character', 'a\u0000b', 'a b'],
  ])('%s', (_title, text, expected) => {
    expect(escapeLabel(text)).toBe(expected);
  });
});

test('a character beyond the BMP is one character', () => {
  expect(escapeLabel('🔑')).toBe('#128273;');
});

test('a label has 80 characters at most', () => {
  expect(escapeLabel('a'.repeat(80))).toBe('a'.repeat(80));
  expect(escapeLabel('a'.repeat(81))).toBe(`${'a'.repeat(79)}#8230;`);
});
