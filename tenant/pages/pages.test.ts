import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import * as pages from './index.ts';

const parse = (page: string) => new JSDOM(page).window.document;
const sha256 = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const textOf = (document: Document, selector: string) =>
  document.querySelector(selector)?.textContent?.replace(/\s+/g, ' ').trim();
/** What a browser sends when the form is submitted by one of its buttons. */
const sent = (document: Document, buttonWords: string) => {
  const button = [...document.querySelectorAll('button')].find(
    ({ textContent }) => textContent === buttonWords,
  );
  const { form } = button ?? {};
  if (button === undefined || !form) throw new Error(`no form has a button ${buttonWords}`);
  const fields = [...form.querySelectorAll('input')].map(({ name, value }) => [name, value]);
  return {
    method: form.method,
    action: form.getAttribute('action'),
    fields: [...fields, [button.name, button.value]],
  };
};

const common = {
  tenantName: 'Pixy',
  clientName: 'Timesheets',
  action: '/u/here?a=1&b=2',
  state: 'transaction',
};
const cancelUrl = '/u/cancel?state=transaction';
const login = { ...common, signupUrl: '/u/signup?state=transaction', cancelUrl };
const signup = { ...common, loginUrl: '/u/login?state=transaction', cancelUrl };
const consent = { ...common, email: 'ada@example.com', apiName: 'Timesheets API', scopes: [] };
const confirm = { ...common, email: 'ada@example.com', redirectUri: 'com.example.timesheets:/callback' };
const handOver = {
  url: 'com.example.timesheets:/callback?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj',
  targetOrigin: 'http://localhost:3000',
};

const all: Record<string, string> = {
  login: pages.loginPage(login),
  signup: pages.signupPage(signup),
  consent: pages.consentPage(consent),
  confirm: pages.confirmPage(confirm),
  error: pages.errorPage({ tenantName: 'Pixy', error: 'invalid_request', description: 'd', requestId: 'r' }),
  logout: pages.logoutPage({ tenantName: 'Pixy', action: '/oidc/logout/confirm', fields: { xsrf: 'x' } }),
  'logged out': pages.loggedOutPage({ tenantName: 'Pixy' }),
  'unknown tenant': pages.unknownTenantPage({ homeUrl: 'http://localhost:3000/' }),
  expired: pages.expiredPage({
    tenantName: 'Pixy',
    homeUrl: 'http://localhost:3000/',
    detail: 'It took too long.',
  }),
  'hand-over': pages.handOverPage(handOver),
};

describe.each(Object.entries(all))('the %s page', (kind, page) => {
  const document = parse(page);

  it('is a complete document in standards mode with one heading of the first rank', () => {
    expect(document.compatMode).toBe('CSS1Compat');
    expect(document.documentElement.lang).toBe('en');
    expect(document.title).not.toBe('');
    expect(document.querySelectorAll('h1')).toHaveLength(1);
    expect(document.querySelector('meta[name="referrer"]')?.getAttribute('content')).toBe('no-referrer');
  });

  it('has one style, which the exported hash allows', () => {
    const styles = [...document.querySelectorAll('style')].map(({ textContent }) => textContent ?? '');
    expect(styles.map(sha256)).toEqual([pages.styleHash]);
    expect(document.querySelectorAll('[style], link[rel="stylesheet"]')).toHaveLength(0);
  });

  it('asks for nothing from elsewhere and runs no script of its own', () => {
    const scripts = [...document.querySelectorAll('script')].map(({ textContent }) => textContent ?? '');
    expect(scripts.map(sha256)).toEqual(kind === 'hand-over' ? [pages.handOverScriptHash] : []);
    const loaded = [...document.querySelectorAll('[src], link[href]')].map(
      (element) => element.getAttribute('src') ?? element.getAttribute('href') ?? '',
    );
    expect(loaded.filter((address) => !address.startsWith('data:'))).toEqual([]);
    expect(pages.pageStyle).not.toMatch(/url\(|@import/);
    const handlers = [...document.querySelectorAll('*')].flatMap((element) =>
      element.getAttributeNames().filter((attribute) => attribute.startsWith('on')),
    );
    expect(handlers).toEqual([]);
  });

  it('gives every field a label', () => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input:not([type="hidden"])')];
    for (const field of fields) expect(field.labels).toHaveLength(1);
  });
});

