/**
 * Every table of the product. Times are milliseconds since 1970. Columns that hold JSON are text: SQLite and
 * PostgreSQL keep text alike, and nothing is ever searched inside it.
 */
export interface Schema {
  tenants: TenantRow;
  artifacts: ArtifactRow;
  users: UserRow;
  signing_keys: SigningKeyRow;
  logs: LogRow;
  api_settings: ApiSettingsRow;
}

export interface TenantRow {
  id: string;
  /** JSON of `TenantSettings`. */
  settings: string;
  created_at: number;
  seen_at: number;
  /** Null for a tenant that never expires. */
  expires_at: number | null;
}

/** What the authorization server remembers: sessions, interactions, codes, tokens, grants. */
export interface ArtifactRow {
  tenant: string;
  /** The provider's name of the kind: `AuthorizationCode`, `RefreshToken`, `Session`, … */
  model: string;
  id: string;
  /** JSON. */
  payload: string;
  grant_id: string | null;
  uid: string | null;
  user_code: string | null;
  expires_at: number | null;
  /** Null until it is redeemed. Set it with a condition on null: only one redemption may win. */
  consumed_at: number | null;
}

export interface UserRow {
  tenant: string;
  /** `{strategy}|{id}`, the token's `sub`. */
  user_id: string;
  email: string;
  password_hash: string;
  /** JSON. */
  profile: string;
}

export interface SigningKeyRow {
  kid: string;
  /** Null while the key waits in the pool of pre-made keys. */
  tenant: string | null;
  /** JSON of the private JWK. */
  jwk: string;
  /** Order among the keys of one tenant: 0 signs. */
  position: number;
  created_at: number;
}

export interface LogRow {
  /** Sorts by time as text. */
  log_id: string;
  tenant: string;
  /** Whose log: `tenant` or `api`. */
  party: string;
  at: number;
  /** JSON of the log entry, without any token. */
  entry: string;
}

export interface ApiSettingsRow {
  tenant: string;
  /** JSON of `ApiSettings`. */
  settings: string;
}
