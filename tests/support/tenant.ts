/** A visitor's tenant as its owner and its app know it: by HTTP alone. */
import { createHash, randomBytes } from 'node:crypto';
import type { Verdict } from '#lib/oauth/verdict.ts';
import { demoUser, nativeClientId, timesheetsIdentifier, timesheetsTenant } from '#lib/scenario/defaults.ts';
import type { TenantSettingsInput } from '#lib/scenario/settings.ts';
import { action, Browser, field } from './browser.ts';
import type { TestServer } from './server.ts';

export interface LogEntry {
  readonly log_id: string;
  readonly type: string;
  readonly description: string;
  readonly client_id?: string;
  readonly user_id?: string;
  readonly pixy: {
    readonly request_id: string;
    readonly endpoint: string;
    readonly public: { readonly status: number; readonly error?: string; readonly provenance?: string };
    readonly reason?: string;
    readonly verdicts: readonly Verdict[];
  };
}

export type Parameters = Readonly<Record<string, string | undefined>>;

type ClientInput = NonNullable<TenantSettingsInput['clients']>[number];
type ApiInput = NonNullable<TenantSettingsInput['resource_servers']>[number];

/** RFC 7636 Appendix B. */
export const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
export const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

export const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url');

/** The settings of the quickstart with changes; those of its one app and its one API merged in. */
export function settingsWith(
  baseUrl: string,
  changes: {
    readonly tenant?: Partial<TenantSettingsInput>;
    readonly client?: Partial<ClientInput>;
    readonly api?: Partial<ApiInput>;
    readonly user?: Partial<NonNullable<TenantSettingsInput['users']>[number]>;
  } = {},
): TenantSettingsInput {
  const settings = timesheetsTenant(baseUrl);
  const [client] = settings.clients ?? [];
  const [api] = settings.resource_servers ?? [];
  const [user] = settings.users ?? [];
  if (!client || !api || !user) throw new Error('The quickstart has one app, one API and one user.');
  return {
    ...settings,
    clients: [{ ...client, ...changes.client }],
    resource_servers: [{ ...api, ...changes.api }],
    users: [{ ...user, ...changes.user }],
    ...changes.tenant,
  };
}

export class TestTenant {
  readonly key = randomBytes(32).toString('base64url');
  readonly id = createHash('sha256').update(this.key).digest('base64url').slice(0, 22);
  readonly issuer: string;
  readonly callback: string;
  readonly server: TestServer;

  constructor(server: TestServer) {
    this.server = server;
    this.issuer = `${server.baseUrl}/t/${this.id}/`;
    this.callback = `${server.baseUrl}/callback`;
  }

  /** Makes the tenant, by default with the settings of the quickstart. */
  static async create(
    server: TestServer,
    settings: TenantSettingsInput = settingsWith(server.baseUrl),
  ): Promise<TestTenant> {
    const tenant = new TestTenant(server);
    const response = await tenant.put(settings);
    if (response.status !== 201) throw new Error(await response.text());
    return tenant;
  }

  put(settings: unknown): Promise<Response> {
    return this.control('settings', {
      method: 'PUT',
      body: JSON.stringify(settings),
      headers: { 'content-type': 'application/json' },
    });
  }

  control(name: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (!headers.has('x-pixy-key')) headers.set('x-pixy-key', this.key);
    return fetch(`${this.issuer}pixy/${name}`, { ...init, headers });
  }

  async logs(): Promise<readonly LogEntry[]> {
    const response = await this.control('logs');
    return ((await response.json()) as { logs: LogEntry[] }).logs;
  }

  async lastLog(): Promise<LogEntry> {
    const last = (await this.logs()).at(-1);
    if (!last) throw new Error('The log is empty.');
    return last;
  }

  /** The check that the newest log entry names as the cause. */
  async cause(): Promise<string | undefined> {
    return (await this.lastLog()).pixy.verdicts.find(({ verdict }) => verdict === 'fail')?.check;
  }

