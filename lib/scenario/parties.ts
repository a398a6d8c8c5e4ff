/**
 * Whom a run talks to. Pointing a run at another server is a change of this object and of nothing else.
 */
export interface Parties {
  readonly tenant: {
    /** Exactly as in the tokens: Auth0's ends with a slash. */
    readonly issuer: string;
    /**
     * Where to read what the tenant checked (`GET …/pixy/logs`), or null for a tenant that is not ours:
     * then only its public answer is shown.
     */
    readonly logs_url: string | null;
  };
  readonly app: {
    readonly client_id: string;
    readonly redirect_uri: string;
    readonly post_logout_redirect_uri: string;
    /** Space-separated, as sent. */
    readonly scope: string;
    /** The API's identifier; empty for "send no audience". */
    readonly audience: string;
  };
  readonly api: {
    /** The resource that the app calls. */
    readonly url: string;
    /** Where to read what the API checked, or null. */
    readonly logs_url: string | null;
  };
}
