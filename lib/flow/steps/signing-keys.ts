import { apiRequest, jwks } from '../../oauth/parameters.ts';
import type { RequestStep } from '../define.ts';

export const signingKeys: RequestStep = {
  id: 'signing-keys',
  kind: 'request',
  from: 'app',
  to: 'tenant',
  title: 'Fetch the signing keys',
  summary: 'The app fetches the public keys of the tenant, to see for itself who signed the ID token.',
  specs: ['RFC7517-5', 'OIDC-Core-10.1'],
  method: 'GET',
  endpoint: 'jwks_uri',
  headers: [{ ...apiRequest.Accept, value: { literal: 'application/json' } }],
  encoding: 'none',
  parameters: [],
  response: [jwks.keys],
  yields: 'jwks',
};
