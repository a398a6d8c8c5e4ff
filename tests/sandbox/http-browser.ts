/** The least that a browser does in a login: cookies, redirects, and forms that a person fills in and sends. */
import { JSDOM } from 'jsdom';

interface Page {
  readonly url: string;
  readonly status: number;
  readonly body: string;
}

export interface HttpBrowser {
  /**
   * Goes to the URL and on from there as a person would who fills in every form with `fields`, until an address in
   * `ends` is reached, and gives that address with everything added to it.
   *
   * @throws Error where a page has no form to go on with
   */
  readonly journey: (
    url: string,
    ends: readonly string[],
    fields: Readonly<Record<string, string>>,
  ) => Promise<string>;
  /** Loads one page, with redirects, and does nothing on it. */
  readonly load: (url: string) => Promise<Page>;
}

/** A browser with an empty cookie jar. */
export function createHttpBrowser(): HttpBrowser {
  const jar = new Map<string, { value: string; path: string; host: string }>();

  const request = async (
    url: string,
    init: { method: string; body?: URLSearchParams },
  ): Promise<Response> => {
    const { host, pathname } = new URL(url);
    const cookies = [...jar.entries()]
      .filter(([, cookie]) => cookie.host === host && pathname.startsWith(cookie.path))
      .map(([key, { value }]) => `${key.split(' ', 1)[0]}=${value}`);
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { accept: 'text/html', ...(cookies.length > 0 ? { cookie: cookies.join('; ') } : {}) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const at = pair.indexOf('=');
      const name = pair.slice(0, at);
      const value = pair.slice(at + 1);
      const path = attributes.find((part) => /^path=/i.test(part))?.slice(5) ?? '/';
      const gone = attributes.some(
        (part) => /^max-age=0$/i.test(part) || /^expires=thu, 01 jan 1970/i.test(part),
      );
      if (gone || value === '') jar.delete(`${name} ${path}`);
      else jar.set(`${name} ${path}`, { value, path, host });
    }
    return response;
  };

  /** Follows redirects; stops before a URL that `stop` accepts. */
  const follow = async (
    first: string,
    stop: (url: string) => boolean,
    init: { method: string; body?: URLSearchParams } = { method: 'GET' },
  ): Promise<Page | string> => {
    let url = first;
    let response = await request(url, init);
    for (let hops = 0; hops < 20; hops += 1) {
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null) {
        return { url, status: response.status, body: await response.text() };
      }
      url = URL.canParse(location) ? location : new URL(location, url).href;
      if (stop(url)) return url;
      response = await request(url, { method: 'GET' });
    }
    throw new Error(`Too many redirects, the last to ${url}`);
  };

  return {
    async load(url) {
      const page = await follow(url, () => false);
      if (typeof page === 'string') throw new Error('unreachable');
      return page;
    },
    async journey(url, ends, fields) {
      const stop = (to: string) => ends.some((end) => to === end || to.startsWith(`${end}?`));
      let at = await follow(url, stop);
      for (let pages = 0; pages < 10; pages += 1) {
        if (typeof at === 'string') return at;
        const form = readForm(at, fields);
        if (!form)
          throw new Error(`No form to go on with at ${at.url} (${at.status}): ${at.body.slice(0, 400)}`);
        at = await follow(form.action, stop, {
          method: form.method,
          ...(form.body ? { body: form.body } : {}),
        });
      }
      throw new Error('Too many pages.');
    },
  };
}

/** The page's last form as a person would send it: with its own values, and `fields` where it has such inputs. */
function readForm(
  page: Page,
  fields: Readonly<Record<string, string>>,
): { action: string; method: string; body?: URLSearchParams } | null {
  const { document } = new JSDOM(page.body, { url: page.url }).window;
  // A page may offer a way out beside the way on: the way on is the form that asks for what the person knows.
  const forms = [...document.querySelectorAll('form')];
  const asks = (form: HTMLFormElement) => Object.keys(fields).some((name) => form.elements.namedItem(name));
  const form = forms.find(asks) ?? forms.find((each) => each.method === 'post') ?? forms[0];
  if (!form) return null;
  const body = new URLSearchParams();
  for (const input of form.querySelectorAll('input')) {
    if (input.name === '' || ['submit', 'button'].includes(input.type)) continue;
    if (input.type === 'checkbox' && !input.checked) continue;
    body.append(input.name, fields[input.name] ?? input.value);
  }
  const button = form.querySelector<HTMLButtonElement>(
    'button[type="submit"][name], button[name]:not([type])',
  );
  if (button) body.append(button.name, button.value);
  return form.method === 'post'
    ? { action: form.action, method: 'POST', body }
    : { action: `${form.action.split('?', 1)[0]}?${body}`, method: 'GET' };
}
