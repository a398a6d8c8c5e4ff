/** As much of a browser as a login needs: a cookie jar with paths, redirects by hand, forms by name. */

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

export class Browser {
  readonly #cookies: Cookie[] = [];

  async get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.#send(url, { headers });
  }

  async post(
    url: string,
    form: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    return this.#send(url, { method: 'POST', body: new URLSearchParams(form), headers });
  }

  /** Follows redirects as long as they stay at the given origin; gives the first URL that leaves it. */
  async follow(response: Response, origin: string): Promise<{ response: Response; left: URL | undefined }> {
    let current = response;
    for (let hops = 0; hops < 10; hops += 1) {
      const location = current.headers.get('location');
      if (location === null) return { response: current, left: undefined };
      const url = new URL(location, current.url || origin);
      if (url.origin !== new URL(origin).origin || isCallback(url)) return { response: current, left: url };
      current = await this.get(url.href);
    }
    throw new Error('Too many redirects.');
  }

  /** What the jar would send to the address. */
  cookiesFor(url: string): readonly Cookie[] {
    const { pathname } = new URL(url);
    return this.#cookies
      .filter(({ path }) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`))
      .toSorted((left, right) => right.path.length - left.path.length);
  }

  forget(): void {
    this.#cookies.length = 0;
  }

  async #send(url: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const cookies = this.cookiesFor(url).map(({ name, value }) => `${name}=${value}`);
    if (cookies.length > 0 && !headers.has('cookie')) headers.set('cookie', cookies.join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(line, url);
    return response;
  }

  #keep(line: string, url: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const equals = pair.indexOf('=');
    const attribute = (name: string) =>
      attributes.find((part) => part.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
    const { pathname } = new URL(url);
    const path = attribute('path') ?? pathname.slice(0, pathname.lastIndexOf('/') + 1);
    const name = pair.slice(0, equals);
    const index = this.#cookies.findIndex((cookie) => cookie.name === name && cookie.path === path);
    if (index >= 0) this.#cookies.splice(index, 1);
    const isOver =
      attribute('max-age') === '0' || new Date(attribute('expires') ?? '9999-01-01').getTime() < Date.now();
    if (!isOver) this.#cookies.push({ name, value: pair.slice(equals + 1), path });
  }
}

/** Callbacks of the tests are at /callback of the site's own origin, as the quickstart's are. */
const isCallback = (url: URL): boolean => url.pathname.startsWith('/callback');

/** The value of a hidden field of the page. */
export function field(html: string, name: string): string {
  const match = new RegExp(`name="${name}" value="([^"]*)"`).exec(html);
  if (!match) throw new Error(`The page has no field ${name}.`);
  return unescapeHtml(match[1] ?? '');
}

/** The address that the page's form is sent to. */
export function action(html: string): string {
  const match = /<form method="post" action="([^"]*)"/.exec(html);
  if (!match) throw new Error('The page has no form.');
  return unescapeHtml(match[1] ?? '');
}

export const unescapeHtml = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
