import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createBrowserTransport } from './browser.ts';
import { causes, MOST_BYTES } from './transport.ts';

const answers: Record<string, (response: import('node:http').ServerResponse) => void> = {
  '/json': (response) =>
    response.setHeader('x-request-id', 'r1').setHeader('set-cookie', 'a=b').end('{"ok":true}'),
  '/large': (response) => response.end('x'.repeat(MOST_BYTES + 1)),
  '/limit': (response) => response.end('x'.repeat(MOST_BYTES)),
  '/redirect': (response) => response.writeHead(302, { location: '/json' }).end(),
  '/slow': () => {},
  '/cut': (response) => response.socket?.destroy(),
};
const received: { url: string; headers: import('node:http').IncomingHttpHeaders; body: string }[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    received.push({ url: request.url ?? '', headers: request.headers, body });
    answers[(request.url ?? '').split('?', 1)[0] ?? '']?.(response);
  });
});

let base = '';
beforeEach(async () => {
  received.length = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const transport = createBrowserTransport({ open: () => {}, key: () => 'the key' });
const get = (path: string, signal?: AbortSignal) =>
  transport.send(
    { method: 'GET', url: `${base}${path}`, headers: [['Accept', 'application/json']], body: null },
    signal,
  );

test('the answer comes as it was sent, with the headers that may be seen', async () => {
  const sent = await get('/json');
  expect(sent).toMatchObject({ ok: true, response: { status: 200, body: '{"ok":true}' } });
  expect(sent.ok && sent.response.headers).toContainEqual(['x-request-id', 'r1']);
  expect(received[0]?.headers).toMatchObject({ accept: 'application/json' });
});

test('a form goes out byte by byte', async () => {
  const headers = [['Content-Type', 'application/x-www-form-urlencoded']] as const;
  await transport.send({ method: 'POST', url: `${base}/json`, headers, body: 'a=b+c&d=%C3%A9' });
  expect(received[0]?.body).toBe('a=b+c&d=%C3%A9');
  expect(received[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
});

test('no cookies, no cache, no redirects, no referrer', async () => {
  const fake = vi.fn<typeof fetch>(async () => new Response('{}'));
  const quiet = createBrowserTransport({ open: () => {}, key: () => null, fetch: fake });
  await quiet.send({ method: 'GET', url: 'https://tenant.test/', headers: [], body: null });
  expect(fake.mock.calls[0]?.[1]).toMatchObject({
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
  });
});

describe('no answer is told apart by its cause', () => {
  const cause = async (sent: ReturnType<typeof get>) => {
    const result = await sent;
    return result.ok ? null : result.cause;
  };

  test('too large', async () => {
    expect(await cause(get('/large'))).toBe(causes.tooLarge);
    expect((await get('/limit')).ok).toBe(true);
  });
  test('a redirect', async () => {
    expect(await cause(get('/redirect'))).toBe(causes.redirected);
    expect(received).toHaveLength(1);
  });
  test('a connection that breaks', async () => {
    expect(await cause(get('/cut'))).toBe(causes.gone(base));
  });
  test('another origin, whose reason a page is not told', async () => {
    vi.stubGlobal('location', { origin: 'https://pixy.example.com' });
    expect(await cause(get('/cut'))).toBe(causes.foreign(base));
  });
  test('offline', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    expect(await cause(get('/cut'))).toBe(causes.offline);
  });
  test('stopped by the reader', async () => {
    expect(await cause(get('/slow', AbortSignal.timeout(30)))).toBe(causes.stopped);
  });
  test('no answer in time', async () => {
    vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(AbortSignal.abort());
    expect(await cause(get('/slow'))).toBe(causes.timeout);
  });
  test('no address', async () => {
    const sent = transport.send({ method: 'GET', url: 'nonsense', headers: [], body: null });
    expect(await cause(sent)).toBe('“nonsense” is not an address.');
  });
  test('the page’s own policy', async () => {
    const listeners = new Set<(event: unknown) => void>();
    vi.stubGlobal('document', {
      addEventListener: (_type: string, listener: (event: unknown) => void) => listeners.add(listener),
      removeEventListener: (_type: string, listener: (event: unknown) => void) => listeners.delete(listener),
    });
    const blocked = createBrowserTransport({
      open: () => {},
      key: () => null,
      fetch: async () => {
        for (const listener of listeners) {
          listener({ effectiveDirective: 'connect-src', blockedURI: 'https://other.test/token' });
        }
        throw new TypeError('Failed to fetch');
      },
    });
    const sent = blocked.send({ method: 'GET', url: 'https://other.test/token', headers: [], body: null });
    expect(await cause(sent)).toBe(causes.forbidden('https://other.test'));
    expect(listeners.size).toBe(0);
  });
});

test('logs are asked for with the key and from the last one on', async () => {
  expect(await transport.readLogs(`${base}/json`, 'log 1')).toEqual({ ok: true });
  expect(received[0]).toMatchObject({ url: '/json?after=log+1', headers: { 'x-pixy-key': 'the key' } });
  expect(await transport.readLogs(`${base}/large`, null)).toBeNull();
});
