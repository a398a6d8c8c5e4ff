import { revocationRequest as facts } from '../../oauth/parameters.ts';
import type { RequestStep } from '../define.ts';

export const revocationRequest: RequestStep = {
  id: 'revocation-request',
  kind: 'request',
  from: 'app',
  to: 'tenant',
  title: 'Revoke the refresh token',
  summary: 'The app gives its refresh token back, so that nobody who finds a copy of it can use it.',
  specs: ['RFC7009-2.1', 'RFC7009-2.2'],
  method: 'POST',
  endpoint: 'revocation_endpoint',
  headers: [],
  encoding: 'form',
  parameters: [
    { ...facts.token, value: { from: 'refresh_token' } },
    { ...facts.token_type_hint, value: { literal: 'refresh_token' } },
    { ...facts.client_id, value: { from: 'client_id' } },
  ],
  response: [],
};
