/** Faults in what the app calculates and sends. */

/** vitest puts the id of the step into quotes. */
const wire = (step, what) => ({ file: 'tests/wire/wire.test.ts', title: `'${step}' › ${what}` });
const pkce = (title) => ({
  file: 'lib/oauth/pkce.test.ts',
  title: `Proof Key for Code Exchange › ${title}`,
});

const sentToAuthorize = wire(
  'authorization-request',
  'sends the browser to the URL of its witness, to the byte',
);
const sentToToken = wire('token-request', 'sends the request of its witness, to the byte');

/** @type {readonly import('./faults.mjs').Fault[]} */
export const requests = [
  {
    id: 'code-verifier-dropped',
    wrong: 'The token request carries no code_verifier.',
    file: 'lib/flow/steps/token-request.ts',
    find: "    { ...facts.code_verifier, value: { from: 'code_verifier' } },\n",
    replace: '',
    noticedBy: sentToToken,
  },
  {
    id: 'code-challenge-dropped',
    wrong: 'The authorization request carries no code_challenge.',
    file: 'lib/flow/steps/authorization-request.ts',
    find: "    { ...facts.code_challenge, value: { from: 'code_challenge' } },\n",
    replace: '',
    noticedBy: sentToAuthorize,
  },
  {
    id: 'code-challenge-method-dropped',
    wrong: 'The authorization request carries no code_challenge_method, which means plain.',
    file: 'lib/flow/steps/authorization-request.ts',
    find: "    { ...facts.code_challenge_method, value: { from: 'code_challenge_method' } },\n",
    replace: '',
    noticedBy: sentToAuthorize,
  },
  {
    id: 'state-dropped',
    wrong: 'The authorization request carries no state.',
    file: 'lib/flow/steps/authorization-request.ts',
    find: "    { ...facts.state, value: { from: 'state' } },\n",
    replace: '',
    noticedBy: sentToAuthorize,
  },
  {
    id: 'nonce-dropped',
    wrong: 'The authorization request carries no nonce.',
    file: 'lib/flow/steps/authorization-request.ts',
    find: "    { ...facts.nonce, value: { from: 'nonce' } },\n",
    replace: '',
    noticedBy: sentToAuthorize,
  },
  {
    id: 'audience-dropped',
    wrong: 'The authorization request names no audience, so that an opaque token is issued.',
    file: 'lib/flow/steps/authorization-request.ts',
    find: "    { ...facts.audience, value: { from: 'audience' } },\n",
    replace: '',
    noticedBy: sentToAuthorize,
  },
  {
    id: 'response-type-token',
    wrong: 'The authorization request asks for the implicit grant.',
    file: 'lib/flow/steps/authorization-request.ts',
    find: "value: { literal: 'code' }",
    replace: "value: { literal: 'token' }",
    noticedBy: sentToAuthorize,
  },
  {
    id: 'grant-type-wrong',
    wrong: 'The token request names the response type where the grant type belongs.',
    file: 'lib/flow/steps/token-request.ts',
    find: "value: { literal: 'authorization_code' }",
    replace: "value: { literal: 'code' }",
    noticedBy: sentToToken,
  },
  {
    id: 'redirect-uri-dropped',
    wrong: 'The token request does not repeat redirect_uri.',
    file: 'lib/flow/steps/token-request.ts',
    find: "    { ...facts.redirect_uri, value: { from: 'redirect_uri' } },\n",
    replace: '',
    noticedBy: sentToToken,
  },
  {
    id: 'token-request-in-query',
    wrong: 'The token request puts code and verifier into the URL, where they are logged.',
    file: 'lib/flow/steps/token-request.ts',
    find: "encoding: 'form'",
    replace: "encoding: 'query'",
    noticedBy: sentToToken,
  },
  {
    id: 'id-token-sent-to-api',
    wrong: 'The app sends the ID token to the API in place of the access token.',
    file: 'lib/flow/steps/api-request.ts',
    find: "from: 'access_token'",
    replace: "from: 'id_token'",
    noticedBy: wire('api-request', 'sends the request of its witness, to the byte'),
  },
  {
    id: 'access-token-from-id-token',
    wrong: 'The app takes its access token out of the member id_token.',
    file: 'lib/flow/steps/token-request.ts',
    find: "{ ...tokenResponse.id_token, yields: 'id_token' }",
    replace: "{ ...tokenResponse.id_token, yields: 'access_token' }",
    noticedBy: wire('api-request', 'sends the request of its witness, to the byte'),
  },
  {
    id: 'bearer-without-scheme',
    wrong: 'The Authorization header holds the token without the word Bearer.',
    file: 'lib/flow/steps/api-request.ts',
    find: ", prefix: 'Bearer '",
    replace: '',
    noticedBy: wire('api-request', 'sends the request of its witness, to the byte'),
  },
  {
    id: 'refresh-token-kept',
    wrong: 'After a refresh the app goes on with the old refresh token, which rotation has ended.',
    file: 'lib/flow/steps/refresh-request.ts',
    find: "{ ...refreshResponse.refresh_token, yields: 'refresh_token' }",
    replace: 'refreshResponse.refresh_token',
    noticedBy: wire('revocation-request', 'sends the request of its witness, to the byte'),
  },
  {
    id: 'access-token-kept',
    wrong: 'After a refresh the app calls the API with the old access token.',
    file: 'lib/flow/steps/refresh-request.ts',
    find: "{ ...refreshResponse.access_token, yields: 'access_token' }",
    replace: 'refreshResponse.access_token',
    noticedBy: wire('api-request-again', 'sends the request of its witness, to the byte'),
  },
];

