/** The visitor's own controls: make a tenant, change settings, throw the tenant away (docs/doors.md). */
import { z } from 'zod';
import {
  type ApiSettings,
  type ApiSettingsInput,
  apiSettings,
  type SettingsProblem,
  type TenantSettings,
  type TenantSettingsInput,
  tenantSettings,
} from '../scenario/settings.ts';
import { calculateTenantId, canDigest } from '../scenario/tenant-key.ts';
import { type HttpResponse, header } from '../trace/model.ts';
import type { Transport } from './transport.ts';

/** Why a control did not work, and the way on. */
export interface ControlProblem {
  /** The server's code, or `unreachable` when there was no answer. */
  readonly code: string;
  /** What happened and what to do, in one or two sentences. */
  readonly message: string;
  /** Every wrong field by name, where the settings were wrong. */
  readonly problems: readonly SettingsProblem[];
  /** Seconds to wait, where the server says so. */
  readonly retryAfter: number | null;
}

export type Controlled<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: ControlProblem };

type Sender = Pick<Transport, 'send'>;

export interface ControlAddress {
  /** Where the site is, for example `http://localhost:3000`. */
  readonly baseUrl: string;
  /** The key of the visitor's tenant. */
  readonly key: string;
}

/** What a tenant's settings look like when read: as they were set, but for passwords, which nobody reads. */
export type TenantSettingsRead = Omit<TenantSettings, 'users'> & {
  readonly users: readonly Omit<TenantSettings['users'][number], 'password'>[];
};

const ways = {
  insecure_context:
    'This browser keeps its cryptography from pages on plain http. Open the site by https, or on this machine by localhost.',
  invalid_settings: 'The settings were not taken. Correct the fields below.',
  wrong_key: 'This tenant belongs to another key. Start over to get a tenant of your own.',
  house_tenant: 'The house tenant’s settings are fixed. Start over to get a tenant of your own.',
  unknown_tenant:
    'There is no such tenant any more: it has expired or was deleted. Start over to get a new one.',
  too_large: 'The settings are too large. Take something out and try again.',
  too_many_requests: 'Too many changes in a short time.',
  too_many_tenants: 'This server has no room for another tenant at the moment. Try again in a few minutes.',
} as const;

const isKnown = (code: string): code is keyof typeof ways => Object.hasOwn(ways, code);

/** Makes the key's tenant or replaces its settings. `value.created` says which. */
export async function putTenant(
  transport: Sender,
  { baseUrl, key }: ControlAddress,
  settings: TenantSettingsInput,
  signal?: AbortSignal,
): Promise<
  Controlled<{ readonly id: string; readonly created: boolean; readonly settings: TenantSettingsRead }>
> {
  const id = await idOf(key);
  if (!id.ok) return id;
  const url = `${base(baseUrl)}/t/${id.value}/pixy/settings`;
  const answer = await call(transport, 'PUT', url, key, settings, signal);
  if (!answer.ok) return answer;
  const read = parse(readTenant, answer.value);
  return read.ok
    ? { ok: true, value: { id: id.value, created: answer.value.status === 201, settings: read.value } }
    : read;
}

/** The settings of the key's tenant. */
export async function getTenant(
  transport: Sender,
  { baseUrl, key }: ControlAddress,
): Promise<Controlled<TenantSettingsRead>> {
  const id = await idOf(key);
  if (!id.ok) return id;
  const url = `${base(baseUrl)}/t/${id.value}/pixy/settings`;
  const answer = await call(transport, 'GET', url, key);
  return answer.ok ? parse(readTenant, answer.value) : answer;
}

/** Throws the key's tenant away with everything in it. */
export async function deleteTenant(
  transport: Sender,
  { baseUrl, key }: ControlAddress,
): Promise<Controlled<null>> {
  const id = await idOf(key);
  if (!id.ok) return id;
  const url = `${base(baseUrl)}/t/${id.value}/pixy/settings`;
  const answer = await call(transport, 'DELETE', url, key);
  return answer.ok ? { ok: true, value: null } : answer;
}

