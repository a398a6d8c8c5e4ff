/** Faults of the tenant: what an authorization server must keep to, whatever an app or an attacker sends. */

const inFile = (file) => (title) => ({ file: `tests/tenant/${file}.test.ts`, title, alone: true });
const flow = inFile('flow');
const pkce = inFile('pkce');
const redirects = inFile('redirects');
const replay = inFile('replay');
const pages = inFile('pages');
const isolation = inFile('isolation');
const logout = inFile('logout');
const tokenEndpoint = inFile('token-endpoint');

const wholeFlow = flow(
  'the flow › RFC 6749 Section 4.1: from the authorization request to the API, refresh, revocation and logout',
);

/** @type {readonly import('./faults.mjs').Fault[]} */
export const authorization = [
  {
    id: 'tenant-pkce-not-required',
    wrong: 'The tenant takes a third-party app without PKCE.',
    file: 'tenant/provider.ts',
    find: 'pkce: { required: (_ctx, client) => !settingsOf(tenant, client.clientId).is_first_party }',
    replace: 'pkce: { required: () => false }',
    noticedBy: pkce(
      'at the authorization endpoint › RFC 9700 Section 2.1.1: a third-party app must use PKCE',
    ),
  },
  {
    id: 'tenant-redirect-uri-by-prefix',
    wrong: 'The tenant redirects to any address that begins with a registered callback.',
    file: 'tenant/redirect-uri.ts',
    find: 'if (client.callbacks.includes(uri)) return true;',
    replace: 'if (client.callbacks.some((callback) => uri.startsWith(callback))) return true;',
    noticedBy: redirects(
      'callbacks › RFC 9700 Section 2.1: a slash at the end is another callback, and the answer stays here',
    ),
  },
  {
    id: 'tenant-redirect-uri-any-case',
    wrong: 'The tenant compares callbacks without regard to case.',
    file: 'tenant/redirect-uri.ts',
    find: 'if (client.callbacks.includes(uri)) return true;',
    replace: 'if (client.callbacks.some((one) => one.toLowerCase() === uri.toLowerCase())) return true;',
    noticedBy: redirects(
      'callbacks › RFC 9700 Section 2.1: another case is another callback, and the answer stays here',
    ),
  },
  {
    id: 'tenant-any-loopback-port',
    wrong: 'The tenant takes any port of a loopback callback although its settings do not say so.',
    file: 'tenant/redirect-uri.ts',
    find: '  if (!anyLoopbackPort) return false;\n',
    replace: '',
    noticedBy: redirects('callbacks › Auth0 compares the port of a loopback callback'),
  },
  {
    id: 'tenant-parameters-twice',
    wrong: 'The tenant takes the first of two parameters of one name.',
    file: 'tenant/authorization-request.ts',
    find: 'for (const value of sent.getAll(name)) request.append(name, value);',
    replace: 'for (const value of sent.getAll(name).slice(0, 1)) request.append(name, value);',
    noticedBy: redirects(
      'refusals that the app is told › RFC 6749 Section 3.1: a parameter sent twice is refused, whichever it is',
    ),
  },
  {
    id: 'tenant-iss-sent',
    wrong: 'The tenant sends iss, which Auth0 does not.',
    file: 'tenant/authorize.ts',
    find: 'const { iss: _iss, ...success } = payload;',
    replace: 'const success = payload;',
    noticedBy: redirects(
      'response modes › RFC 9207: no iss is sent, as Auth0 sends none, and the redirect is a 302',
    ),
  },
  {
    id: 'tenant-web-message-to-anybody',
    wrong: 'The tenant posts the code to whatever window holds its frame.',
    file: 'tenant/authorization-response.ts',
    find: "const target = originOf(redirectUri) ?? 'null';",
    replace: "const target = originOf(redirectUri) === undefined ? 'null' : '*';",
    noticedBy: redirects('response modes › web_message: the answer goes to the origin of the app alone'),
  },
  {
    id: 'tenant-hand-over-to-anybody',
    wrong: 'The page that plays the operating system tells the code to any site that frames it.',
    file: 'tenant/authorization-response.ts',
    find: 'targetOrigin: tenant.origin',
    replace: "targetOrigin: '*'",
    noticedBy: redirects(
      'the operating system › in a frame, a private-use scheme is handed to the site around it by a message of exact origin',
    ),
  },
];

