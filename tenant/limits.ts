/** What one visitor may take from the others. */
export interface Limits {
  /** Tenants made or replaced in a minute by one address. */
  readonly createsPerMinute: number;
  /** Visitor tenants that exist at a time. */
  readonly tenants: number;
  /** Logins and sign-ups in a minute: of a visitor's tenant, or of one address at the house tenant. */
  readonly attemptsPerMinute: number;
  /** Users of one visitor's tenant. */
  readonly users: number;
  /** Users of the house tenant. Who signs up there is forgotten after a day. */
  readonly houseUsers: number;
  /** Sessions, codes, tokens and grants of one tenant. New ones are refused, old ones are never pushed out. */
  readonly artifacts: number;
  /** Artifacts of the house tenant, which is everybody's. */
  readonly houseArtifacts: number;
  /** Settings in bytes. */
  readonly settingsBytes: number;
  /** Milliseconds without a request after which a visitor's tenant ends. */
  readonly idle: number;
  /** Milliseconds after which it ends in any case. */
  readonly age: number;
  /** Providers kept in memory. */
  readonly liveProviders: number;
  /** Signing keys made in advance. */
  readonly keyPool: number;
}

export const defaultLimits: Limits = {
  createsPerMinute: 60,
  tenants: 2_000,
  attemptsPerMinute: 20,
  users: 200,
  houseUsers: 2_000,
  artifacts: 5_000,
  houseArtifacts: 200_000,
  settingsBytes: 256 * 1024,
  idle: 30 * 60_000,
  age: 24 * 3_600_000,
  liveProviders: 200,
  keyPool: 8,
};
