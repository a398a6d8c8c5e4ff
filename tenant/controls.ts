/** `/pixy/settings` and `/pixy/logs`: a visitor's own hand on the visitor's own tenant (docs/doors.md). */
import { parseSettings, type SettingsProblem, tenantSettings } from '#lib/scenario/settings.ts';
import { ownsTenant, readLogs, type Store } from '#store/index.ts';
import { addressOf, readBody } from './exchange.ts';
import type { Limits } from './limits.ts';
import type { Limiter } from './quotas.ts';
import type { Registry } from './registry.ts';
import { empty, json } from './respond.ts';
import { checkTenantSettings } from './settings-rules.ts';
import { HOUSE } from './tenant.ts';

export interface Controls {
  readonly store: Store;
  readonly registry: Registry;
  readonly limits: Limits;
  readonly creates: Limiter;
}

interface ControlError {
  readonly status: number;
  readonly error: string;
  readonly description: string;
  readonly problems?: readonly SettingsProblem[];
  readonly retryAfter?: number;
}

const refuse = ({ status, error, description, problems = [], retryAfter }: ControlError): Response =>
  json(
    status,
    { error, error_description: description, problems },
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
  );

const UNKNOWN: ControlError = {
  status: 404,
  error: 'unknown_tenant',
  description: 'There is no such tenant, or not any more. PUT its settings to make it again.',
};

/** Undefined when the path is no control. */
export async function control(
  controls: Controls,
  request: Request,
  id: string,
  path: string,
): Promise<Response | undefined> {
  if (path !== '/pixy/settings' && path !== '/pixy/logs') return undefined;
  if (id === HOUSE) {
    const description = 'The house tenant is everybody’s: it takes no settings and shows no logs.';
    return refuse({ status: 403, error: 'house_tenant', description });
  }
  if (!ownsTenant(id, request.headers.get('x-pixy-key'))) {
    const description = 'The header x-pixy-key must hold the key that the id of this tenant was made from.';
    return refuse({ status: 401, error: 'wrong_key', description });
  }
  const method = request.method.toUpperCase();
  if (path === '/pixy/logs') {
    return method === 'GET' ? logs(controls, request, id) : notAllowed('GET');
  }
  switch (method) {
    case 'PUT':
      return putSettings(controls, request, id);
    case 'GET':
      return getSettings(controls, id);
    case 'DELETE':
      await controls.registry.remove(id);
      return empty(204);
    default:
      return notAllowed('GET, PUT, DELETE');
  }
}

function notAllowed(allow: string): Response {
  const description = `Use ${allow}.`;
  return json(405, { error: 'method_not_allowed', error_description: description, problems: [] }, { allow });
}

async function putSettings(controls: Controls, request: Request, id: string): Promise<Response> {
  const { registry, limits, creates } = controls;
  if (!creates.take(addressOf(request))) {
    const description = `More than ${limits.createsPerMinute} settings in a minute. Wait a little.`;
    return refuse({ status: 429, error: 'too_many_requests', description, retryAfter: creates.retryAfter() });
  }
  const body = await readBody(request, limits.settingsBytes);
  if (body === undefined) {
    const description = `Settings have ${limits.settingsBytes} bytes at most.`;
    return refuse({ status: 413, error: 'too_large', description });
  }
  let input: unknown;
  try {
    input = JSON.parse(body);
  } catch (error) {
    const rule = `JSON: ${error instanceof Error ? error.message : 'cannot be read'}`;
    return invalid([{ field: '(the whole object)', rule }]);
  }
  const parsed = parseSettings(tenantSettings, input);
  if (!parsed.ok) return invalid(parsed.problems);
  const problems = checkTenantSettings(parsed.value);
  if (problems.length > 0) return invalid(problems);
  const outcome = await registry.put(id, parsed.value);
  if (outcome === 'full') {
    const description = `There are ${limits.tenants} tenants, and no room for more. Try again in a few minutes.`;
    return refuse({ status: 503, error: 'too_many_tenants', description, retryAfter: 300 });
  }
  // Made ready now, so that the first request to the tenant does not wait for it.
  const live = await registry.find(id);
  return json(outcome === 'created' ? 201 : 200, live?.tenant.settings ?? parsed.value);
}

function invalid(problems: readonly SettingsProblem[]): Response {
  const [first] = problems;
  const description = first ? `${first.field}: ${first.rule}` : 'The settings are not valid.';
  return refuse({ status: 400, error: 'invalid_settings', description, problems });
}

async function getSettings({ registry }: Controls, id: string): Promise<Response> {
  const live = await registry.find(id);
  return live ? json(200, live.tenant.settings) : refuse(UNKNOWN);
}

async function logs({ store, registry }: Controls, request: Request, id: string): Promise<Response> {
  if (!(await registry.find(id))) return refuse(UNKNOWN);
  const after = new URL(request.url).searchParams.get('after') ?? '';
  if (!/^\d{0,64}$/.test(after)) {
    return invalid([{ field: 'after', rule: 'a log_id, or nothing' }]);
  }
  return json(200, { logs: await readLogs(store, id, 'tenant', after) });
}
