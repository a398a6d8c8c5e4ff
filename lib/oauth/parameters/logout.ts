/** What may stand in a request to end the session at the tenant. */
import { facts } from '../fact.ts';

export const logoutRequest = facts({
  id_token_hint: {
    requirement: 'RECOMMENDED',
    meaning: 'An ID token the tenant issued before: whose session to end. It may have expired.',
    auth0: 'Without it, and without `logout_hint`, the person is asked to confirm.',
    spec: 'OIDC-RPInitiated-2',
  },
  logout_hint: {
    requirement: 'OPTIONAL',
    meaning: 'Another hint at whose session to end.',
    auth0: 'The `sid` of the ID token.',
    spec: 'OIDC-RPInitiated-2',
  },
  client_id: {
    requirement: 'OPTIONAL',
    meaning: 'Which app is asking. Sent with a hint it must be the app the hint was issued to.',
    auth0: "Selects the application's own list of Allowed Logout URLs.",
    spec: 'OIDC-RPInitiated-2',
  },
  post_logout_redirect_uri: {
    requirement: 'OPTIONAL',
    meaning:
      'Where the browser shall go afterwards. It must be registered beforehand, character by character.',
    auth0: 'An entry of Allowed Logout URLs, of the application or of the tenant.',
    spec: 'OIDC-RPInitiated-2',
  },
  state: {
    requirement: 'OPTIONAL',
    meaning: 'A value that comes back unchanged with the browser.',
    spec: 'OIDC-RPInitiated-2',
  },
  ui_locales: {
    requirement: 'OPTIONAL',
    meaning: 'Languages the person prefers, in order.',
    spec: 'OIDC-RPInitiated-2',
  },
});