describe('loginPage', () => {
  it('says who asks and what for', () => {
    const document = parse(pages.loginPage(login));
    expect(textOf(document, 'h1')).toBe('Welcome');
    expect(textOf(document, '.lead')).toBe('Log in to Pixy to continue to Timesheets.');
    expect(textOf(document, 'footer')).toBe('Pixy demo tenant: do not use a real password');
  });

  it('posts state, username, password and action=default', () => {
    expect(sent(parse(pages.loginPage({ ...login, loginHint: 'ada@example.com' })), 'Continue')).toEqual({
      method: 'post',
      action: '/u/here?a=1&b=2',
      fields: [
        ['state', 'transaction'],
        ['username', 'ada@example.com'],
        ['password', ''],
        ['action', 'default'],
      ],
    });
  });

  it('tells a password manager which field is which', () => {
    const document = parse(pages.loginPage(login));
    expect(document.querySelector('#username')?.getAttribute('autocomplete')).toBe('username');
    expect(document.querySelector('#password')?.getAttribute('autocomplete')).toBe('current-password');
    expect(document.querySelector('#password')?.getAttribute('type')).toBe('password');
  });

  it('leads to signing up, unless the connection takes no new users, and to cancelling', () => {
    const links = (page: string) => [...parse(page).querySelectorAll('a')].map((a) => a.getAttribute('href'));
    expect(links(pages.loginPage(login))).toEqual([login.signupUrl, cancelUrl]);
    expect(links(pages.loginPage({ ...login, signupUrl: null }))).toEqual([cancelUrl]);
  });

  it('takes no focus from the page around it while nothing is wrong', () => {
    expect(
      parse(pages.loginPage(login)).querySelectorAll('[autofocus], [aria-invalid], [role="alert"]'),
    ).toHaveLength(0);
  });

  it.each([
    [
      'text alone and an email',
      'Wrong email or password.',
      'ada@example.com',
      ['username', 'password'],
      'password',
    ],
    ['text alone and no email', 'Wrong email or password.', undefined, ['username', 'password'], 'username'],
    ['the email field', { field: 'username', message: 'No email.' }, 'ada', ['username'], 'username'],
    [
      'the password field',
      { field: 'password', message: 'Wrong password.' },
      undefined,
      ['password'],
      'password',
    ],
  ] as const)('ties an error to its fields: %s', (_, error, loginHint, wrong, focused) => {
    const document = parse(pages.loginPage({ ...login, error, loginHint }));
    const ids = (selector: string) => [...document.querySelectorAll(selector)].map(({ id }) => id);
    const message = typeof error === 'string' ? error : error.message;
    expect(textOf(document, '[role="alert"]')).toBe(message);
    expect(ids('[aria-invalid="true"]')).toEqual(wrong);
    expect(ids('[autofocus]')).toEqual([focused]);
    for (const field of wrong) {
      const describedBy = document.getElementById(field)?.getAttribute('aria-describedby') ?? '';
      expect(document.getElementById(describedBy)?.textContent).toBe(message);
    }
    expect(document.title).toBe('Error: Log in | Pixy');
  });
});

describe('signupPage', () => {
  it('posts the same fields and asks for a new password', () => {
    const document = parse(pages.signupPage({ ...signup, email: 'ada@example.com' }));
    expect(sent(document, 'Continue').fields).toEqual([
      ['state', 'transaction'],
      ['username', 'ada@example.com'],
      ['password', ''],
      ['action', 'default'],
    ]);
    expect(document.querySelector('#password')?.getAttribute('autocomplete')).toBe('new-password');
  });

  it('describes the password by its error first, then by its rule', () => {
    const page = pages.signupPage({ ...signup, error: { field: 'password', message: 'Too short.' } });
    const document = parse(page);
    const ids = document.querySelector('#password')?.getAttribute('aria-describedby')?.split(' ') ?? [];
    expect(ids.map((id) => document.getElementById(id)?.textContent)).toEqual([
      'Too short.',
      'At least 8 characters',
    ]);
  });
});

describe('consentPage', () => {
  it('lists every scope with its description, and posts accept or deny', () => {
    const scopes = [
      { value: 'read:timesheets', description: 'Read your timesheets' },
      { value: 'offline_access', description: '' },
    ];
    const document = parse(pages.consentPage({ ...consent, scopes }));
    const items = [...document.querySelectorAll('li')].map((li) =>
      [...li.querySelectorAll('bdi')].map((b) => b.textContent),
    );
    expect(items).toEqual([['Read your timesheets', 'read:timesheets'], ['offline_access']]);
    expect(sent(document, 'Accept').fields).toEqual([
      ['state', 'transaction'],
      ['action', 'accept'],
    ]);
    expect(sent(document, 'Decline').fields).toEqual([
      ['state', 'transaction'],
      ['action', 'deny'],
    ]);
  });

  it('says so when there is no scope', () => {
    const document = parse(pages.consentPage(consent));
    expect(document.querySelector('li')).toBeNull();
    expect(textOf(document, 'main')).toContain('It asks for no permission at Timesheets API.');
  });
});

describe('confirmPage', () => {
  it('RFC 8252 Section 8.6: names app, user and callback before it goes on', () => {
    const document = parse(pages.confirmPage(confirm));
    for (const shown of ['Timesheets', 'ada@example.com', 'com.example.timesheets:/callback']) {
      expect(textOf(document, 'main')).toContain(shown);
    }
    expect(sent(document, 'Continue').fields).toEqual([
      ['state', 'transaction'],
      ['action', 'accept'],
    ]);
    expect(sent(document, 'Cancel').fields).toEqual([
      ['state', 'transaction'],
      ['action', 'cancel'],
    ]);
  });
});

