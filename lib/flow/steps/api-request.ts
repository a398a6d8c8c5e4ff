import { apiRequest as facts } from '../../oauth/parameters.ts';
import type { RequestStep } from '../define.ts';

export const apiRequest: RequestStep = {
  id: 'api-request',
  kind: 'request',
  from: 'app',
  to: 'api',
  title: 'Call the API',
  summary: 'The app sends the access token along with its request, and the API decides by the token alone.',
  specs: ['RFC6750-2.1', 'RFC6750-3.1', 'RFC9068-4'],
  method: 'GET',
  endpoint: 'api_url',
  headers: [
    { ...facts.Authorization, value: { from: 'access_token', prefix: 'Bearer ' } },
    { ...facts.Accept, value: { literal: 'application/json' } },
  ],
  encoding: 'none',
  parameters: [],
  response: [],
  yields: 'timesheets',
};
