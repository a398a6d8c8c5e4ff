/** Strings that were made to break out of markup stay text on every page. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { vectorsAt } from '#tests/support/vectors.ts';
import { html } from './html.ts';
import * as pages from './index.ts';
import { link } from './layout.ts';

const VECTORS = vectorsAt('strings');

const lines = (folder: string) =>
  readdirSync(join(VECTORS ?? '', folder)).flatMap((file) =>
    readFileSync(join(VECTORS ?? '', folder, file), 'utf8').split('\n'),
  );
const json = (file: string): unknown => JSON.parse(readFileSync(join(VECTORS ?? '', file), 'utf8'));

/** Both lists of objects and lists of strings occur; an object holds its string in `payload`. */
const stringsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return typeof value === 'object' && value !== null && 'payload' in value ? stringsIn(value.payload) : [];
};

const { DOMParser } = new JSDOM('').window;
const parse = (page: string) => new DOMParser().parseFromString(page, 'text/html');

/** Every element with the names of its attributes, in order: what a string must not be able to change. */
const structureOf = (page: string) =>
  [...parse(page).getElementsByTagName('*')].map((element) =>
    [element.tagName, ...element.getAttributeNames()].join(' '),
  );

/** Each page with one string in every place that takes text. */
const withText: Record<string, (text: string) => string> = {
  login: (t) =>
    pages.loginPage({
      tenantName: t,
      clientName: t,
      action: '/a',
      state: t,
      loginHint: t,
      error: t,
      signupUrl: '/s',
      cancelUrl: '/c',
    }),
  signup: (t) =>
    pages.signupPage({
      tenantName: t,
      clientName: t,
      action: '/a',
      state: t,
      email: t,
      error: t,
      loginUrl: '/l',
      cancelUrl: '/c',
    }),
  consent: (t) =>
    pages.consentPage({
      tenantName: t,
      clientName: t,
      action: '/a',
      state: t,
      email: t,
      apiName: t,
      scopes: [{ value: t, description: t }],
    }),
  confirm: (t) =>
    pages.confirmPage({ tenantName: t, clientName: t, email: t, redirectUri: t, action: '/a', state: t }),
  error: (t) => pages.errorPage({ tenantName: t, error: t, description: t, requestId: t, hint: t }),
  logout: (t) => pages.logoutPage({ tenantName: t, action: '/a', fields: { [`x${t}`]: t } }),
  'logged out': (t) => pages.loggedOutPage({ tenantName: t }),
  expired: (t) => pages.expiredPage({ tenantName: t, homeUrl: '/', detail: t }),
  'hand-over': (t) =>
    pages.handOverPage({ url: `com.example.app:/callback?code=${t}`, targetOrigin: 'https://example.com' }),
};

/** Each page with one string as every address. */
const withAddress: Record<string, (address: string) => string> = {
  login: (address) =>
    pages.loginPage({
      tenantName: 't',
      clientName: 'c',
      action: '/a',
      state: 's',
      signupUrl: address,
      cancelUrl: address,
    }),
  signup: (address) =>
    pages.signupPage({
      tenantName: 't',
      clientName: 'c',
      action: '/a',
      state: 's',
      loginUrl: address,
      cancelUrl: address,
    }),
  'unknown tenant': (address) => pages.unknownTenantPage({ homeUrl: address }),
  expired: (address) => pages.expiredPage({ tenantName: 't', homeUrl: address, detail: 'd' }),
  'hand-over': (address) => pages.handOverPage({ url: address, targetOrigin: 'https://example.com' }),
};

const benign = Object.fromEntries(
  Object.entries(withText).map(([kind, make]) => [kind, structureOf(make('benign'))]),
);

const RUNS_CODE = ['javascript:', 'data:', 'vbscript:', 'blob:', 'file:'];

const ownStrings = [
  '"><script>alert(1)</script>',
  "' onfocus='alert(1)' autofocus='",
  '</title><img src=x onerror=alert(1)>',
  '</style><svg/onload=alert(1)>',
  '</script><script>alert(1)</script>',
  '--><script>alert(1)</script><!--',
  '`onload=alert(1)`',
  '&lt;script&gt;&#60;b&#62;&amp;',
  'a\0b\rc\r\nd\te\u2028f\u202Eg\uFEFFh',
  '\uD800 lone surrogate',
];
const vectorStrings = VECTORS
  ? [
      ...new Set([
        ...lines('xss'),
        ...stringsIn(json('blns.json')),
        ...stringsIn(json('dompurify-expect.json')),
      ]),
    ].filter((text) => text !== '')
  : [];
const vectorAddresses = VECTORS ? [...new Set([...vectorStrings, ...lines('open-redirect')])] : [];

function expectText(text: string, makers: readonly [string, (text: string) => string][]) {
  for (const [kind, make] of makers) {
    expect(structureOf(make(text)), `${kind}: ${JSON.stringify(text)}`).toEqual(benign[kind]);
  }
}

function expectAddress(address: string, markup: string) {
  for (const anchor of parse(markup).querySelectorAll('a')) {
    const { protocol } = new URL(anchor.getAttribute('href') ?? '', 'https://tenant.example/');
    expect(RUNS_CODE, JSON.stringify(address)).not.toContain(protocol);
  }
}

/** The n-th string goes to one page only: all of them on all pages would take minutes. */
const inTurn = <Maker>(makers: Record<string, Maker>, n: number) => {
  const entries = Object.entries(makers);
  return entries.slice(n % entries.length, (n % entries.length) + 1);
};

describe('hostile strings of our own', () => {
  it.each(ownStrings)('stay text on every page: %j', (text) => {
    expectText(text, Object.entries(withText));
  });

  it.each(['javascript:alert(1)', '\tjava\nscript:alert(1)', 'data:text/html,<script>alert(1)</script>'])(
    'are never a link: %j',
    (address) => {
      for (const make of Object.values(withAddress)) expectAddress(address, make(address));
    },
  );
});

if (VECTORS) {
  it('the published hostile strings are there', () => {
    expect(vectorStrings.length).toBeGreaterThan(1000);
  });
}

describe('published hostile strings', () => {
  it('come out of a parser as they went in', () => {
    for (const text of vectorStrings) {
      const cell = parse(html`<p title="${text}" class='${text}'>${text}</p>`.toString()).querySelector('p');
      const expected = text.replaceAll('\0', '\u{FFFD}');
      expect([cell?.title, cell?.getAttribute('class'), cell?.textContent]).toEqual([
        expected,
        expected,
        expected,
      ]);
    }
  });

  it('stay text on the pages', () => {
    for (const [n, text] of vectorStrings.entries()) expectText(text, inTurn(withText, n));
  });

  it('are never a link that runs code', () => {
    for (const address of vectorAddresses) expectAddress(address, link(address, 'words').toString());
  });
});
