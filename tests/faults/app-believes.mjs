/** Faults in what the app believes: answers, tokens and addresses that it should have refused. */

const response = (what) => ({
  file: 'lib/oauth/redirect-uri.test.ts',
  title: `the authorization response › ${what}`,
});
const claims = (what) => ({
  file: 'lib/oauth/id-token.test.ts',
  title: `OpenID Connect Core Section 3.1.3.7: the ID token › fails with ${what}, and on that check alone`,
});
const metadata = (what) => ({
  file: 'lib/oauth/metadata.test.ts',
  title: `OpenID Connect Discovery Section 4.3: the metadata › ${what}`,
});
const signature = (what) => ({ file: 'lib/oauth/id-token.test.ts', title: `the signature › ${what}` });

/** @type {readonly import('./faults.mjs').Fault[]} */
export const responses = [
  {
    id: 'code-from-state',
    wrong: 'The app takes the code out of the parameter state.',
    file: 'lib/flow/steps/authorization-response.ts',
    find: "    { ...facts.code, yields: 'code' },\n    facts.state,\n",
    replace: "    facts.code,\n    { ...facts.state, yields: 'code' },\n",
    noticedBy: {
      file: 'tests/wire/wire.test.ts',
      title: "'authorization-response' › takes the code from the URL of its witness",
    },
  },
  {
    id: 'state-not-checked',
    wrong: 'The app does not compare state with what it sent.',
    file: 'lib/oauth/redirect-uri.ts',
    find: '    checkState(parameters, expected.state),\n',
    replace: '',
    noticedBy: response('fails with another state'),
  },
  {
    id: 'state-by-prefix',
    wrong: 'A state that is only the beginning of the right one is accepted.',
    file: 'lib/oauth/redirect-uri.ts',
    find: "if (actual === state && parameters.getAll('state').length === 1)",
    replace: "if (actual !== '' && state.startsWith(actual))",
    noticedBy: response('fails with a state that is only a beginning'),
  },
  {
    id: 'response-iss-ignored',
    wrong: 'An answer that names another issuer is accepted (mix-up).',
    file: 'lib/oauth/redirect-uri.ts',
    find: '    checkIssuer(parameters, expected),\n',
    replace: '',
    noticedBy: response('fails with another iss'),
  },
  {
    id: 'failed-response-used',
    wrong: 'The app takes the code although a check of the answer has failed.',
    file: 'lib/flow/learn.ts',
    find: 'error === null && !failed(verdicts) ?',
    replace: 'error === null ?',
    noticedBy: {
      file: 'tests/faults/refused-answers.test.ts',
      title: 'RFC 6749 Section 10.12: a redirect with another state brings no code',
    },
  },
  {
    id: 'parameters-twice',
    wrong: 'A parameter that appears twice is accepted.',
    file: 'lib/oauth/redirect-uri.ts',
    find: '    checkOnce(parameters),\n',
    replace: '',
    noticedBy: response('fails with two codes'),
  },
  {
    id: 'fragment-read',
    wrong: 'The app reads the parameters of the fragment, as in the implicit grant.',
    file: 'lib/oauth/redirect-uri.ts',
    find: "/\\?([^#]*)/.exec(url.split('#', 1)[0] ?? '')",
    replace: "/\\?(.*)/s.exec(url.replace('#', '&'))",
    noticedBy: response('fails with a code in the fragment alone'),
  },
  {
    id: 'redirect-uri-by-prefix',
    wrong: 'Any address that begins with the redirect URI counts as the redirect URI.',
    file: 'lib/oauth/redirect-uri.ts',
    find: "{form.includes('?') ? '&' : '?'}",
    replace: "{''}",
    noticedBy: response('fails with a longer host'),
  },
];

