import { authorizationResponse as facts } from '../../oauth/parameters.ts';
import { checkAuthorizationResponse } from '../../oauth/redirect-uri.ts';
import type { IncomingRedirectStep } from '../define.ts';

export const authorizationResponse: IncomingRedirectStep = {
  id: 'authorization-response',
  kind: 'redirect',
  direction: 'incoming',
  from: 'tenant',
  to: 'app',
  title: 'Read the redirect',
  summary:
    'The browser comes back to the app with a URL; the app checks that it answers its own request and takes the code.',
  specs: ['RFC6749-4.1.2', 'RFC6749-10.12', 'RFC9207-2.4', 'RFC8252-7'],
  endpoint: 'redirect_uri',
  needs: ['state', 'issuer'],
  checksAgainst: ['authorization_response_iss_parameter_supported'],
  parameters: [
    { ...facts.code, yields: 'code' },
    facts.state,
    facts.iss,
    facts.error,
    facts.error_description,
  ],
  check: (url, values) =>
    checkAuthorizationResponse(url, {
      redirectUri: values.redirect_uri ?? '',
      state: values.state,
      issuer: values.issuer,
      issPromised: values.authorization_response_iss_parameter_supported === 'true',
    }),
};
