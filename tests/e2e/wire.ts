/** What went over the wire, recorded by the browser, and the same message as the page shows it. */
import { expect, type Locator, type Page, type Request, type Response } from '@playwright/test';

export class Wire {
  readonly requests: Request[] = [];

  constructor(page: Page) {
    page.on('request', (request) => this.requests.push(request));
  }

  /** Requests whose path ends like this, in the order in which they went out. */
  to(path: string, method?: string): readonly Request[] {
    return this.requests.filter(
      (request) =>
        new URL(request.url()).pathname.endsWith(path) &&
        (method === undefined || request.method() === method),
    );
  }

  /** The newest request to a path. It must have been sent already. */
  last(path: string, method?: string): Request {
    const request = this.to(path, method).at(-1);
    if (!request) throw new Error(`Nothing was sent to ${path}.`);
    return request;
  }

  /** What the newest request to a path was answered with. */
  async answer(path: string, method?: string): Promise<Response> {
    const response = await this.last(path, method).response();
    if (!response) throw new Error(`Nothing answered at ${path}.`);
    return response;
  }

  /** The statuses that a path answered with, oldest first. */
  async statuses(path: string, method?: string): Promise<number[]> {
    const responses = await Promise.all(this.to(path, method).map((request) => request.response()));
    return responses.map((response) => response?.status() ?? 0);
  }
}

/** A request in the words that both sides share. `headers` are those that the page claims to send. */
export interface Message {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Reads a request as the page shows it, whole; line breaks that are only for the eye are taken out. */
export async function readShown(figure: Locator): Promise<Message> {
  const whole = figure.getByRole('button', { name: 'Whole values' });
  if ((await whole.count()) > 0 && (await whole.getAttribute('aria-pressed')) !== 'true') await whole.click();
  const text = ((await figure.locator('pre').textContent()) ?? '').trimEnd();
  const [head = '', body = ''] = text.split('\n\n');
  const [start = '', ...headers] = head.replaceAll(/\n(?=[?&])/g, '').split('\n');
  const [, method = '', target = ''] = /^(\S+) (\S+) HTTP\/1\.1$/.exec(start) ?? [];
  const named = Object.fromEntries(
    headers.map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 2)];
    }),
  );
  return {
    method,
    url: `http://${named.host}${target}`,
    headers: named,
    body: body.replaceAll(/\n(?=&)/g, ''),
  };
}

/** What is shown went out: the same method, address and body, and each header that is shown with its value. */
export async function expectSent(shown: Message, request: Request): Promise<void> {
  const headers = { ...(await request.allHeaders()), host: new URL(request.url()).host };
  expect({
    method: request.method(),
    url: request.url(),
    headers: Object.fromEntries(Object.keys(shown.headers).map((name) => [name, headers[name as 'host']])),
    body: request.postData() ?? '',
  }).toEqual(shown);
}

/** A URL as the page shows it: where it goes, and what it carries, decoded. */
export interface ShownUrl {
  readonly address: string;
  readonly parameters: ReadonlyArray<readonly [name: string, value: string]>;
}

/** Reads a URL from the block below a heading. */
export async function readShownUrl(card: Locator, heading: string): Promise<ShownUrl> {
  const block = card
    .locator('div')
    .filter({ has: card.page().getByRole('heading', { name: heading, exact: true }) })
    .last();
  for (const more of await block.getByRole('button', { name: /^Show all/ }).all()) await more.click();
  const names = await block.getByRole('term').allTextContents();
  const values = await block.getByRole('definition').allTextContents();
  return {
    address: (await block.getByRole('paragraph').first().textContent()) ?? '',
    parameters: names.map((name, index) => [
      name.replace(/^[?&#]/, ''),
      (values[index] ?? '').replace(/shorten$/, ''),
    ]),
  };
}

export function toShownUrl(url: string): ShownUrl {
  const { origin, pathname, searchParams } = new URL(url);
  return { address: origin + pathname, parameters: [...searchParams] };
}
