/** What stands in a request to a protected API and in its refusal. */
import { facts } from '../fact.ts';

export const apiRequest = facts({
  Authorization: {
    requirement: 'REQUIRED',
    meaning: 'The access token, after the word Bearer and one space. This header is the one place to put it.',
    auth0: "Auth0's libraries for APIs refuse a request that carries a token in two places.",
    spec: 'RFC6750-2.1',
  },
  Accept: {
    requirement: 'OPTIONAL',
    meaning: 'The format that the answer should have.',
    spec: 'RFC9110-12.5.1',
  },
});

/** Parameters of the challenge that an API answers a refused request with. */
export const challenge = facts({
  realm: { requirement: 'OPTIONAL', meaning: 'The name of the protected area.', spec: 'RFC6750-3' },
  error: {
    requirement: 'CONDITIONAL',
    meaning: 'One word that says why. Absent when no token was sent at all, or none that could be read.',
    spec: 'RFC6750-3.1',
  },
  error_description: {
    requirement: 'OPTIONAL',
    meaning: 'The same in a sentence, for the developer.',
    spec: 'RFC6750-3',
  },
  scope: {
    requirement: 'OPTIONAL',
    meaning: 'The scopes that the request would have needed.',
    spec: 'RFC6750-3',
  },
});