/** @type {readonly import('./faults.mjs').Fault[]} */
export const neighbours = [
  {
    id: 'tenant-not-in-key',
    wrong: 'What one tenant keeps is found by every other.',
    file: 'tenant/artifacts.ts',
    find: "      .where('tenant', '=', this.#tenant)\n      .where('model', '=', model);",
    replace: "      .where('model', '=', model);",
    noticedBy: isolation(
      'tenant A and tenant B › a session of A is none of B, even if its cookie is sent under the name of B',
    ),
  },
  {
    id: 'tenant-any-control-key',
    wrong: 'Any key opens the controls of any tenant.',
    file: 'tenant/controls.ts',
    find: "if (!ownsTenant(id, request.headers.get('x-pixy-key')))",
    replace: "if (!ownsTenant(id, request.headers.get('x-pixy-key')) && !request.headers.has('x-pixy-key'))",
    noticedBy: isolation('tenant A and tenant B › the key of A does not open the controls of B'),
  },
  {
    id: 'tenant-keeps-anonymous-requests',
    wrong: 'Whoever asks without logging in leaves something in the store.',
    file: 'tenant/adapter.ts',
    find: "if (model === 'Interaction') return payload.result !== undefined;",
    replace: "if (model === 'Interaction') return payload !== undefined;",
    noticedBy: isolation(
      'a flood › 2,000 anonymous authorization requests leave nothing behind and push nobody out',
    ),
  },
  {
    id: 'tenant-any-origin-reads',
    wrong: 'A page of any origin may read the answers of the token endpoint.',
    file: 'tenant/cors.ts',
    find: '(client !== undefined && originsOf(client).includes(origin))',
    replace: "(client !== undefined && origin !== 'null')",
    noticedBy: tokenEndpoint(
      'web pages that ask (CORS) › a page of an allowed origin may read the answer, a foreign one may not',
    ),
  },
  {
    id: 'tenant-logout-to-anywhere',
    wrong: 'After a logout the tenant redirects to any address.',
    file: 'tenant/logout.ts',
    find: ': holds(allowed.includes(target), quote(target)),',
    replace: ': holds(target.length > 0, quote(target)),',
    noticedBy: logout(
      '/oidc/logout › Section 4: a URL that is not allowed is refused, and the session stays',
    ),
  },
  {
    id: 'tenant-logout-unasked',
    wrong: 'Any link on any page logs a person out.',
    file: 'tenant/logout.ts',
    find: '  if (session && !isCertain(request, session)) return ask(exchange, sent, request, session);\n',
    replace: '',
    noticedBy: logout('/oidc/logout › Section 2: without proof that the app asks, the person is asked'),
  },
];

/** @type {readonly import('./faults.mjs').Fault[]} */
export const people = [
  {
    id: 'tenant-any-password',
    wrong: 'Any password lets a person in.',
    file: 'tenant/users.ts',
    find: 'return (await verifyPassword(password, row.password_hash))\n',
    replace: 'return row.password_hash.length > 0\n',
    noticedBy: pages('login › a wrong password: the page says the same of both, the log says which'),
  },
  {
    id: 'tenant-tells-who-exists',
    wrong: 'The login page tells which addresses have an account.',
    file: 'tenant/login.ts',
    find: "return again('Wrong email or password.');",
    replace: "return again(type === 'fu' ? 'Unknown user.' : 'Wrong email or password.');",
    noticedBy: pages('login › an unknown address: the page says the same of both, the log says which'),
  },
  {
    id: 'tenant-attempts-unlimited',
    wrong: 'Passwords may be tried without end.',
    file: 'tenant/login.ts',
    find: 'if (!limits.attempts.take(bucket))',
    replace: 'if (!limits.attempts.take(bucket + Math.random()))',
    noticedBy: pages('login › 20 attempts in a minute, then the page says to wait'),
  },
  {
    id: 'tenant-consent-skipped',
    wrong: 'A third-party app gets what it asks for without a question to the person.',
    file: 'tenant/consent.ts',
    find: '!client.is_first_party || (api',
    replace: '(api',
    noticedBy: pages('consent › a third-party app always asks; prompt=consent makes a first-party app ask'),
  },
  {
    id: 'tenant-confirmation-skipped',
    wrong: 'A callback that any app could claim gets a code silently.',
    file: 'tenant/consent.ts',
    find: ' && isNonVerifiable(redirectUri);',
    replace: " && redirectUri === '';",
    noticedBy: pages(
      'confirmation (RFC 8252 Section 8.6) › a private-use scheme is confirmed when nothing else was shown, and never silently',
    ),
  },
];

