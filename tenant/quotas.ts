/** Counts what one bucket does in a minute. Kept in memory: it bounds this process, not the world. */
export class Limiter {
  readonly #perMinute: number;
  #minute = 0;
  #counts = new Map<string, number>();

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** Whether one more is allowed now; if so, it counts. */
  take(bucket: string, now: number = Date.now()): boolean {
    const minute = Math.floor(now / 60_000);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#counts = new Map();
    }
    const count = this.#counts.get(bucket) ?? 0;
    if (count >= this.#perMinute) return false;
    this.#counts.set(bucket, count + 1);
    return true;
  }

  /** Seconds until a refused bucket is allowed again. */
  retryAfter(now: number = Date.now()): number {
    return 60 - Math.floor((now % 60_000) / 1000);
  }
}
