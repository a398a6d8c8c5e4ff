/** What the visitor sets and reads at the API: its settings, and the log of what it checked. */
import { type ApiSettings, apiSettings, parseSettings } from '#lib/scenario/settings.ts';
import { ownsTenant, readLogs, type Store } from '#store/index.ts';
import { type Envelope, empty, json, type Problem, plainRefusal, refuse } from './answers.ts';
import { readText } from './limited-body.ts';

/** The id of the tenant that belongs to nobody. */
export const HOUSE = 'root';

/** scope-token (RFC 6749 Section 3.3). It also goes into `WWW-Authenticate`, between quotes. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** Settings of an API that nobody has set: what its tenant issues. */
export const defaultSettings = (issuer: string): ApiSettings =>
  apiSettings.parse({ issuer, audience: 'https://timesheets.example.com/' });

export async function readSettings(store: Store, tenant: string, issuer: string): Promise<ApiSettings> {
  const row = await store.db
    .selectFrom('api_settings')
    .select('settings')
    .where('tenant', '=', tenant)
    .executeTakeFirst();
  return row ? apiSettings.parse(JSON.parse(row.settings)) : defaultSettings(issuer);
}

/** Null when the request may set and read, otherwise the refusal. */
export function refuseStranger(request: Request, tenant: string, envelope: Envelope): Response | null {
  if (tenant === HOUSE) {
    return refuse(
      envelope,
      plainRefusal(403, 'house_tenant', "The house tenant's API takes no settings and shows no logs"),
    );
  }
  if (!ownsTenant(tenant, request.headers.get('x-pixy-key'))) {
    return refuse(
      envelope,
      plainRefusal(401, 'wrong_key', 'x-pixy-key is not the key that this tenant was made with'),
    );
  }
  return null;
}

export async function putSettings(
  store: Store,
  request: Request,
  tenant: string,
  envelope: Envelope,
): Promise<Response> {
  const body = await readText(request);
  if (!body.ok && body.because === 'too-large') {
    return refuse(envelope, plainRefusal(413, 'too_large', 'The body is larger than 64 KB'));
  }
  const parsed = parseBody(body.ok ? body.text : undefined);
  if (!parsed.ok) {
    return refuse(envelope, plainRefusal(400, 'invalid_settings', inWords(parsed.problems)), parsed.problems);
  }
  const settings = JSON.stringify(parsed.value);
  const before = await store.db
    .selectFrom('api_settings')
    .select('tenant')
    .where('tenant', '=', tenant)
    .executeTakeFirst();
  await store.db
    .insertInto('api_settings')
    .values({ tenant, settings })
    .onConflict((conflict) => conflict.column('tenant').doUpdateSet({ settings }))
    .execute();
  return json(envelope, before ? 200 : 201, parsed.value);
}

export async function getLogs(
  store: Store,
  request: Request,
  tenant: string,
  envelope: Envelope,
): Promise<Response> {
  const after = new URL(request.url).searchParams.get('after') ?? '';
  if (!/^\d{0,40}$/.test(after)) {
    const problems = [{ field: 'after', rule: 'the log_id of an entry, digits only' }];
    return refuse(envelope, plainRefusal(400, 'invalid_request', inWords(problems)), problems);
  }
  return json(envelope, 200, { logs: await readLogs(store, tenant, 'api', after) });
}

export const methodNotAllowed = (envelope: Envelope, allow: string): Response =>
  refuse(envelope, plainRefusal(405, 'method_not_allowed', `This path takes ${allow}`, { allow }));

export const preflight = (envelope: Envelope): Response =>
  empty(envelope, 204, {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-max-age': '600',
  });

type ParsedBody =
  | { readonly ok: true; readonly value: ApiSettings }
  | { readonly ok: false; readonly problems: readonly Problem[] };

function parseBody(text: string | undefined): ParsedBody {
  let input: unknown;
  try {
    input = JSON.parse(text ?? '');
  } catch {
    return { ok: false, problems: [{ field: '(the whole object)', rule: 'must be JSON in UTF-8' }] };
  }
  const parsed = parseSettings(apiSettings, input);
  if (!parsed.ok) return parsed;
  const problems = [...checkSecret(parsed.value), ...checkScopes(parsed.value)];
  return problems.length > 0 ? { ok: false, problems } : parsed;
}

function checkSecret(settings: ApiSettings): readonly Problem[] {
  if (settings.signing_alg !== 'HS256' || settings.signing_secret !== undefined) return [];
  return [{ field: 'signing_secret', rule: 'is needed when signing_alg is HS256' }];
}

const checkScopes = (settings: ApiSettings): readonly Problem[] =>
  settings.required_scopes.flatMap((scope, index) =>
    SCOPE.test(scope)
      ? []
      : [
          {
            field: `required_scopes.${index}`,
            rule: 'printable ASCII without space, quote and backslash (RFC 6749 Section 3.3)',
          },
        ],
  );

const inWords = (problems: readonly Problem[]) =>
  problems.map(({ field, rule }) => `${field}: ${rule}`).join('; ');
