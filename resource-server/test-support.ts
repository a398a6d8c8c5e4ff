/** A tenant's key server and signed tokens for the tests of the API. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactSign, exportJWK, generateKeyPair, type JWK } from 'jose';
import { openStore, type Store, tenantIdOf } from '#store/index.ts';
import { createResourceServer } from './index.ts';

/** The true time of every test: 2026-11-23T08:00:00Z. */
export const NOW = 1_795_420_800;

export const KEY = 'A'.repeat(43);
export const TENANT = tenantIdOf(KEY);

type Signer = CryptoKey | Uint8Array;

export interface Lab {
  readonly store: Store;
  readonly baseUrl: string;
  readonly issuer: string;
  /** What `/t/<TENANT>/.well-known/jwks.json` answers; may be changed. */
  readonly published: { status: number; keys: JWK[] };
  /** Paths that were asked for. */
  readonly asked: string[];
  /** The clock of the API's machine, in seconds; may be changed. */
  readonly clock: { now: number };
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
  api(path: string, init?: RequestInit, tenant?: string): Promise<Response>;
  close(): Promise<void>;
}

/** Made once: an RSA key takes longer than a test. */
const firstKey = makeKey('key-1');

export async function openLab(): Promise<Lab> {
  const folder = mkdtempSync(join(tmpdir(), 'pixy-api-'));
  const store = await openStore(`file:${join(folder, 'pixy.db')}`);
  const { privateKey, jwk } = await firstKey;
  const published = { status: 200, keys: [jwk] };
  const asked: string[] = [];
  const clock = { now: NOW };
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const mine = [`/t/${TENANT}/.well-known/jwks.json`, '/.well-known/jwks.json'].includes(request.url ?? '');
    response.writeHead(mine ? published.status : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: published.keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const api = createResourceServer({ store, baseUrl, now: () => clock.now * 1000 });
  await store.db
    .insertInto('tenants')
    .values({ id: TENANT, settings: '{}', created_at: 1, seen_at: 1, expires_at: (NOW + 86_400) * 1000 })
    .execute();

  return {
    store,
    baseUrl,
    issuer: `${baseUrl}/t/${TENANT}/`,
    published,
    asked,
    clock,
    privateKey,
    jwk,
    api: (path, init, tenant = TENANT) => {
      const request = new Request(`${baseUrl}/api/${tenant}${path}`, init);
      return api.handle(request, {
        tenant,
        path: new URL(request.url).pathname.replace(`/api/${tenant}`, ''),
      });
    },
    async close() {
      await store.close();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
}

export async function makeKey(kid: string): Promise<{ privateKey: CryptoKey; jwk: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
}

/** What the tenant puts into an access token for `GET /timesheets`. */
export const goodClaims = (issuer: string) => ({
  iss: issuer,
  sub: 'auth0|ada',
  aud: ['https://timesheets.example.com/', `${issuer}userinfo`],
  azp: 'pixy-native',
  iat: NOW - 60,
  exp: NOW + 3600,
  scope: 'openid profile read:timesheets offline_access',
});

/** @param payload claims, or the very bytes to sign */
export function sign(
  payload: Readonly<Record<string, unknown>> | Uint8Array,
  key: Signer,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const bytes = payload instanceof Uint8Array ? payload : new TextEncoder().encode(JSON.stringify(payload));
  return new CompactSign(bytes)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'key-1', ...header })
    .sign(key, { crit: { 'urn:example:known': true } });
}

export const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