/** @type {readonly import('./faults.mjs').Fault[]} */
export const tokens = [
  {
    id: 'tenant-redirect-uri-not-repeated',
    wrong: 'The token endpoint does not ask for redirect_uri again.',
    file: 'tenant/token.ts',
    find: 'if (!redirectUriSent) passed.set(',
    replace: "if (typeof redirectUriSent === 'boolean') passed.set(",
    noticedBy: redirects(
      'callbacks › RFC 6749 Section 4.1.3: what was sent to /authorize must be sent again, identically',
    ),
  },
  {
    id: 'tenant-token-parameters-twice',
    wrong: 'The token endpoint takes the first of two parameters of one name.',
    file: 'tenant/token.ts',
    find: 'for (const value of form.getAll(name)) {',
    replace: 'for (const value of form.getAll(name).slice(0, 1)) {',
    noticedBy: tokenEndpoint('bodies › RFC 6749 Section 3.2: a parameter sent twice is refused'),
  },
  {
    id: 'tenant-verifier-answered-400',
    wrong: 'A wrong verifier is answered with 400, where Auth0 answers 403.',
    file: 'tenant/errors.ts',
    find: 'when: /code_verifier does not match|unsupported code_challenge_method/,\n    status: 403,',
    replace: 'when: /code_verifier does not match|unsupported code_challenge_method/,\n    status: 400,',
    noticedBy: pkce(
      'at the token endpoint › RFC 7636 Section 4.6: the verifier of another request is refused, and the log names that check',
    ),
  },
  {
    id: 'tenant-consume-not-atomic',
    wrong: 'Finding a code unused and marking it used are two steps, and two requests pass the first.',
    file: 'tenant/artifacts.ts',
    find: "      .where('consumed_at', 'is', null)\n",
    replace: '',
    noticedBy: {
      file: 'tests/faults/race.test.ts',
      title: 'RFC 6749 Section 4.1.2: of 20 who have found a code unused exactly one redeems it',
    },
  },
  {
    id: 'tenant-code-lives-on',
    wrong: 'A code lives for an hour, whatever authorization_code_lifetime says.',
    file: 'tenant/provider.ts',
    find: 'AuthorizationCode: settings.authorization_code_lifetime,',
    replace: 'AuthorizationCode: HOUR,',
    noticedBy: replay('lifetimes › RFC 6749 Section 4.1.2: a code dies after authorization_code_lifetime'),
  },
  {
    id: 'tenant-reuse-keeps-family',
    wrong: 'A refresh token that is used again leaves the newer ones of its family alive.',
    file: 'tenant/provider.ts',
    find: 'revokeGrantPolicy: () => true,',
    replace: 'revokeGrantPolicy: () => false,',
    noticedBy: replay(
      'one after the other › RFC 9700 Section 4.14.2: a refresh token used again revokes the family, the newest included',
    ),
  },
  {
    id: 'tenant-no-rotation',
    wrong: 'A refresh gives no new refresh token although the app has rotation.',
    file: 'tenant/provider.ts',
    find: 'rotateRefreshToken: (ctx) => isRotating(settingsOf(tenant, ctx.oidc.client?.clientId)),',
    replace: 'rotateRefreshToken: () => false,',
    noticedBy: wholeFlow,
  },
  {
    id: 'tenant-leeway-for-ever',
    wrong: 'A refresh token may be used again long after the leeway.',
    file: 'tenant/refresh-token.ts',
    find: '  if (now - token.consumedAt > leeway * 1000) return false;\n',
    replace: '',
    noticedBy: replay('leeway › when it is over, it is reuse'),
  },
  {
    id: 'tenant-leeway-for-ancestors',
    wrong: 'The leeway covers every refresh token of the family, and not only the last one used.',
    file: 'tenant/refresh-token.ts',
    find: 'return !family.some((other) => other.consumedAt !== null && rotationsOf(other) > rotationsOf(token));',
    replace: 'return family.some((other) => rotationsOf(other) >= rotationsOf(token));',
    noticedBy: replay('leeway › the token before that one is reuse'),
  },
  {
    id: 'tenant-idle-lifetime-ignored',
    wrong: 'A refresh token that nobody uses lives on.',
    file: 'tenant/refresh-token.ts',
    find: 'Math.min(idle, absoluteLeft(client, familyAge))',
    replace: 'Math.max(idle, absoluteLeft(client, familyAge))',
    noticedBy: replay('lifetimes › a token that is left alone longer than the idle lifetime dies'),
  },
  {
    id: 'tenant-revocation-without-effect',
    wrong: 'The revocation endpoint answers 200 and revokes nothing.',
    file: 'tenant/revoke.ts',
    find: '  if (!refusal && found && client && isOwn) await end(exchange, found, client);\n',
    replace: '',
    noticedBy: wholeFlow,
  },
  {
    id: 'tenant-tokens-cached',
    wrong: 'Answers that carry tokens may be kept by a cache.',
    file: 'tenant/respond.ts',
    find: "'cache-control': 'no-store'",
    replace: "'cache-control': 'private'",
    noticedBy: wholeFlow,
  },
  {
    id: 'tenant-permissions-ignored',
    wrong: 'The tenant grants scopes that the person has no permission for.',
    file: 'tenant/audience.ts',
    find: 'filter((value) => permitted?.has(value) ?? true)',
    replace: 'filter((value) => permitted?.has(value) !== null)',
    noticedBy: flow(
      'access tokens › RBAC: the scope is what was asked for and is permitted; permissions are all that are permitted',
    ),
  },
];
