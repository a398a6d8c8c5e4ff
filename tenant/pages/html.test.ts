import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { escapeHtml, type HtmlValue, html, trustedHtml } from './html.ts';

const parse = (markup: string) => new JSDOM(markup).window.document;

describe('escapeHtml', () => {
  it('writes every character that markup is made of as a reference', () => {
    expect(escapeHtml(`a & <b> "c" 'd' \`e\``)).toBe(
      'a &amp; &lt;b&gt; &quot;c&quot; &#39;d&#39; &#96;e&#96;',
    );
  });

  it('keeps a carriage return through parsing, and replaces U+0000', () => {
    const cell = parse(
      `<p title="${escapeHtml('a\rb\r\nc\0')}">${escapeHtml('a\rb\r\nc\0')}</p>`,
    ).querySelector('p');
    expect(cell?.textContent).toBe('a\rb\r\nc\u{FFFD}');
    expect(cell?.title).toBe('a\rb\r\nc\u{FFFD}');
  });
});

describe('html', () => {
  it('escapes text between tags and in attribute values', () => {
    expect(html`<p title="${'"><script>'}">${'<b>'}</p>`.toString()).toBe(
      '<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;</p>',
    );
  });

  it('escapes text that only looks like markup of ours', () => {
    const pretended = { toString: () => '<script>' } as unknown as HtmlValue;
    expect(() => html`<p>${pretended}</p>`).toThrow();
    expect(html`<p>${String(html`<i></i>`)}</p>`.toString()).toBe('<p>&lt;i&gt;&lt;/i&gt;</p>');
  });

  it('keeps markup and lists of markup, and leaves nothing for null and false', () => {
    expect(
      html`<p>${html`<b>${'&'}</b>`}${[html`<i></i>`, html`<u></u>`]}${null}${false}${0}</p>`.toString(),
    ).toBe('<p><b>&amp;</b><i></i><u></u>0</p>');
  });

  it('takes markup for whole attributes', () => {
    expect(html`<input name="a"${html` autofocus`}${false}>`.toString()).toBe('<input name="a" autofocus>');
  });

  it('refuses text where escaping would not help', () => {
    expect(() => html`<a href=${'x onclick=alert(1)'}>`).toThrow('must stand in quotes');
    expect(() => html`<a ${'onclick=alert(1)'}>`).toThrow('must stand in quotes');
    expect(() => html`<script>${'alert(1)'}</script>`).toThrow('cannot be escaped');
    expect(() => html`<style>${'*{}'}</style>`).toThrow('cannot be escaped');
    expect(() => html`<p title="${html`<b>`}">`).toThrow('attribute value');
  });

  it('knows its place again after attributes, quotes and script elements', () => {
    expect(html`<a title='${"'"}' href="${'"'}" x>${'<'}</a>`.toString()).toBe(
      `<a title='&#39;' href="&quot;" x>&lt;</a>`,
    );
    expect(html`<script>${trustedHtml('f()')}</script><p>${'a < b'}</p>`.toString()).toBe(
      '<script>f()</script><p>a &lt; b</p>',
    );
    expect(html`<p>it's "here": a=${'<'}</p>`.toString()).toBe(`<p>it's "here": a=&lt;</p>`);
  });
});
