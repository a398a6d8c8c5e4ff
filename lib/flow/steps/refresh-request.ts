import { apiRequest, refreshRequest as facts, refreshResponse } from '../../oauth/parameters.ts';
import { checkRefreshedIdToken, checkTokenResponse } from '../../oauth/token-response.ts';
import type { RequestStep } from '../define.ts';

export const refreshRequest: RequestStep = {
  id: 'refresh-request',
  kind: 'request',
  from: 'app',
  to: 'tenant',
  title: 'Refresh the access token',
  summary:
    'The app hands in its refresh token and gets a new access token, while the person notices nothing.',
  specs: ['RFC6749-6', 'RFC9700-4.14.2', 'OIDC-Core-12.2'],
  method: 'POST',
  endpoint: 'token_endpoint',
  headers: [{ ...apiRequest.Accept, value: { literal: 'application/json' } }],
  encoding: 'form',
  parameters: [
    { ...facts.grant_type, value: { literal: 'refresh_token' } },
    { ...facts.client_id, value: { from: 'client_id' } },
    { ...facts.refresh_token, value: { from: 'refresh_token' } },
  ],
  response: [
    { ...refreshResponse.access_token, yields: 'access_token' },
    { ...refreshResponse.token_type, yields: 'token_type' },
    { ...refreshResponse.expires_in, yields: 'expires_in' },
    { ...refreshResponse.scope, yields: 'granted_scope' },
    { ...refreshResponse.id_token, yields: 'id_token' },
    { ...refreshResponse.refresh_token, yields: 'refresh_token' },
  ],
  checksAgainst: ['issuer', 'client_id', 'sub'],
  check: (members, { issuer, client_id: clientId, sub }) => [
    ...checkTokenResponse(members),
    ...checkRefreshedIdToken(members, { issuer, clientId, sub }),
  ],
};
