import { checkMetadata } from '../../oauth/metadata.ts';
import { apiRequest, metadata } from '../../oauth/parameters.ts';
import type { RequestStep } from '../define.ts';

export const configure: RequestStep = {
  id: 'configure',
  kind: 'request',
  from: 'app',
  to: 'tenant',
  title: 'Read the tenant’s metadata',
  summary: 'The app knows the tenant by one address and asks it where everything else is.',
  specs: ['OIDC-Discovery-4', 'RFC8414-3'],
  method: 'GET',
  endpoint: 'discovery_url',
  headers: [{ ...apiRequest.Accept, value: { literal: 'application/json' } }],
  encoding: 'none',
  parameters: [],
  response: [
    metadata.issuer,
    { ...metadata.authorization_endpoint, yields: 'authorization_endpoint' },
    { ...metadata.token_endpoint, yields: 'token_endpoint' },
    { ...metadata.jwks_uri, yields: 'jwks_uri' },
    { ...metadata.revocation_endpoint, yields: 'revocation_endpoint' },
    { ...metadata.end_session_endpoint, yields: 'end_session_endpoint' },
    {
      ...metadata.authorization_response_iss_parameter_supported,
      yields: 'authorization_response_iss_parameter_supported',
    },
    metadata.code_challenge_methods_supported,
  ],
  checksAgainst: ['issuer'],
  check: (members, { issuer }) => checkMetadata(members, issuer),
};
