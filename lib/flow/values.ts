/**
 * Everything that a run knows, under the names of the wire. All values are text, as on the wire; JSON documents
 * are kept as the text that arrived. `given` values come from the parties (`lib/scenario/parties.ts`).
 */
export interface FlowValues {
  // given: the app's configuration and the API's address
  issuer: string;
  discovery_url: string;
  client_id: string;
  redirect_uri: string;
  audience: string;
  scope: string;
  api_url: string;
  post_logout_redirect_uri: string;
  // read from the tenant's metadata
  authorization_endpoint: string;
  token_endpoint: string;
  jwks_uri: string;
  revocation_endpoint: string;
  end_session_endpoint: string;
  /** `true` when the tenant promises `iss` in every authorization response (RFC 9207 Section 3). */
  authorization_response_iss_parameter_supported: string;
  // made by the app for one authorization request
  code_verifier: string;
  code_challenge: string;
  code_challenge_method: string;
  state: string;
  nonce: string;
  // brought back by the browser
  code: string;
  // from the token endpoint
  access_token: string;
  token_type: string;
  expires_in: string;
  granted_scope: string;
  id_token: string;
  refresh_token: string;
  // later
  jwks: string;
  sub: string;
  timesheets: string;
}

export type ValueKey = keyof FlowValues;
