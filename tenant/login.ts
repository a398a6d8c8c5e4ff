/** The pages on which a person logs in, signs up, consents and confirms. */

import { requestedAudience } from './audience.ts';
import { parseKeptRequest, responseModeOf } from './authorization-request.ts';
import { sendResponse } from './authorization-response.ts';
import { rememberConsent, scopesToAskFor } from './consent.ts';
import { SESSION_LOST } from './errors.ts';
import { type Exchange, readBody } from './exchange.ts';
import { finishLogin, type LoginState, openLogin, pageAddress } from './login-state.ts';
import { writeLog } from './logs.ts';
import {
  type CredentialsError,
  confirmPage,
  consentPage,
  expiredPage,
  loginPage,
  signupPage,
} from './pages/index.ts';
import type { Limiter } from './quotas.ts';
import { formActionSource } from './redirect-uri.ts';
import { page, redirect, withCookies } from './respond.ts';
import { apiOf, clientOf, connectionOf, HOUSE, isSecure } from './tenant.ts';
import type { User } from './users.ts';
import { credentialsVerdicts } from './verdicts/login.ts';

export interface LoginLimits {
  /** Attempts to log in or sign up. */
  readonly attempts: Limiter;
  /** Users of one tenant. */
  readonly users: number;
}

export type Page = 'login' | 'signup' | 'consent' | 'confirm';
export const PAGES: readonly Page[] = ['login', 'signup', 'consent', 'confirm'];

const LONGEST_FORM = 64 * 1024;
const LONGEST_PASSWORD = 200;

export async function showPage(exchange: Exchange, which: Page): Promise<Response> {
  const state = exchange.query.get('state');
  const login = openLogin(exchange, state);
  return login && state !== null ? render(exchange, which, login, state) : sessionLost(exchange);
}

export async function submitPage(exchange: Exchange, which: Page, limits: LoginLimits): Promise<Response> {
  const body = await readBody(exchange.request, LONGEST_FORM);
  const form = new URLSearchParams(body ?? '');
  const state = form.get('state');
  const login = openLogin(exchange, state);
  if (!login || state === null) return sessionLost(exchange);
  const action = form.get('action');
  if (action === 'cancel' || action === 'deny') {
    return refuse(exchange, login, 'access_denied', 'User did not authorize the request');
  }
  switch (which) {
    case 'login':
    case 'signup':
      return submitCredentials(exchange, which, login, state, form, limits);
    case 'consent':
      return submitConsent(exchange, login);
    case 'confirm':
      return finish(exchange, login, { confirmation: { given: true } });
  }
}

/** The link "Cancel": the app is told that the person does not want to. */
export async function cancel(exchange: Exchange): Promise<Response> {
  const login = openLogin(exchange, exchange.query.get('state'));
  return login
    ? refuse(exchange, login, 'access_denied', 'User did not authorize the request')
    : sessionLost(exchange);
}

async function render(
  exchange: Exchange,
  which: Page,
  login: LoginState,
  state: string,
  shown: { readonly email?: string; readonly error?: CredentialsError; readonly status?: number } = {},
): Promise<Response> {
  const { tenant } = exchange;
  const request = requestOf(exchange, login);
  const common = {
    tenantName: tenant.settings.friendly_name,
    clientName: request.client?.name ?? '',
    action: `${tenant.base}/u/${which}`,
    state,
  };
  const cancelUrl = `${tenant.base}/u/cancel?${new URLSearchParams({ state })}`;
  const target = formActionSource(request.redirectUri);
  const options = { status: shown.status ?? 200, formAction: target ? [target] : [] };
  switch (which) {
    case 'login': {
      const signupUrl = connectionOf(tenant)?.options.disable_signup
        ? null
        : pageAddress(tenant, 'signup', state);
      const loginHint = shown.email ?? request.loginHint;
      return page(loginPage({ ...common, loginHint, error: shown.error, signupUrl, cancelUrl }), options);
    }
    case 'signup': {
      if (connectionOf(tenant)?.options.disable_signup) return redirect(pageAddress(tenant, 'login', state));
      const loginUrl = pageAddress(tenant, 'login', state);
      const email = shown.email ?? request.loginHint;
      return page(signupPage({ ...common, email, error: shown.error, loginUrl, cancelUrl }), options);
    }
    case 'consent':
    case 'confirm': {
      const user = await personOf(exchange, login);
      if (!user) return sessionLost(exchange);
      if (which === 'confirm') {
        return page(confirmPage({ ...common, email: user.email, redirectUri: request.redirectUri }), options);
      }
      const { api } = request;
      const scopes = scopesToAskFor(api, request.scopes).map((value) => ({
        value,
        description:
          api?.scopes.find((scope) => scope.value === value)?.description ?? OIDC_MEANING[value] ?? '',
      }));
      const apiName = api?.name ?? tenant.settings.friendly_name;
      return page(consentPage({ ...common, email: user.email, apiName, scopes }), options);
    }
  }
}

