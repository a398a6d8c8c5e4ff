/** A person with a browser that knows redirects, cookies and forms, and nothing else. */
import { randomInt } from 'node:crypto';
import { JSDOM } from 'jsdom';
import { demoUser } from '#lib/scenario/defaults.ts';

/** Pages and redirects in one visit; more would be a loop. */
const HOPS = 15;

interface Cookie {
  readonly value: string;
  readonly path: string;
}

export class Person {
  /** Everybody comes from an address of their own (RFC 5737), as behind a proxy: logins are counted by address. */
  readonly #address = `192.0.2.${randomInt(1, 255)}`;
  readonly #cookies = new Map<string, Cookie>();
  /** The headings of the pages that were shown, in order. */
  readonly pages: string[] = [];

  /**
   * Opens an address and does what every page asks (logs in as the demo user, presses the first button), until the
   * tenant sends the browser to an address that begins with `app`. That one is not opened, it is the app's.
   */
  async visit(address: string | URL, app: string): Promise<URL> {
    this.pages.length = 0;
    let request = new Request(address);
    for (let hop = 0; hop < HOPS; hop++) {
      const response = await this.#send(request);
      const location = response.headers.get('location');
      if (location !== null) {
        await response.body?.cancel();
        const next = new URL(location, request.url);
        if (next.href.startsWith(app)) return next;
        request = new Request(next);
      } else {
        request = this.#fill(await response.text(), request.url, response.status);
      }
    }
    throw new Error(`After ${HOPS} steps the browser is at ${request.url}. Pages: ${this.pages.join(', ')}.`);
  }

  async #send(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const cookies = [...this.#cookies].filter(([, { path }]) => pathname.startsWith(path));
    request.headers.set('cookie', cookies.map(([name, { value }]) => `${name}=${value}`).join('; '));
    request.headers.set('x-forwarded-for', this.#address);
    const response = await fetch(request, { redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const name = pair.slice(0, pair.indexOf('='));
    const attribute = (wanted: string) =>
      attributes.find((text) => text.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
    const expires = attribute('expires');
    const gone = attribute('max-age') === '0' || (expires !== undefined && Date.parse(expires) <= Date.now());
    if (gone) this.#cookies.delete(name);
    else this.#cookies.set(name, { value: pair.slice(name.length + 1), path: attribute('path') ?? '/' });
  }

  /** The request that the page's first form sends. */
  #fill(html: string, url: string, status: number): Request {
    const { document } = new JSDOM(html, { url }).window;
    const heading = document.querySelector('h1')?.textContent?.trim() ?? '';
    this.pages.push(heading);
    const form = document.forms[0];
    if (!form || status >= 400) {
      const text = document.body.textContent?.replace(/\s+/g, ' ').trim();
      throw new Error(`The page at ${url.split('?')[0]} (${status}) cannot be answered: ${text}`);
    }
    for (const field of form.querySelectorAll('input')) {
      if (field.name === 'username') field.value = demoUser.email;
      if (field.name === 'password') field.value = demoUser.password;
    }
    const body = new URLSearchParams();
    for (const field of form.querySelectorAll('input')) body.append(field.name, field.value);
    const button = form.querySelector('button');
    if (button?.name) body.append(button.name, button.value);
    return new Request(form.action, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(url).origin },
      body,
    });
  }
}
