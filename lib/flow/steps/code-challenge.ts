import { calculateCodeChallenge } from '../../oauth/pkce.ts';
import type { CalculationStep } from '../define.ts';

export const codeChallenge: CalculationStep = {
  id: 'code-challenge',
  kind: 'calculation',
  party: 'app',
  title: 'Derive the code challenge',
  summary: 'The app hashes the verifier; the hash may be seen by everybody, the verifier stays in the app.',
  specs: ['RFC7636-4.2', 'RFC7636-A'],
  needs: ['code_verifier'],
  yields: ['code_challenge', 'code_challenge_method'],
  calculate: async ({ code_verifier = '' }) => ({
    values: { code_challenge: await calculateCodeChallenge(code_verifier), code_challenge_method: 'S256' },
    verdicts: [],
  }),
};
