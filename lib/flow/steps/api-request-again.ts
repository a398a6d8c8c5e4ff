import type { RequestStep } from '../define.ts';
import { apiRequest } from './api-request.ts';

/** The same request with the newer token: nothing but the words around it differs. */
export const apiRequestAgain: RequestStep = {
  ...apiRequest,
  id: 'api-request-again',
  title: 'Call the API again',
  summary: 'The same request with the new access token, which the API accepts like the first.',
};