/** Replaces what the key's API expects of a token. */
export async function putApi(
  transport: Sender,
  { baseUrl, key }: ControlAddress,
  settings: ApiSettingsInput,
): Promise<Controlled<ApiSettings>> {
  const id = await idOf(key);
  if (!id.ok) return id;
  const url = `${base(baseUrl)}/api/${id.value}/settings`;
  const answer = await call(transport, 'PUT', url, key, settings);
  return answer.ok ? parse(apiSettings, answer.value) : answer;
}

/** What the key's API expects of a token. */
export async function getApi(
  transport: Sender,
  { baseUrl, key }: ControlAddress,
): Promise<Controlled<ApiSettings>> {
  const id = await idOf(key);
  if (!id.ok) return id;
  const url = `${base(baseUrl)}/api/${id.value}/settings`;
  const answer = await call(transport, 'GET', url, key);
  return answer.ok ? parse(apiSettings, answer.value) : answer;
}

const userShape = tenantSettings.shape.users.unwrap().element;
const readTenant: z.ZodType<TenantSettingsRead> = tenantSettings
  .extend({ users: z.array(userShape.omit({ password: true }).loose()) })
  .loose();

const base = (baseUrl: string): string => baseUrl.replace(/\/+$/, '');

async function idOf(key: string): Promise<Controlled<string>> {
  if (canDigest()) return { ok: true, value: await calculateTenantId(key) };
  return no({ code: 'insecure_context', message: ways.insecure_context, problems: [], retryAfter: null });
}

async function call(
  transport: Sender,
  method: string,
  url: string,
  key: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Controlled<HttpResponse>> {
  const sent = await transport.send(
    {
      method,
      url,
      headers: [
        ['Accept', 'application/json'],
        ['x-pixy-key', key],
        ...(body === undefined ? [] : [['Content-Type', 'application/json'] as const]),
      ],
      body: body === undefined ? null : JSON.stringify(body),
    },
    signal,
  );
  if (!sent.ok) return no({ code: 'unreachable', message: sent.cause, problems: [], retryAfter: null });
  const { status } = sent.response;
  return status >= 200 && status < 300 ? { ok: true, value: sent.response } : no(problemOf(sent.response));
}

const problemSchema = z.object({
  error: z.string(),
  error_description: z.string().optional(),
  problems: z.array(z.object({ field: z.string(), rule: z.string() })).default([]),
});

/** The problem in an answer of 400 or more. */
export function problemOf(response: HttpResponse): ControlProblem {
  const parsed = problemSchema.safeParse(jsonOf(response));
  const wait = Number(header(response.headers, 'retry-after'));
  const retryAfter = Number.isFinite(wait) && wait > 0 ? wait : null;
  const later =
    retryAfter === null ? '' : ` Try again in ${retryAfter} ${retryAfter === 1 ? 'second' : 'seconds'}.`;
  if (!parsed.success) {
    const message = `The server answered ${response.status} and nothing that can be read. Reload the page, or start over.`;
    return { code: `http_${response.status}`, message, problems: [], retryAfter };
  }
  const { error: code, error_description: description, problems } = parsed.data;
  const way = isKnown(code) ? ways[code] : (description ?? `The server answered “${code}”.`);
  return { code, message: `${way}${later}`, problems, retryAfter };
}

function parse<T>(schema: z.ZodType<T>, response: HttpResponse): Controlled<T> {
  const parsed = schema.safeParse(jsonOf(response));
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), rule: message }));
  const message = 'The server answered with settings that this page does not know. Reload the page.';
  return no({ code: 'unknown_settings', message, problems, retryAfter: null });
}

function jsonOf(response: HttpResponse): unknown {
  try {
    return JSON.parse(response.body ?? '');
  } catch {
    return null;
  }
}

const no = (problem: ControlProblem) => ({ ok: false, problem }) as const;
