/** A Next.js app that signs people in with @auth0/nextjs-auth0: its middleware, called the way Next calls it. */
import { Auth0Client } from '@auth0/nextjs-auth0/server';
import { NextRequest, NextResponse } from 'next/server.js';
import { beforeEach, expect, test } from 'vitest';
import { demoUser, localWebClientSecret, timesheetsIdentifier } from '#lib/scenario/defaults.ts';
import { callApi, issuer } from './house.ts';
import { Person } from './person.ts';

const appBaseUrl = 'http://localhost:3001';

const auth0 = new Auth0Client({
  domain: issuer,
  clientId: 'timesheets-web',
  clientSecret: localWebClientSecret,
  appBaseUrl,
  secret: '0123456789abcdef'.repeat(4),
  authorizationParameters: {
    audience: timesheetsIdentifier,
    scope: 'openid profile email offline_access read:timesheets',
  },
  // The one thing that a tenant without TLS needs.
  allowInsecureRequests: true,
});

/** The app's cookies in the person's browser. */
let cookies: Map<string, string>;
let person: Person;
beforeEach(() => {
  cookies = new Map();
  person = new Person();
});

function request(path: string | URL): NextRequest {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return new NextRequest(new URL(path, appBaseUrl), { headers: { cookie } });
}

function keepCookies(response: NextResponse): void {
  for (const { name, value, maxAge } of response.cookies.getAll()) {
    if (value === '' || maxAge === 0) cookies.delete(name);
    else cookies.set(name, value);
  }
}

async function open(path: string | URL): Promise<NextResponse> {
  const response = await auth0.middleware(request(path));
  keepCookies(response);
  return response;
}

const locationOf = (response: NextResponse) => response.headers.get('location') ?? '';

async function logIn(): Promise<void> {
  const callback = await person.visit(locationOf(await open('/auth/login')), appBaseUrl);
  expect(callback.pathname).toBe('/auth/callback');
  const response = await open(callback);
  expect(locationOf(response)).toBe(`${appBaseUrl}/`);
}

test('logs in and knows the person', async () => {
  expect((await open('/auth/profile')).status).toBe(401);
  await logIn();
  expect(person.pages).toContain('Welcome');
  const profile = await open('/auth/profile');
  expect(profile.status).toBe(200);
  expect(await profile.json()).toMatchObject({
    sub: demoUser.user_id,
    email: demoUser.email,
    name: demoUser.name,
  });
});

test('gives its browser an access token that the API takes', async () => {
  await logIn();
  const response = await open('/auth/access-token');
  expect(response.status).toBe(200);
  const { token, scope } = (await response.json()) as { token: string; scope: string };
  expect(scope).toContain('read:timesheets');
  expect(await callApi(token)).toMatchObject({ status: 200, body: { sub: demoUser.user_id } });
});

test('refreshes by rotation and keeps the new refresh token', async () => {
  await logIn();
  const before = await auth0.getSession(request('/'));
  const response = NextResponse.next();
  const { token } = await auth0.getAccessToken(request('/'), response, { refresh: true });
  keepCookies(response);
  expect(await callApi(token)).toMatchObject({ status: 200 });
  const after = await auth0.getSession(request('/'));
  expect(after?.tokenSet.accessToken).toBe(token);
  expect(after?.tokenSet.refreshToken).toMatch(/./);
  expect(after?.tokenSet.refreshToken).not.toBe(before?.tokenSet.refreshToken);
});

test('logs out here and at the tenant', async () => {
  await logIn();
  const arrived = await person.visit(locationOf(await open('/auth/logout')), appBaseUrl);
  expect(arrived.origin).toBe(appBaseUrl);
  expect((await open('/auth/profile')).status).toBe(401);
  await logIn();
  expect(person.pages).toContain('Welcome');
});
