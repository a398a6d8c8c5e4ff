import { logoutRequest as facts } from '../../oauth/parameters.ts';
import type { OutgoingRedirectStep } from '../define.ts';

export const logoutRequest: OutgoingRedirectStep = {
  id: 'logout-request',
  kind: 'redirect',
  direction: 'outgoing',
  from: 'app',
  to: 'tenant',
  title: 'Log out at the tenant',
  summary:
    'The app sends the browser to the tenant to end the session there, and the browser comes back with nothing.',
  specs: ['OIDC-RPInitiated-2', 'OIDC-RPInitiated-3'],
  endpoint: 'end_session_endpoint',
  parameters: [
    { ...facts.id_token_hint, value: { from: 'id_token' } },
    { ...facts.client_id, value: { from: 'client_id' } },
    { ...facts.post_logout_redirect_uri, value: { from: 'post_logout_redirect_uri' } },
  ],
  returns: 'post_logout_redirect_uri',
};
