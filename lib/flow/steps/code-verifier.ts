import { encodeBase64url } from '../../oauth/base64url.ts';
import { checkCodeVerifier, generateCodeVerifier } from '../../oauth/pkce.ts';
import type { CalculationStep } from '../define.ts';

/** 128 bits: more than can be guessed while a login lasts. */
const RANDOM_BYTES = 16;

export const codeVerifier: CalculationStep = {
  id: 'code-verifier',
  kind: 'calculation',
  party: 'app',
  title: 'Make the code verifier',
  summary:
    'The app makes a secret for this one login, and two more random values that tie the answers to it.',
  specs: ['RFC7636-4.1', 'RFC7636-7.1', 'RFC6749-10.12', 'OIDC-Core-15.5.2'],
  needs: [],
  yields: ['code_verifier', 'state', 'nonce'],
  calculate: async (_, { random }) => {
    const code_verifier = generateCodeVerifier(random);
    return {
      values: {
        code_verifier,
        state: encodeBase64url(random(RANDOM_BYTES)),
        nonce: encodeBase64url(random(RANDOM_BYTES)),
      },
      verdicts: [checkCodeVerifier(code_verifier)],
    };
  },
};
