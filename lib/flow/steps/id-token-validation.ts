import { checkIdToken } from '../../oauth/id-token.ts';
import { decodeToken } from '../../oauth/jwt.ts';
import type { CalculationStep } from '../define.ts';

export const idTokenValidation: CalculationStep = {
  id: 'id-token-validation',
  kind: 'calculation',
  party: 'app',
  title: 'Validate the ID token',
  summary:
    'The app checks who made the ID token, for whom, for which login and when, and only then believes it.',
  specs: ['OIDC-Core-3.1.3.7', 'OIDC-Core-2', 'RFC7519-7.2'],
  needs: ['id_token', 'jwks', 'issuer', 'client_id', 'nonce', 'access_token'],
  yields: ['sub'],
  calculate: async (values, { now }) => {
    const idToken = values.id_token ?? '';
    const token = decodeToken(idToken);
    const verdicts = await checkIdToken(idToken, {
      issuer: values.issuer ?? '',
      clientId: values.client_id ?? '',
      nonce: values.nonce,
      jwks: values.jwks ?? '',
      accessToken: values.access_token,
      now: now(),
    });
    return { values: token.kind === 'jws' ? { sub: String(token.claims.sub) } : {}, verdicts };
  },
};
