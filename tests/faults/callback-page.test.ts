/** The page at the callback URL, run as a browser would: to whom it tells the authorization response. */
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { handOver } from '#app/callback/hand-over.ts';
import { ARRIVED_KEY, SESSION_KEY } from '#lib/sandbox/session.ts';

const arrived = 'https://pixy.example.com/callback?code=SplxlOBeZQQYbYS6WxSbIA&state=AAECAwQFBgcICQoLDA0ODw';

/** Runs the page's own script at `href`, in a frame or at the top of a tab whose storage holds `stored`. */
async function visit({
  framed,
  href = arrived,
  stored = {},
}: {
  framed: boolean;
  href?: string;
  stored?: object;
}) {
  const page = await handOver().text();
  const [, script] = /<script>([\s\S]*)<\/script>/.exec(page) ?? [];
  if (script === undefined) throw new Error('The page has no script.');
  const posted: [message: unknown, targetOrigin: unknown][] = [];
  const shown: string[] = [];
  const went: string[] = [];
  const storage = new Map(Object.entries(stored));
  const { origin, pathname, search } = new URL(href);
  const location = { href, origin, pathname, search, replace: (to: string) => went.push(to) };
  const parent = { postMessage: (message: unknown, target: unknown) => posted.push([message, target]) };
  const window = {};
  Object.assign(window, { parent: framed ? parent : window });
  runInNewContext(script, {
    window,
    location,
    URLSearchParams,
    document: { querySelectorAll: () => [] },
    history: { replaceState: (_state: unknown, _title: string, url: string) => shown.push(url) },
    sessionStorage: {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: string) => storage.set(key, value),
    },
  });
  return { posted, shown, went, storage: Object.fromEntries(storage) };
}

it('in a frame: tells the page of its own origin, and no other', async () => {
  const { posted, shown, went, storage } = await visit({ framed: true });
  expect(posted).toEqual([[{ type: 'pixy:callback', url: arrived }, 'https://pixy.example.com']]);
  expect({ shown, went, storage }).toEqual({ shown: ['/callback'], went: [], storage: {} });
});

it('at the top of a tab: hands a response over to the run that made its state', async () => {
  const stored = { [SESSION_KEY]: '{"values":{"state":"AAECAwQFBgcICQoLDA0ODw"}}' };
  const { posted, shown, went, storage } = await visit({ framed: false, stored });
  expect(storage[ARRIVED_KEY]).toBe(arrived);
  expect({ posted, shown, went }).toEqual({ posted: [], shown: ['/callback'], went: ['/quickstart'] });
});

it.each([
  ['no run', {}, arrived],
  ['a run with another state', { [SESSION_KEY]: '{"values":{"state":"EBESExQVFhcYGRobHB0eHw"}}' }, arrived],
  [
    'a run, but without a state',
    { [SESSION_KEY]: '{"values":{"state":"AAECAwQFBgcICQoLDA0ODw"}}' },
    'https://pixy.example.com/callback?code=SplxlOBeZQQYbYS6WxSbIA',
  ],
])(
  'RFC 9700 Section 4.7: with %s in this tab, nothing happens with the response',
  async (_, stored, href) => {
    const { posted, shown, went, storage } = await visit({ framed: false, href, stored });
    expect({ posted, shown, went, storage }).toEqual({
      posted: [],
      shown: ['/callback'],
      went: [],
      storage: stored,
    });
  },
);

it('may be framed by this site alone, and is kept by no cache', () => {
  const { headers } = handOver();
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});