describe('errorPage', () => {
  const error = {
    tenantName: 'Pixy',
    error: 'invalid_request',
    description: 'Callback URL mismatch.',
    requestId: '2f1c7d0b8e9a4c63',
  };

  it('shows error, description and tracking id', () => {
    const document = parse(pages.errorPage(error));
    expect(textOf(document, 'h1')).toBe('Oops!, something went wrong');
    expect(textOf(document, 'main')).toContain('invalid_request: Callback URL mismatch.');
    expect(textOf(document, '.whole')).toBe('2f1c7d0b8e9a4c63');
    expect(document.querySelector('.hint')).toBeNull();
  });

  it('shows a hint when there is one', () => {
    expect(textOf(parse(pages.errorPage({ ...error, hint: 'Register it.' })), '.hint')).toBe('Register it.');
  });
});

describe('logoutPage', () => {
  const fields = { xsrf: 'x' };

  it.each([
    ['the caller leaves it to the page', fields],
    ['the caller sends it along', { ...fields, logout: 'yes' }],
  ])('sends logout when the person logs out, never when they stay: %s', (_, given) => {
    const document = parse(
      pages.logoutPage({ tenantName: 'Pixy', action: '/oidc/logout/confirm', fields: given }),
    );
    expect(sent(document, 'Log out')).toEqual({
      method: 'post',
      action: '/oidc/logout/confirm',
      fields: [
        ['xsrf', 'x'],
        ['logout', 'yes'],
        ['action', 'accept'],
      ],
    });
    expect(sent(document, 'Stay logged in').fields).toEqual([
      ['xsrf', 'x'],
      ['action', 'cancel'],
    ]);
  });
});

describe('pages that lead home', () => {
  it.each(['unknown tenant', 'expired'])('the %s page leaves the frame it may stand in', (kind) => {
    const home = parse(all[kind] ?? '').querySelector('a');
    expect(home?.getAttribute('href')).toBe('http://localhost:3000/');
    expect(home?.target).toBe('_top');
  });
});

describe('a form', () => {
  it('is not sent to an address that would run code', () => {
    expect(() => pages.loginPage({ ...login, action: 'javascript:alert(1)' })).toThrow('no address');
  });
});

describe('handOverPage', () => {
  /** Runs the script as the page does, inside a frame or as the page itself, and returns what it posted. */
  const run = (framed: boolean) => {
    const posted: unknown[] = [];
    const script = parse(pages.handOverPage(handOver)).querySelector('script');
    const own = { parent: {}, postMessage: (...message: unknown[]) => posted.push(message) };
    own.parent = framed ? { postMessage: (...message: unknown[]) => posted.push(message) } : own;
    runInNewContext(script?.textContent ?? '', { window: own, document: { currentScript: script } });
    return posted.map((message) => JSON.parse(JSON.stringify(message)));
  };

  it('tells the page around it, of the given origin alone', () => {
    expect(run(true)).toEqual([[{ type: 'pixy:callback', url: handOver.url }, 'http://localhost:3000']]);
  });

  it('does nothing when no page is around it', () => {
    expect(run(false)).toEqual([]);
  });

  it('names the scheme, shows the code shortened and links to the whole callback', () => {
    const document = parse(pages.handOverPage(handOver));
    expect(textOf(document, '.lead')).toContain('registered the scheme com.example.timesheets:');
    expect(textOf(document, '.panel .code')).toBe(
      'com.example.timesheets:/callback?code=SplxlO…&state=af0ifjsldkj',
    );
    expect(textOf(document, 'main')).not.toContain('SplxlOB');
    expect(document.querySelector('a')?.getAttribute('href')).toBe(handOver.url);
  });

  it('has the same script text whatever the callback', () => {
    const other = pages.handOverPage({ url: 'app:/cb?code="</script>', targetOrigin: 'https://example.com' });
    expect(parse(other).querySelector('script')?.textContent).toBe(pages.handOverScript);
    expect(parse(other).querySelector('script')?.dataset.url).toBe('app:/cb?code="</script>');
  });

  it('has no link where the callback would run code', () => {
    const document = parse(pages.handOverPage({ ...handOver, url: 'javascript:alert(1)' }));
    expect(document.querySelector('a')).toBeNull();
    expect(textOf(document, 'h1')).toBe('No way back to the app');
  });

  it.each(['*', '', '/', 'http://localhost:3000/', 'javascript:alert(1)'])(
    'refuses the target origin %j',
    (targetOrigin) => {
      expect(() => pages.handOverPage({ ...handOver, targetOrigin })).toThrow('must be an origin');
    },
  );
});