/** @type {readonly import('./faults.mjs').Fault[]} */
export const calculations = [
  {
    id: 'challenge-plain',
    wrong: 'The code challenge is the verifier itself, with the method plain.',
    file: 'lib/flow/steps/code-challenge.ts',
    find: "code_challenge: await calculateCodeChallenge(code_verifier), code_challenge_method: 'S256'",
    replace: "code_challenge: code_verifier, code_challenge_method: 'plain'",
    noticedBy: wire('code-challenge', 'makes the values of its witness'),
  },
  {
    id: 'challenge-sha-1',
    wrong: 'The challenge is made with SHA-1.',
    file: 'lib/oauth/pkce.ts',
    find: "digest('SHA-256', new",
    replace: "digest('SHA-1', new",
    noticedBy: pkce('RFC 7636 Appendix B: derives the published challenge'),
  },
  {
    id: 'challenge-hex',
    wrong: 'The challenge is the digest in hexadecimal.',
    file: 'lib/oauth/pkce.ts',
    find: 'return encodeBase64url(new Uint8Array(digest));',
    replace:
      "return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');",
    noticedBy: pkce('RFC 7636 Appendix B: derives the published challenge'),
  },
  {
    id: 'base64url-padded',
    wrong: 'base64url keeps its padding.',
    file: 'lib/oauth/base64url.ts',
    find: ".replaceAll('=', '')",
    replace: '',
    noticedBy: pkce('RFC 7636 Appendix B: derives the published challenge'),
  },
  {
    id: 'base64-standard',
    wrong: 'The alphabet is that of standard base64, with + and /.',
    file: 'lib/oauth/base64url.ts',
    find: "btoa(binary).replaceAll('+', '-').replaceAll('/', '_')",
    replace: 'btoa(binary)',
    noticedBy: pkce('RFC 7636 Appendix B: derives the published challenge'),
  },
  {
    id: 'base64url-lenient',
    wrong: 'The decoder takes padding, so that one token has several spellings.',
    file: 'lib/oauth/base64url.ts',
    find: '/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1',
    replace: '/^[A-Za-z0-9_=-]*$/.test(text)',
    noticedBy: {
      file: 'lib/oauth/base64url.test.ts',
      title: 'base64url without padding › refuses "A-z_4ME=", which a lenient decoder would take',
    },
  },
  {
    id: 'verifier-of-31-bytes',
    wrong: 'The app draws 31 bytes, which make a verifier of 42 characters.',
    file: 'lib/oauth/pkce.ts',
    find: 'VERIFIER_BYTES = 32',
    replace: 'VERIFIER_BYTES = 31',
    noticedBy: pkce('RFC 7636 Appendix B: makes the published verifier of the published octets'),
  },
  {
    id: 'verifier-of-42-accepted',
    wrong: 'A verifier of 42 characters counts as long enough.',
    file: 'lib/oauth/pkce.ts',
    find: '{43,128}$/',
    replace: '{42,128}$/',
    noticedBy: pkce('RFC 7636 Section 4.1: refuses 42 characters and says why'),
  },
  {
    id: 'challenge-before-verifier',
    wrong: 'The flow derives the challenge before there is a verifier.',
    file: 'lib/flow/authorization-code-pkce.ts',
    find: '    codeVerifier,\n    codeChallenge,\n',
    replace: '    codeChallenge,\n    codeVerifier,\n',
    noticedBy: wire('code-challenge', 'needs what the steps before it have brought, as its witness says'),
  },
  {
    id: 'nonce-is-state',
    wrong: 'One random value serves as state and as nonce.',
    file: 'lib/flow/steps/code-verifier.ts',
    find: `    return {
      values: {
        code_verifier,
        state: encodeBase64url(random(RANDOM_BYTES)),
        nonce: encodeBase64url(random(RANDOM_BYTES)),
      },`,
    replace: `    const state = encodeBase64url(random(RANDOM_BYTES));
    return {
      values: { code_verifier, state, nonce: state },`,
    noticedBy: wire('code-verifier', 'makes the values of its witness'),
  },
];
