/** Where the secrets of a run go, and where they never are. Each is searched for wherever a browser or server could keep it. */
import type { Page } from '@playwright/test';
import type { Lab } from './lab.ts';
import { expect, test } from './own-site.ts';
import type { Wire } from './wire.ts';

const password = 'canary-password-of-grace-7Qx';
const email = 'grace@example.com';

/** Secrets by name. */
type Canaries = ReadonlyMap<string, string>;
/** Text by the name of the place that it was found in. */
type Places = ReadonlyArray<readonly [place: string, text: string]>;

/** A secret as it is, and as it would be after the usual encodings. */
const formsOf = (secret: string): readonly string[] => [
  secret,
  // What a refresh token is looked up by, without the prefix that they all have.
  secret.replace(/^v1\./, ''),
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('hex'),
];

const leaks = (places: Places, canaries: Canaries): readonly string[] =>
  places.flatMap(([place, text]) =>
    [...canaries].flatMap(([name, secret]) =>
      formsOf(secret).some((form) => text.includes(form)) ? [`${name} in ${place}`] : [],
    ),
  );

/** A whole run in which a new person signs up, so that the password is known to nobody else. */
async function runWithCanaries(lab: Lab, wire: Wire): Promise<Canaries> {
  await lab.open();
  await lab.performUpTo('authorization-request');
  await lab.tab.getByRole('link', { name: 'Sign up' }).click();
  await expect(lab.tab.getByRole('heading', { name: 'Create your account' })).toBeVisible();
  await lab.logIn(email, password);
  await lab.expectDone(5);
  await lab.runToEnd();

  const answers = [...(await lab.answers('token-request')), ...(await lab.answers('refresh-request'))];
  const { key } = JSON.parse(await lab.kept()) as { key: string };
  const canaries = new Map([
    ['password', password],
    ['tenant key', key],
    ['code', new URL(wire.to('/callback')[0]?.url() ?? '').searchParams.get('code') ?? ''],
    ['code_verifier', await lab.value('code_verifier')],
  ]);
  for (const [index, answer] of answers.entries()) {
    for (const [name, value] of Object.entries(answer)) {
      if (name.endsWith('_token')) canaries.set(`${name} ${index + 1}`, String(value));
    }
  }
  expect(canaries.size).toBe(10);
  for (const secret of canaries.values()) expect(secret.length).toBeGreaterThan(20);
  return canaries;
}

/** Everything that a browser keeps beyond the page, but for the tab's own storage. */
async function placesOf(page: Page): Promise<Places> {
  const session = await page.context().newCDPSession(page);
  const navigation = await session.send('Page.getNavigationHistory');
  const inPage = await page.evaluate(async () => ({
    localStorage: JSON.stringify({ ...localStorage }),
    title: document.title,
    'history.state': JSON.stringify(history.state),
    name: window.name,
    'document.cookie': document.cookie,
    indexedDB: JSON.stringify(await indexedDB.databases()),
    caches: JSON.stringify(await caches.keys()),
    'service workers': JSON.stringify((await navigator.serviceWorker.getRegistrations()).map(String)),
  }));
  return [
    ...Object.entries(inPage),
    ['cookies', JSON.stringify(await page.context().cookies())],
    ['the address', page.url()],
    ['the history', JSON.stringify(navigation.entries)],
    ...page.frames().map((frame) => ['the address of a frame', frame.url()] as const),
  ];
}

test('secrets stay in this tab, and go to nobody but whom they are for', async ({
  page,
  lab,
  wire,
  site,
}) => {
  const canaries = await runWithCanaries(lab, wire);
  expect(leaks(await placesOf(page), canaries)).toEqual([]);
  expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual(['pixy:run']);

  // The wire: each secret in the messages that exist for it, and in no other.
  const seen = new Set<string>();
  for (const request of wire.requests) {
    const { pathname } = new URL(request.url());
    const path = pathname.replace(/^\/(t|api)\/[\w-]{22}/, '');
    const headers = await request.allHeaders();
    for (const found of leaks(
      [
        ['its URL', request.url()],
        ['its headers', JSON.stringify(headers)],
        ['its body', request.postData() ?? ''],
      ],
      canaries,
    )) {
      seen.add(`${found.replace(/ \d in/, ' in')}: ${request.method()} ${path}`);
    }
    expect(headers.referer).toBeUndefined();
  }
  expect([...seen].toSorted()).toEqual([
    'access_token in its headers: GET /timesheets',
    'code in its URL: GET /callback',
    'code in its body: POST /oauth/token',
    'code_verifier in its body: POST /oauth/token',
    'id_token in its URL: GET /oidc/logout',
    'password in its body: POST /u/signup',
    'refresh_token in its body: POST /oauth/revoke',
    'refresh_token in its body: POST /oauth/token',
    'tenant key in its headers: GET /logs',
    'tenant key in its headers: GET /pixy/logs',
    'tenant key in its headers: PUT /pixy/settings',
  ]);

  // What the servers tell of the run to whoever holds the key.
  const headers = { 'x-pixy-key': canaries.get('tenant key') ?? '' };
  const told: [string, string][] = [];
  for (const path of ['/pixy/logs', '/logs']) {
    const { origin, pathname } = new URL(wire.last(path).url());
    told.push(['a log', await (await page.request.get(origin + pathname, { headers })).text()]);
  }
  expect(told.map(([, text]) => text).join()).toContain('"seacft"');
  expect(leaks(told, canaries)).toEqual([]);

  // The server itself. Both places are the right ones: they hold what no secret is. The tenant must know again the
  // code and the refresh tokens that it gave out, spent as they are: a second use is recognised by them.
  expect(site.printed()).toContain(new URL(site.url).port);
  const stored = await site.stored();
  expect(stored).toContain(email);
  expect(
    leaks(
      [
        ['what the server printed', site.printed()],
        ['what the server stored', stored],
      ],
      canaries,
    ).filter((leak) => !/^(code|refresh_token \d) in what the server stored$/.test(leak)),
  ).toEqual([]);
});

test('the search finds a secret wherever one is planted', async ({ context, page, lab }) => {
  await lab.open();
  const canaries = new Map([['canary', 'a-secret-that-was-planted/+=']]);
  expect(leaks(await placesOf(page), canaries)).toEqual([]);
  await context.addCookies([
    { name: 'planted', value: encodeURIComponent('a-secret-that-was-planted/+='), url: page.url() },
  ]);
  await page.evaluate(() => {
    const secret = 'a-secret-that-was-planted/+=';
    localStorage.setItem('planted', secret);
    document.title = secret;
    window.name = btoa(secret);
    history.pushState({ secret }, '', `?planted=${encodeURIComponent(secret)}`);
  });
  expect(
    leaks(await placesOf(page), canaries)
      .map((leak) => leak.replace('canary in ', ''))
      .toSorted(),
  ).toEqual([
    'cookies',
    'document.cookie',
    'history.state',
    'localStorage',
    'name',
    'the address',
    'the address of a frame',
    'the history',
    'title',
  ]);
});

test('what is copied from a message holds no secret', async ({ context, page, lab }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await lab.open();
  await lab.performUpTo('token-request');
  for (const title of ['Request', 'Response']) {
    await lab.message(title).getByRole('button', { name: 'Copy without secrets' }).click();
    await expect(lab.message(title).getByRole('button', { name: 'Copied' })).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(title === 'Request' ? 'grant_type=authorization_code' : '"token_type"');
    expect(copied).toContain('[redacted');
    for (const name of ['code', 'code_verifier', 'access_token', 'id_token', 'refresh_token']) {
      expect(copied).not.toContain(await lab.value(name));
    }
  }
});
