/** Every check of `GET /timesheets`, in order, and the list of verdicts that a request leaves behind. */
import type { SpecRef } from '#lib/oauth/spec.ts';
import type { Verdict } from '#lib/oauth/verdict.ts';

interface Check {
  /** True when it passes. */
  readonly check: string;
  readonly spec: SpecRef;
}

export const checks = {
  token: { check: 'The request carries a bearer token', spec: 'RFC6750-2.1' },
  method: { check: 'The token is sent by one method only', spec: 'RFC6750-2' },
  form: { check: 'The token is a JWT in three parts', spec: 'RFC7515-7.1' },
  crit: { check: 'The header demands no extension that the API does not know', spec: 'RFC7515-4.1.11' },
  alg: { check: 'alg is the algorithm that the API is set to', spec: 'RFC8725-3.1' },
  kid: { check: 'The key is a key of the tenant', spec: 'RFC7515-4.1.4' },
  signature: { check: 'The signature is valid', spec: 'RFC7515-5.2' },
  iss: { check: 'iss is the issuer that the API trusts', spec: 'RFC7519-4.1.1' },
  aud: { check: 'aud names this API', spec: 'RFC7519-4.1.3' },
  sub: { check: 'sub names somebody', spec: 'RFC7519-4.1.2' },
  exp: { check: 'The token has not expired', spec: 'RFC7519-4.1.4' },
  nbf: { check: 'The token is already valid', spec: 'RFC7519-4.1.5' },
  iat: { check: 'iat is a time, if it is there', spec: 'RFC7519-4.1.6' },
  typ: { check: 'typ is the type that the API expects', spec: 'RFC8725-3.11' },
  scope: { check: 'The token grants what the request needs', spec: 'RFC6750-3.1' },
} as const satisfies Record<string, Check>;

export type CheckName = keyof typeof checks;

type Evidence = Pick<Verdict, 'expected' | 'actual' | 'because'>;

export class Checklist {
  readonly #verdicts = new Map<CheckName, Verdict>();
  #firstFailure: CheckName | undefined;

  pass(name: CheckName, evidence: Evidence): void {
    this.#verdicts.set(name, { ...checks[name], verdict: 'pass', ...evidence });
  }

  fail(name: CheckName, evidence: Required<Evidence>): void {
    this.#firstFailure ??= name;
    this.#verdicts.set(name, { ...checks[name], verdict: 'fail', ...evidence });
  }

  cannotTell(name: CheckName, because: string): void {
    this.#verdicts.set(name, { ...checks[name], verdict: 'cannot-tell', because });
  }

  /** The first check that failed, which is the one that the answer names. */
  get firstFailure(): CheckName | undefined {
    return this.#firstFailure;
  }

  /** Why the request was refused, in one sentence; empty when it was not. */
  get reason(): string {
    const failure = this.#firstFailure && this.#verdicts.get(this.#firstFailure);
    return failure?.because ?? '';
  }

  /** Every check, also those that were never reached. */
  toVerdicts(): readonly Verdict[] {
    const names = Object.keys(checks) as CheckName[];
    return names.map((name) => this.#verdicts.get(name) ?? this.#notReached(name));
  }

  #notReached(name: CheckName): Verdict {
    const because = this.#firstFailure
      ? `Not reached: this failed before: ${checks[this.#firstFailure].check}.`
      : 'Not reached.';
    return { ...checks[name], verdict: 'cannot-tell', because };
  }
}

/** What a stranger wrote, short enough to show: never a whole token. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return value === '' ? 'empty' : cut(value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  if (Array.isArray(value)) {
    const texts = value.slice(0, 10).map((item) => (typeof item === 'string' ? item : `(${typeof item})`));
    return cut(`[${texts.join(', ')}${value.length > 10 ? ', …' : ''}]`);
  }
  return 'an object';
}

const cut = (text: string) =>
  text.length > 120 ? `${text.slice(0, 120)}… (${text.length} characters)` : text;
