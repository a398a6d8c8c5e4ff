/** The signing keys of a tenant, and the pool of pre-made ones that new tenants take theirs from. */
import { generateKeyPair, hkdfSync, type JsonWebKey, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { Store } from '#store/index.ts';
import { calculateX5t, generateCertificate } from './certificate.ts';

/** An RSA private key with its `kid` and certificate. */
export interface SigningJwk extends JsonWebKey {
  readonly kty: 'RSA';
  readonly kid: string;
  readonly x5c?: readonly string[];
}

export interface TenantKeys {
  /** The first signs; the second is published already, so that a rotation finds every cache warm. */
  readonly signing: readonly [SigningJwk, ...SigningJwk[]];
  /** 32 bytes for one purpose, one per signing key, the current one first. */
  secrets(purpose: string): readonly [Uint8Array, ...Uint8Array[]];
}

/** Current and next, as Auth0 publishes them. */
const KEYS_PER_TENANT = 2;

const makeKeyPair = promisify(generateKeyPair);

async function generateSigningKey(): Promise<SigningJwk> {
  const { privateKey } = await makeKeyPair('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kty: 'RSA', kid: randomBytes(16).toString('base64url') };
}

/** The public half as a key set publishes it (RFC 7517 Section 4). */
export function toPublicJwk(
  { kty, n, e, kid, x5c }: SigningJwk,
  alg: string | undefined,
): Record<string, unknown> {
  const [certificate] = x5c ?? [];
  return {
    kty,
    use: 'sig',
    n,
    e,
    kid,
    ...(certificate === undefined
      ? {}
      : { x5t: calculateX5t(Buffer.from(certificate, 'base64')), x5c: [certificate] }),
    ...(alg === undefined ? {} : { alg }),
  };
}

/**
 * RSA keys take a long time to make, so a visitor who asks for a tenant is given two that were made before. Only an
 * empty pool makes a visitor wait.
 */
export class KeyPool {
  readonly #store: Store;
  readonly #size: number;
  #filling: Promise<void> | undefined;
  #closed = false;

  constructor(store: Store, size: number) {
    this.#store = store;
    this.#size = size;
  }

  /** The keys of a tenant; a tenant that has none yet is given its own. */
  async keysOf(tenant: string, commonName: string): Promise<TenantKeys> {
    let keys = await this.#read(tenant);
    while (keys.length < KEYS_PER_TENANT) {
      await this.#claim(tenant, commonName, keys.length);
      keys = await this.#read(tenant);
    }
    const [first, ...rest] = keys;
    if (!first) throw new Error(`Tenant ${tenant} has no signing key.`);
    const signing = [first, ...rest] as const;
    return {
      signing: [...signing],
      secrets: (purpose) => {
        const derive = (key: SigningJwk) =>
          new Uint8Array(hkdfSync('sha256', key.d ?? '', tenant, `pixy ${purpose}`, 32));
        return [derive(first), ...rest.map(derive)];
      },
    };
  }

  /** Fills the pool behind the requests, one key at a time. */
  refill(): void {
    this.#filling ??= this.#fill().finally(() => {
      this.#filling = undefined;
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#filling;
  }

  async #fill(): Promise<void> {
    try {
      while (!this.#closed && (await this.#waiting()).length < this.#size)
        await this.#add(null, 0, undefined);
    } catch {
      // A store that is closing or locked: the next tenant that takes a key asks for a refill again.
    }
  }

  async #read(tenant: string): Promise<readonly SigningJwk[]> {
    const rows = await this.#store.db
      .selectFrom('signing_keys')
      .select('jwk')
      .where('tenant', '=', tenant)
      .orderBy('position')
      .orderBy('created_at')
      .execute();
    return rows.map(({ jwk }) => JSON.parse(jwk) as SigningJwk);
  }

  async #waiting(): Promise<readonly { kid: string; jwk: string }[]> {
    return this.#store.db
      .selectFrom('signing_keys')
      .select(['kid', 'jwk'])
      .where('tenant', 'is', null)
      .orderBy('created_at')
      .limit(this.#size)
      .execute();
  }

  async #claim(tenant: string, commonName: string, position: number): Promise<void> {
    for (const { kid, jwk } of await this.#waiting()) {
      const key = JSON.parse(jwk) as SigningJwk;
      const { numUpdatedRows } = await this.#store.db
        .updateTable('signing_keys')
        .set({ tenant, position, jwk: JSON.stringify(certified(key, commonName)) })
        .where('kid', '=', kid)
        // Another process may have taken it since it was read.
        .where('tenant', 'is', null)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 1n) {
        this.refill();
        return;
      }
    }
    await this.#add(tenant, position, commonName);
    this.refill();
  }

  async #add(tenant: string | null, position: number, commonName: string | undefined): Promise<void> {
    const key = await generateSigningKey();
    const jwk = JSON.stringify(commonName === undefined ? key : certified(key, commonName));
    await this.#store.db
      .insertInto('signing_keys')
      .values({ kid: key.kid, tenant, jwk, position, created_at: Date.now() })
      .execute();
  }
}

const certified = (key: SigningJwk, commonName: string): SigningJwk => ({
  ...key,
  x5c: [generateCertificate(key, commonName).toString('base64')],
});
