/** The Authorization Code Flow with PKCE, as a native app goes through it to call an API. */
import type { Flow } from './define.ts';
import { apiRequest } from './steps/api-request.ts';
import { apiRequestAgain } from './steps/api-request-again.ts';
import { authorizationRequest } from './steps/authorization-request.ts';
import { authorizationResponse } from './steps/authorization-response.ts';
import { codeChallenge } from './steps/code-challenge.ts';
import { codeVerifier } from './steps/code-verifier.ts';
import { configure } from './steps/configure.ts';
import { idTokenValidation } from './steps/id-token-validation.ts';
import { login } from './steps/login.ts';
import { logoutRequest } from './steps/logout-request.ts';
import { refreshRequest } from './steps/refresh-request.ts';
import { revocationRequest } from './steps/revocation-request.ts';
import { signingKeys } from './steps/signing-keys.ts';
import { tokenRequest } from './steps/token-request.ts';

export const authorizationCodePkce = {
  id: 'authorization-code-pkce',
  title: 'Authorization Code Flow with PKCE',
  given: [
    'issuer',
    'discovery_url',
    'client_id',
    'redirect_uri',
    'audience',
    'scope',
    'api_url',
    'post_logout_redirect_uri',
  ],
  steps: [
    configure,
    codeVerifier,
    codeChallenge,
    authorizationRequest,
    login,
    authorizationResponse,
    tokenRequest,
    signingKeys,
    idTokenValidation,
    apiRequest,
    refreshRequest,
    apiRequestAgain,
    revocationRequest,
    logoutRequest,
  ],
} as const satisfies Flow;