const OIDC_MEANING: Readonly<Record<string, string>> = {
  openid: 'Know who you are',
  profile: 'Read your profile: name, nickname, picture',
  email: 'Read your email address',
  address: 'Read your postal address',
  phone: 'Read your phone number',
  offline_access: 'Keep access while you are away',
};

async function submitCredentials(
  exchange: Exchange,
  which: 'login' | 'signup',
  login: LoginState,
  state: string,
  form: URLSearchParams,
  limits: LoginLimits,
): Promise<Response> {
  const { tenant, ip } = exchange;
  const email = (form.get('username') ?? '').trim();
  const password = form.get('password') ?? '';
  const again = (error: CredentialsError, status = 400) =>
    render(exchange, which, login, state, { email: email.slice(0, 254), error, status });

  const bucket = tenant.id === HOUSE ? `${tenant.id} ${ip}` : tenant.id;
  if (!limits.attempts.take(bucket)) {
    return again('Too many attempts. Wait a minute, then try again.', 429);
  }
  if (email === '') return again({ field: 'username', message: 'Enter your email address.' });
  if (password === '') return again({ field: 'password', message: 'Enter your password.' });
  if (password.length > LONGEST_PASSWORD || email.length > 254) {
    return again('An email address has 254 characters at most, a password 200.');
  }
  return which === 'login' ? logIn() : signUp();

  async function logIn(): Promise<Response> {
    const credentials = await tenant.users.check(email, password);
    const user = 'user' in credentials ? credentials.user : undefined;
    if (!credentials.ok) {
      const type = credentials.reason === 'unknown-user' ? 'fu' : 'fp';
      await log(type, 'Wrong email or password.', user, credentials.reason);
      // One answer to both: the page must not tell who has an account here.
      return again('Wrong email or password.');
    }
    if (credentials.user.blocked) {
      await log('f', 'user is blocked', credentials.user, 'user is blocked');
      return refuse(exchange, login, 'unauthorized', 'user is blocked', 'logged');
    }
    return enter(credentials.user);
  }

  async function signUp(): Promise<Response> {
    const { disable_signup } = connectionOf(tenant)?.options ?? { disable_signup: true };
    if (disable_signup) return redirect(pageAddress(tenant, 'login', state));
    if (!/^[^\s@\0]+@[^\s@\0]+\.[^\s@\0]+$/.test(email)) {
      return again({ field: 'username', message: 'Enter an email address, such as ada@example.com.' });
    }
    if (password.length < 8) {
      return again({ field: 'password', message: 'A password has at least 8 characters.' });
    }
    if ((await tenant.users.count()) >= limits.users) {
      return again('This tenant has as many users as it may have.', 403);
    }
    const user = await tenant.users.signUp(email, password);
    if (!user) {
      await log('fs', 'The user already exists.', undefined, 'the address is taken');
      return again({ field: 'username', message: 'Something is wrong with this address. Try to log in.' });
    }
    await log('ss', 'Successful signup', user, undefined);
    return enter(user);
  }

  async function enter(user: User): Promise<Response> {
    const { session } = login;
    let changed = login;
    if (session && session.accountId !== user.user_id) {
      // Somebody else logs in: the session of the person before ends, instead of being taken over.
      await tenant.artifacts.destroy('Session', session.cookie);
      changed = { ...login, session: undefined };
    }
    return finish(exchange, changed, { login: { accountId: user.user_id, amr: ['pwd'] } });
  }

  function log(
    type: 'fu' | 'fp' | 'f' | 'ss' | 'fs',
    description: string,
    user: User | undefined,
    reason: string | undefined,
  ) {
    return writeLog(exchange, {
      type,
      description,
      clientId: requestOf(exchange, login).client?.client_id,
      userId: user?.user_id,
      userName: email,
      answer: { status: type === 'ss' || type === 'f' ? 302 : 400 },
      reason,
      verdicts: credentialsVerdicts(which, reason),
    });
  }
}

