/** The tenants' published keys, read from each tenant's own `jwks_uri` and from nowhere else. */
import { type CryptoKey, importJWK, type JWK } from 'jose';
import { z } from 'zod';

const MINUTE = 60_000;
/** How long a set is used without asking again. */
const MAX_AGE = 10 * MINUTE;
/** After a key was not found, how long until the set may be read again for another such token. */
const COOLDOWN = 5_000;
const TIMEOUT = 5_000;
/** Sets kept at once; the one unused for longest goes first. */
const MAX_SETS = 200;
const MAX_KEYS = 50;
const MAX_BYTES = 256 * 1024;

const jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(MAX_KEYS) });

interface KeySet {
  readonly keys: readonly JWK[];
  readonly readAt: number;
}

export type FoundKey =
  | { readonly found: 'key'; readonly key: CryptoKey; readonly kid: string | undefined }
  /** No key of the set fits; `kids` are those that are there. */
  | { readonly found: 'none'; readonly kids: readonly string[] }
  /** The token names no key and several would fit. */
  | { readonly found: 'several'; readonly kids: readonly string[] }
  | { readonly found: 'unreachable'; readonly because: string };

export class KeySets {
  readonly #fetch: typeof globalThis.fetch;
  readonly #now: () => number;
  readonly #sets = new Map<string, KeySet>();
  readonly #reading = new Map<string, Promise<KeySet>>();

  constructor(options: { readonly fetch: typeof globalThis.fetch; readonly now: () => number }) {
    this.#fetch = options.fetch;
    this.#now = options.now;
  }

  /** @param uri the tenant's `jwks_uri`, made from our own address, never from a token. */
  async find(
    uri: string,
    header: { readonly kid: string | undefined; readonly alg: string },
  ): Promise<FoundKey> {
    try {
      let set = await this.#get(uri);
      let matches = select(set, header);
      // RFC 7515 Section 4.1.4: a new kid is how the issuer announces a key rollover.
      if (matches.length === 0 && this.#now() - set.readAt >= COOLDOWN) {
        set = await this.#read(uri);
        matches = select(set, header);
      }
      const [jwk, ...others] = matches;
      if (!jwk) return { found: 'none', kids: kidsOf(set.keys) };
      if (others.length > 0) return { found: 'several', kids: kidsOf(matches) };
      const key = await importJWK(jwk, header.alg);
      if (key instanceof Uint8Array) return { found: 'none', kids: kidsOf(set.keys) };
      return { found: 'key', key, kid: jwk.kid };
    } catch (error) {
      return { found: 'unreachable', because: error instanceof Error ? error.message : String(error) };
    }
  }

  async #get(uri: string): Promise<KeySet> {
    const known = this.#sets.get(uri);
    if (!known || this.#now() - known.readAt >= MAX_AGE) return this.#read(uri);
    this.#keep(uri, known);
    return known;
  }

  /** Requests that come together share one reading. */
  #read(uri: string): Promise<KeySet> {
    const running = this.#reading.get(uri);
    if (running) return running;
    const reading = this.#request(uri).finally(() => this.#reading.delete(uri));
    this.#reading.set(uri, reading);
    return reading;
  }

  async #request(uri: string): Promise<KeySet> {
    const response = await this.#fetch(uri, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new Error(`The tenant answered ${response.status} for its keys.`);
    }
    const text = await response.text();
    if (text.length > MAX_BYTES) throw new Error('The key set is larger than 256 KB.');
    const parsed = jwks.safeParse(JSON.parse(text));
    if (!parsed.success) throw new Error('The tenant did not answer with a key set.');
    const set = { keys: parsed.data.keys, readAt: this.#now() };
    this.#keep(uri, set);
    return set;
  }

  #keep(uri: string, set: KeySet): void {
    this.#sets.delete(uri);
    this.#sets.set(uri, set);
    const [oldest] = this.#sets.keys();
    if (this.#sets.size > MAX_SETS && oldest !== undefined) this.#sets.delete(oldest);
  }
}

/** RFC 7517 Section 4: a key that says what it is for is used for nothing else. */
function select(
  set: KeySet,
  { kid, alg }: { readonly kid: string | undefined; readonly alg: string },
): readonly JWK[] {
  return set.keys.filter(
    (jwk) =>
      jwk.kty === 'RSA' &&
      (jwk.use === undefined || jwk.use === 'sig') &&
      (jwk.key_ops === undefined || jwk.key_ops.includes('verify')) &&
      (jwk.alg === undefined || jwk.alg === alg) &&
      (kid === undefined || jwk.kid === kid),
  );
}

const kidsOf = (keys: readonly JWK[]) => keys.map((jwk) => jwk.kid ?? 'a key without kid');