  /** The authorization request of the quickstart with changes; undefined leaves a parameter out. */
  authorizationRequest(changes: Parameters = {}): string {
    const parameters = {
      response_type: 'code',
      client_id: nativeClientId,
      redirect_uri: this.callback,
      scope: 'openid profile email offline_access read:timesheets',
      audience: timesheetsIdentifier,
      state: 'a-state',
      nonce: 'a-nonce',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
      ...changes,
    };
    return `${this.issuer}authorize?${toForm(parameters)}`;
  }

  authorize(changes: Parameters = {}, browser = new Browser()): Promise<Response> {
    return browser.get(this.authorizationRequest(changes));
  }

  /** The whole way through the browser: request, login, consent or confirmation, and the callback that it ends in. */
  async login(changes: Parameters = {}, browser = new Browser()): Promise<URL> {
    const first = await this.authorize(changes, browser);
    let { response, left } = await browser.follow(first, this.server.baseUrl);
    for (let pages = 0; pages < 4; pages += 1) {
      if (left) return left;
      const html = await response.text();
      const target = new URL(action(html), this.issuer);
      const isLogin = target.pathname.endsWith('/u/login');
      const answer = isLogin
        ? { username: demoUser.email, password: demoUser.password }
        : { action: 'accept' };
      const next = await browser.post(target.href, { state: field(html, 'state'), ...answer });
      ({ response, left } = await browser.follow(next, this.server.baseUrl));
    }
    throw new Error('The login shows page after page.');
  }

  async code(changes: Parameters = {}, browser = new Browser()): Promise<string> {
    const callback = await this.login(changes, browser);
    const code = callback.searchParams.get('code');
    if (code === null) throw new Error(`There is no code in ${callback.href}`);
    return code;
  }

  token(form: Parameters, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${this.issuer}oauth/token`, { method: 'POST', body: toForm(form), headers });
  }

  /** The token request of the quickstart with changes. */
  redeem(code: string, changes: Parameters = {}): Promise<Response> {
    return this.token({
      grant_type: 'authorization_code',
      client_id: nativeClientId,
      code,
      code_verifier: VERIFIER,
      redirect_uri: this.callback,
      ...changes,
    });
  }

  refresh(refreshToken: string, changes: Parameters = {}): Promise<Response> {
    return this.token({
      grant_type: 'refresh_token',
      client_id: nativeClientId,
      refresh_token: refreshToken,
      ...changes,
    });
  }

  revoke(token: string, changes: Parameters = {}): Promise<Response> {
    const body = toForm({ client_id: nativeClientId, token, ...changes });
    return fetch(`${this.issuer}oauth/revoke`, { method: 'POST', body });
  }

  userinfo(accessToken: string): Promise<Response> {
    return fetch(`${this.issuer}userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });
  }

  /** Logs in and redeems the code. */
  async tokens(changes: Parameters = {}, browser = new Browser()): Promise<Tokens> {
    const sent = 'redirect_uri' in changes ? { redirect_uri: changes.redirect_uri } : {};
    const response = await this.redeem(await this.code(changes, browser), sent);
    if (response.status !== 200) throw new Error(await response.text());
    return (await response.json()) as Tokens;
  }
}

export interface Tokens {
  readonly access_token: string;
  readonly id_token: string;
  readonly refresh_token: string;
  readonly scope: string;
  readonly expires_in: number;
  readonly token_type: string;
}

export function toForm(parameters: Parameters): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) form.set(name, value);
  return form;
}

export interface DecodedJwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

export function decodeJwt(token: string): DecodedJwt {
  const [header = '', payload = ''] = token.split('.');
  const parse = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  return { header: parse(header), payload: parse(payload) };
}

/** The status and the body of a refusal. */
export const refusal = async (response: Response): Promise<unknown> => ({
  status: response.status,
  ...((await response.json()) as object),
});
