/** The sample API: who may read timesheets, and why not. */
import { randomUUID } from 'node:crypto';
import type { ApiSettings } from '#lib/scenario/settings.ts';
import { appendLog, type Store } from '#store/index.ts';
import { type Claims, type Validation, validateAccessToken } from './access-token.ts';
import { type Envelope, json, plainRefusal, type Refusal, refuse, type Said } from './answers.ts';
import { findBearerToken } from './bearer-token.ts';
import { Checklist } from './checks.ts';
import {
  getLogs,
  HOUSE,
  methodNotAllowed,
  preflight,
  putSettings,
  readSettings,
  refuseStranger,
} from './controls.ts';
import { KeySets } from './key-sets.ts';
import { timesheetsOf } from './timesheets.ts';

export interface ResourceServerOptions {
  readonly store: Store;
  /** The site's public address, with or without a slash at its end. */
  readonly baseUrl: string;
  /** Used for the tenants' keys only. */
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface ResourceServer {
  /** @param address the tenant's id (`root` for the house) and the path below `/api/<tenant>`, like `/timesheets`. */
  handle(request: Request, address: Address): Promise<Response>;
}

export interface Address {
  readonly tenant: string;
  readonly path: string;
  /** The caller's address as far as the door knows it. */
  readonly ip?: string;
}

export function createResourceServer(options: ResourceServerOptions): ResourceServer {
  const { store } = options;
  const now = options.now ?? Date.now;
  const base = options.baseUrl.replace(/\/$/, '');
  const hostname = new URL(base).host;
  const keySets = new KeySets({ fetch: options.fetch ?? globalThis.fetch, now });

  const issuerOf = (tenant: string) => (tenant === HOUSE ? `${base}/` : `${base}/t/${tenant}/`);

  async function isKnown(tenant: string): Promise<boolean> {
    if (tenant === HOUSE) return true;
    const row = await store.db
      .selectFrom('tenants')
      .select('expires_at')
      .where('id', '=', tenant)
      .executeTakeFirst();
    return row !== undefined && (row.expires_at === null || row.expires_at > now());
  }

  async function route(
    request: Request,
    { tenant, path, ip }: Address,
    envelope: Envelope,
  ): Promise<Response> {
    const known = ['/timesheets', '/settings', '/logs'].includes(path);
    if (!known) return refuse(envelope, plainRefusal(404, 'not_found', 'The API has no such path'));
    if (path === '/timesheets' && request.method === 'OPTIONS') return preflight(envelope);
    if (!(await isKnown(tenant))) {
      return refuse(
        envelope,
        plainRefusal(404, 'unknown_tenant', 'There is no such tenant, or it has expired'),
      );
    }
    if (path === '/timesheets')
      return timesheets(request, { tenant, path, ...(ip !== undefined && { ip }) }, envelope);

    const stranger = refuseStranger(request, tenant, envelope);
    if (stranger) return stranger;
    if (path === '/logs') {
      if (request.method !== 'GET') return methodNotAllowed(envelope, 'GET');
      return getLogs(store, request, tenant, envelope);
    }
    if (request.method === 'PUT') return putSettings(store, request, tenant, envelope);
    if (request.method !== 'GET') return methodNotAllowed(envelope, 'GET, PUT');
    return json(envelope, 200, await readSettings(store, tenant, issuerOf(tenant)));
  }

  async function timesheets(request: Request, address: Address, envelope: Envelope): Promise<Response> {
    const { tenant } = address;
    const settings = await readSettings(store, tenant, issuerOf(tenant));
    const checklist = new Checklist();
    const trueTime = now();
    const clock = Math.floor(trueTime / 1000) + settings.clock_offset;

    const validation = await validate(request, settings, tenant, clock, checklist);
    const said: Said = validation.refusal ?? { status: 200, provenance: 'assumed' };
    await log({ request, address, envelope, settings, checklist, validation, said, trueTime, clock });

    if (validation.refusal) return refuse(envelope, validation.refusal);
    const sub = String(validation.claims?.sub);
    return json(envelope, 200, { sub, timesheets: timesheetsOf(sub, trueTime) });
  }

  async function validate(
    request: Request,
    settings: ApiSettings,
    tenant: string,
    clock: number,
    checklist: Checklist,
  ): Promise<Validation> {
    const bearer = await findBearerToken(request, checklist);
    if ('refusal' in bearer) return { refusal: bearer.refusal, claims: null };
    const jwksUri = `${issuerOf(tenant)}.well-known/jwks.json`;
    const validation = await validateAccessToken(
      bearer.token,
      { settings, jwksUri, keySets, clock },
      checklist,
    );
    // A form may carry a token (RFC 6750 Section 2.2), so it is looked at first; there is still nothing to post.
    if (validation.refusal || ['GET', 'HEAD'].includes(request.method)) return validation;
    return { ...validation, refusal: notReadable };
  }

  /** The house keeps no log: it is everybody's, and nobody may read it. */
  async function log(entry: Entry): Promise<void> {
    if (entry.address.tenant === HOUSE) return;
    try {
      await appendLog(store, entry.address.tenant, 'api', toLogEntry(entry, hostname));
    } catch (error) {
      // The caller's answer does not depend on our log.
      console.error(`${entry.envelope.requestId}: the API's log could not be written:`, error);
    }
  }

  return {
    async handle(request, address) {
      const envelope = { requestId: randomUUID(), anyOrigin: address.path === '/timesheets' };
      try {
        return await route(request, address, envelope);
      } catch (error) {
        console.error(`${envelope.requestId}: the API failed:`, error);
        return refuse(
          envelope,
          plainRefusal(500, 'server_error', `The API failed; its log names ${envelope.requestId}`),
        );
      }
    },
  };
}

const notReadable: Refusal = plainRefusal(405, 'method_not_allowed', 'Timesheets can only be read', {
  allow: 'GET, HEAD, OPTIONS',
});

interface Entry {
  readonly request: Request;
  readonly address: Address;
  readonly envelope: Envelope;
  readonly settings: ApiSettings;
  readonly checklist: Checklist;
  readonly validation: Validation;
  readonly said: Said;
  readonly trueTime: number;
  readonly clock: number;
}

/** In Auth0's log shape. Nothing of a token goes in but verified claims. */
function toLogEntry(entry: Entry, hostname: string): Readonly<Record<string, unknown>> {
  const { request, address, envelope, settings, checklist, validation, said, trueTime, clock } = entry;
  const { status, error, error_description, provenance } = said;
  const claims: Claims = validation.claims ?? {};
  return {
    type: status === 200 ? 'sapi' : 'fapi',
    description: error_description ?? (status === 200 ? 'GET /timesheets' : 'Unauthorized'),
    client_id: text(claims.azp ?? claims.client_id),
    ip: address.ip,
    user_agent: text(request.headers.get('user-agent')),
    hostname,
    user_id: text(claims.sub),
    audience: settings.audience,
    scope: text(claims.scope),
    pixy: {
      request_id: envelope.requestId,
      endpoint: address.path,
      public: { status, error, error_description, provenance },
      reason: checklist.reason,
      /** Seconds since 1970. */
      clock: { api: clock, true: Math.floor(trueTime / 1000) },
      verdicts: checklist.toVerdicts(),
    },
  };
}

const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 300) : undefined);
