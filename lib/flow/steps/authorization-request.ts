import { authorizationRequest as facts } from '../../oauth/parameters.ts';
import type { OutgoingRedirectStep } from '../define.ts';

export const authorizationRequest: OutgoingRedirectStep = {
  id: 'authorization-request',
  kind: 'redirect',
  direction: 'outgoing',
  from: 'app',
  to: 'tenant',
  title: 'Send the browser to the tenant',
  summary:
    'The app opens a browser tab at the tenant, with a URL that says who asks, for what, and where to answer.',
  specs: ['RFC6749-4.1.1', 'RFC7636-4.3', 'OIDC-Core-3.1.2.1', 'RFC8252-4.1'],
  endpoint: 'authorization_endpoint',
  parameters: [
    { ...facts.response_type, value: { literal: 'code' } },
    { ...facts.client_id, value: { from: 'client_id' } },
    { ...facts.redirect_uri, value: { from: 'redirect_uri' } },
    { ...facts.scope, value: { from: 'scope' } },
    { ...facts.audience, value: { from: 'audience' } },
    { ...facts.state, value: { from: 'state' } },
    { ...facts.nonce, value: { from: 'nonce' } },
    { ...facts.code_challenge, value: { from: 'code_challenge' } },
    { ...facts.code_challenge_method, value: { from: 'code_challenge_method' } },
  ],
};