/** @type {readonly import('./faults.mjs').Fault[]} */
export const answers = [
  {
    id: 'metadata-issuer-ignored',
    wrong: 'The app believes metadata that speak for another issuer.',
    file: 'lib/oauth/metadata.ts',
    find: '    checkIssuer(members.issuer, issuer),\n',
    replace: '',
    noticedBy: metadata('fails with another issuer'),
  },
  {
    id: 'metadata-http-accepted',
    wrong: 'The app sends its code to an endpoint without TLS.',
    file: 'lib/oauth/metadata.ts',
    find: "(loopback && url?.protocol === 'http:')",
    replace: "url?.protocol === 'http:'",
    noticedBy: metadata('fails with http beyond loopback'),
  },
  {
    id: 'token-type-ignored',
    wrong: 'The app uses a token of a type that it does not know as a bearer token.',
    file: 'lib/oauth/token-response.ts',
    find: '    checkTokenType(members.token_type),\n',
    replace: '',
    noticedBy: {
      file: 'lib/oauth/token-response.test.ts',
      title: 'RFC 6749 Section 5.1: the token response › fails with another token_type',
    },
  },
  {
    id: 'refreshed-sub-ignored',
    wrong: 'After a refresh the app goes on as another person.',
    file: 'lib/oauth/token-response.ts',
    find: "    same('sub of the new ID token is that of the first', first.sub, claims.sub),\n",
    replace: '',
    noticedBy: {
      file: 'lib/oauth/token-response.test.ts',
      title: 'OpenID Connect Core Section 12.2: the refreshed ID token › fails with another sub',
    },
  },
  {
    id: 'failed-answer-used',
    wrong: 'The app takes tokens out of an answer although a check of it has failed.',
    file: 'lib/flow/learn.ts',
    find: '  if (failed(verdicts)) return { values: {}, missing, error: null, verdicts };\n',
    replace: '',
    noticedBy: {
      file: 'tests/faults/refused-answers.test.ts',
      title: 'RFC 6749 Section 5.1: a token response with an unknown token_type brings no token',
    },
  },
  {
    id: 'refusal-used',
    wrong: 'The app takes tokens out of an answer whose status is an error.',
    file: 'lib/flow/learn.ts',
    find: 'if (response.status < 200 || response.status > 299)',
    replace: 'if (response.status > 499)',
    noticedBy: {
      file: 'lib/flow/learn.test.ts',
      title:
        'what a request brings › never takes a 2xx body for what an error answer says, nor the other way round',
    },
  },
];

/** @type {readonly import('./faults.mjs').Fault[]} */
export const idTokens = [
  {
    id: 'id-token-signature-skipped',
    wrong: 'The signature of the ID token is called valid without a look at it.',
    file: 'lib/oauth/id-token.ts',
    find: "    await compactVerify(token, await importJWK(key, 'RS256'), { algorithms: ['RS256'] });\n",
    replace: '',
    noticedBy: signature('fails when another key made it under the same name'),
  },
  {
    id: 'id-token-alg-none',
    wrong: 'An ID token with alg none is accepted.',
    file: 'lib/oauth/id-token.ts',
    find: "return alg === 'RS256'\n",
    replace: "return alg === 'RS256' || alg === 'none'\n",
    noticedBy: signature('is not even tried with alg none'),
  },
  {
    id: 'id-token-any-key',
    wrong: 'The app takes the first key of the set, whatever kid the token names.',
    file: 'lib/oauth/id-token.ts',
    find: 'kid === undefined ? usable : usable.filter((key) => key.kid === kid)',
    replace: 'usable.slice(0, 1)',
    noticedBy: signature('names the key that is missing, and those that are there'),
  },
  {
    id: 'id-token-iss-by-prefix',
    wrong: 'An issuer that is only the beginning of the right one is accepted.',
    file: 'lib/oauth/id-token.ts',
    find: 'return iss === issuer\n',
    replace: "return typeof iss === 'string' && issuer.startsWith(iss)\n",
    noticedBy: claims('the issuer without its slash'),
  },
  {
    id: 'id-token-aud-ignored',
    wrong: 'An ID token for another app is accepted.',
    file: 'lib/oauth/id-token.ts',
    find: 'readonly unknown[] = Array.isArray(aud) ? aud : [aud];',
    replace: 'readonly unknown[] = aud === undefined ? [] : [clientId];',
    noticedBy: claims('another audience'),
  },
  {
    id: 'id-token-exp-ignored',
    wrong: 'An ID token that has expired is accepted.',
    file: 'lib/oauth/id-token.ts',
    find: 'return now / 1000 < time.seconds + leeway\n',
    replace: 'return time.seconds + leeway > 0\n',
    noticedBy: claims('an exp in the past'),
  },
  {
    id: 'id-token-nonce-ignored',
    wrong: 'An ID token that was made for another login is accepted.',
    file: 'lib/oauth/id-token.ts',
    find: 'if (nonce === sent) return',
    replace: "if (typeof nonce === 'string') return",
    noticedBy: claims('another nonce'),
  },
  {
    id: 'id-token-at-hash-ignored',
    wrong: 'An ID token beside a foreign access token is accepted.',
    file: 'lib/oauth/id-token.ts',
    find: 'return at_hash === hash\n',
    replace: 'return hash.length > 0\n',
    noticedBy: claims('another at_hash'),
  },
];
