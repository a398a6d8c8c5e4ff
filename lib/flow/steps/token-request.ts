import { apiRequest, tokenRequest as facts, tokenResponse } from '../../oauth/parameters.ts';
import { checkTokenResponse } from '../../oauth/token-response.ts';
import type { RequestStep } from '../define.ts';

export const tokenRequest: RequestStep = {
  id: 'token-request',
  kind: 'request',
  from: 'app',
  to: 'tenant',
  title: 'Exchange the code for tokens',
  summary:
    'The app hands in the code together with the verifier that only it knows, and gets tokens for them.',
  specs: ['RFC6749-4.1.3', 'RFC7636-4.5', 'RFC7636-4.6', 'RFC6749-5.1'],
  method: 'POST',
  endpoint: 'token_endpoint',
  headers: [{ ...apiRequest.Accept, value: { literal: 'application/json' } }],
  encoding: 'form',
  parameters: [
    { ...facts.grant_type, value: { literal: 'authorization_code' } },
    { ...facts.client_id, value: { from: 'client_id' } },
    { ...facts.code, value: { from: 'code' } },
    { ...facts.redirect_uri, value: { from: 'redirect_uri' } },
    { ...facts.code_verifier, value: { from: 'code_verifier' } },
  ],
  response: [
    { ...tokenResponse.access_token, yields: 'access_token' },
    { ...tokenResponse.token_type, yields: 'token_type' },
    { ...tokenResponse.expires_in, yields: 'expires_in' },
    { ...tokenResponse.scope, yields: 'granted_scope' },
    { ...tokenResponse.id_token, yields: 'id_token' },
    { ...tokenResponse.refresh_token, yields: 'refresh_token' },
  ],
  check: checkTokenResponse,
};
