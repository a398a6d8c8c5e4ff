import { describe, expect, it } from 'vitest';
import { documents, isSpecRef, type SpecRef, sections, specLabel, specPlace, specUrl } from './spec.ts';

const refs = Object.keys(sections) as SpecRef[];

describe('cited sections', () => {
  it('labels a section, an appendix and a section of OpenID Connect by place and title', () => {
    expect(specLabel('RFC7636-4.1')).toBe('RFC 7636 Section 4.1: Client Creates a Code Verifier');
    expect(specLabel('RFC7636-B')).toBe('RFC 7636 Appendix B: Example for the S256 code_challenge_method');
    expect(specPlace('OIDC-Core-3.1.3.7')).toBe('OpenID Connect Core Section 3.1.3.7');
  });

  it('links to the section itself', () => {
    expect(specUrl('RFC7636-4.5')).toBe('https://www.rfc-editor.org/rfc/rfc7636#section-4.5');
    expect(specUrl('RFC7636-A')).toBe('https://www.rfc-editor.org/rfc/rfc7636#appendix-A');
    expect(specUrl('OIDC-RPInitiated-2')).toBe(
      'https://openid.net/specs/openid-connect-rpinitiated-1_0.html#rfc.section.2',
    );
  });

  it.each(refs)('%s stands in a listed document, under a number and a title', (ref) => {
    const dash = ref.lastIndexOf('-');
    expect(Object.keys(documents)).toContain(ref.slice(0, dash));
    expect(ref.slice(dash + 1)).toMatch(/^(\d+(\.\d+)*|[A-Z](\.\d+)*)$/);
    expect(sections[ref]).toMatch(/\S/);
    expect(URL.canParse(specUrl(ref))).toBe(true);
  });

  it('cites every document that is listed', () => {
    const cited = new Set(refs.map((ref) => ref.slice(0, ref.lastIndexOf('-'))));
    expect(Object.keys(documents).filter((id) => !cited.has(id))).toEqual([]);
  });

  it('knows a listed section from any other text', () => {
    expect(isSpecRef('RFC7636-4.5')).toBe(true);
    for (const text of ['RFC7636-9.9', 'RFC7637-4.5', 'toString', '__proto__', '']) {
      expect(isSpecRef(text)).toBe(false);
    }
  });
});
