/** Every message of the flow with what may stand in it, and what each part is for. */
import type { ParameterFact } from './fact.ts';
import { apiRequest, challenge } from './parameters/api.ts';
import { authorizationRequest, authorizationResponse } from './parameters/authorization.ts';
import { logoutRequest } from './parameters/logout.ts';
import { jwk, jwks, metadata } from './parameters/metadata.ts';
import {
  refreshRequest,
  refreshResponse,
  revocationRequest,
  tokenError,
  tokenRequest,
  tokenResponse,
} from './parameters/token.ts';

export {
  apiRequest,
  authorizationRequest,
  authorizationResponse,
  challenge,
  jwk,
  jwks,
  logoutRequest,
  metadata,
  refreshRequest,
  refreshResponse,
  revocationRequest,
  tokenError,
  tokenRequest,
  tokenResponse,
};

/** All messages by name, for tables and look-ups. */
export const messages = {
  metadata,
  authorizationRequest,
  authorizationResponse,
  tokenRequest,
  tokenResponse,
  tokenError,
  refreshRequest,
  refreshResponse,
  jwks,
  jwk,
  apiRequest,
  challenge,
  revocationRequest,
  logoutRequest,
} as const satisfies Record<string, Readonly<Record<string, ParameterFact>>>;

export type MessageName = keyof typeof messages;