async function submitConsent(exchange: Exchange, login: LoginState): Promise<Response> {
  const user = await personOf(exchange, login);
  const { client, api, scopes } = requestOf(exchange, login);
  if (!user || !client) return sessionLost(exchange);
  await rememberConsent(exchange.tenant, client, api, user.user_id, scopes);
  return finish(exchange, login, { consent: {} });
}

async function finish(
  exchange: Exchange,
  login: LoginState,
  result: Parameters<typeof finishLogin>[2],
): Promise<Response> {
  return redirect(await finishLogin(exchange, login, result));
}

/** Tells the app no. The request was checked before the page was shown, so its callback may be trusted. */
async function refuse(
  exchange: Exchange,
  login: LoginState,
  error: string,
  description: string,
  logged?: 'logged',
): Promise<Response> {
  const { tenant } = exchange;
  const { redirectUri, params, client } = requestOf(exchange, login);
  if (!logged) {
    await writeLog(exchange, {
      type: 'f',
      description,
      clientId: client?.client_id,
      answer: { status: 302, error, error_description: description, provenance: 'assumed' },
      reason: 'the person said no',
      verdicts: credentialsVerdicts('login', 'cancelled'),
    });
  }
  const { state } = params;
  const response = sendResponse(exchange, {
    redirectUri,
    mode: responseModeOf(parseKeptRequest(params.pixy_request)),
    parameters: {
      error,
      error_description: description,
      ...(typeof state === 'string' && { state }),
    },
  });
  return withCookies(response, [endOfResume()]);

  function endOfResume(): string {
    const { pathname } = new URL(login.returnTo, tenant.issuer);
    const secure = isSecure(tenant) ? '; secure' : '';
    return `${tenant.cookies.resume}=; path=${pathname}; max-age=0; httponly; samesite=lax${secure}`;
  }
}

/** The person who is logged in already, or was on the page before. */
async function personOf({ tenant }: Exchange, login: LoginState): Promise<User | undefined> {
  const before = login.lastSubmission?.login;
  const justNow =
    typeof before === 'object' && before !== null && 'accountId' in before
      ? String(before.accountId)
      : undefined;
  const id = justNow ?? login.session?.accountId;
  return id === undefined ? undefined : tenant.users.find(id);
}

function requestOf({ tenant }: Exchange, { params }: LoginState) {
  const text = (name: string) => (typeof params[name] === 'string' ? params[name] : '');
  const audience = requestedAudience(tenant, text('audience'));
  return {
    params,
    client: clientOf(tenant, text('client_id')),
    api: audience === undefined ? undefined : apiOf(tenant, audience),
    redirectUri: text('redirect_uri'),
    scopes: text('scope').split(' ').filter(Boolean),
    loginHint: text('login_hint') || undefined,
  };
}

/** Auth0's own words for it, under a heading that says what to do. */
export const sessionLost = ({ tenant }: Exchange): Response =>
  page(
    expiredPage({
      tenantName: tenant.settings.friendly_name,
      homeUrl: `${tenant.origin}/`,
      detail: SESSION_LOST,
    }),
    { status: 400 },
  );
