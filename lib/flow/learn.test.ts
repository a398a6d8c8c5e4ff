import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '../trace/model.ts';
import type { IncomingRedirectStep, RequestStep } from './define.ts';
import { authorizationCodePkce, stepById } from './index.ts';
import { errorOf, learnFromRedirect, learnFromResponse } from './learn.ts';

function requestStep(id: string): RequestStep {
  const step = stepById(authorizationCodePkce, id);
  if (step?.kind !== 'request') throw new Error(`${id} is no request.`);
  return step;
}

const token = requestStep('token-request');
const answer = (body: unknown, more: Partial<HttpResponse> = {}): HttpResponse => ({
  status: 200,
  statusText: 'OK',
  headers: [['Content-Type', 'application/json']],
  body: typeof body === 'string' ? body : JSON.stringify(body),
  ...more,
});
const good = { access_token: 'a', token_type: 'Bearer', expires_in: 5, scope: 'openid', refresh_token: 'r' };

describe('what a request brings', () => {
  it('takes what the rows yield, as text', () => {
    expect(learnFromResponse(token, answer({ ...good, more: 'of it' }), {})).toMatchObject({
      error: null,
      missing: [],
      values: {
        access_token: 'a',
        token_type: 'Bearer',
        expires_in: '5',
        granted_scope: 'openid',
        refresh_token: 'r',
      },
    });
  });

  it.each([
    ['a REQUIRED member is missing', { token_type: 'Bearer' }, ['access_token']],
    ['a REQUIRED member is empty', { ...good, access_token: '' }, ['access_token']],
    ['a REQUIRED member is null', { ...good, access_token: null }, ['access_token']],
    ['two are missing', {}, ['access_token', 'token_type']],
  ])('takes nothing when %s, and names it', (_, body, missing) => {
    const learned = learnFromResponse(token, answer(body), {});
    expect(learned).toMatchObject({ error: null, missing, values: {} });
    expect(learned.verdicts.filter(({ verdict }) => verdict === 'fail').map(({ check }) => check)).toEqual(
      expect.arrayContaining(missing.map((name) => `${name} is there`)),
    );
  });

  it('takes nothing when a check of the step fails', () => {
    const learned = learnFromResponse(token, answer({ ...good, token_type: 'mac' }), {});
    expect(learned).toMatchObject({ error: null, missing: [], values: {} });
  });

  it.each(['', 'null', '[]', '"a"', '<!doctype html>', '{"access_token":'])(
    'takes nothing of the body %s',
    (body) => {
      const learned = learnFromResponse(token, answer(body), {});
      expect(learned.values).toEqual({});
      expect(learned.verdicts).toMatchObject([{ check: 'The answer is a JSON object', verdict: 'fail' }]);
    },
  );

  it('never takes a 2xx body for what an error answer says, nor the other way round', () => {
    const refused = learnFromResponse(token, answer(good, { status: 403, statusText: 'Forbidden' }), {});
    expect(refused).toMatchObject({ values: {}, error: { error: '403 Forbidden', description: null } });
  });

  it('keeps the whole text where the step yields it', () => {
    const text = '{ "keys" : [ ] }';
    expect(learnFromResponse(requestStep('signing-keys'), answer(text), {}).values).toEqual({ jwks: text });
  });

  it('RFC 7009 Section 2.2: asks nothing of the answer to a revocation', () => {
    expect(learnFromResponse(requestStep('revocation-request'), answer(''), {})).toEqual({
      values: {},
      missing: [],
      error: null,
      verdicts: [],
    });
  });

  it('is not misled by members that every object has', () => {
    expect(
      learnFromResponse(token, answer('{"__proto__":{"access_token":"a","token_type":"Bearer"}}'), {}),
    ).toMatchObject({
      missing: ['access_token', 'token_type'],
      values: {},
    });
  });
});

describe('what the other party says when it says no', () => {
  it.each([
    [
      'RFC 6749 Section 5.2: the JSON of the token endpoint',
      answer({ error: 'invalid_grant', error_description: 'Invalid authorization code' }, { status: 403 }),
      { error: 'invalid_grant', description: 'Invalid authorization code' },
    ],
    [
      'RFC 6750 Section 3: the challenge of an API',
      answer('', {
        status: 401,
        headers: [
          ['www-authenticate', 'Bearer realm="api", error="invalid_token", error_description="Expired"'],
        ],
      }),
      { error: 'invalid_token', description: 'Expired' },
    ],
    [
      'RFC 6750 Section 3.1: a challenge without an error, as no token was sent',
      answer('', {
        status: 401,
        statusText: 'Unauthorized',
        headers: [['WWW-Authenticate', 'Bearer realm="api"']],
      }),
      { error: '401 Unauthorized', description: null },
    ],
    [
      'a page of some proxy',
      answer('<html>', { status: 502, statusText: 'Bad Gateway' }),
      { error: '502 Bad Gateway', description: null },
    ],
    [
      'an error that is no text',
      answer({ error: { code: 1 } }, { status: 400, statusText: '' }),
      { error: '400', description: null },
    ],
  ])('%s', (_, response, error) => expect(errorOf(response)).toEqual(error));
});

describe('what the browser brings back', () => {
  const step = stepById(authorizationCodePkce, 'authorization-response') as IncomingRedirectStep;
  const values = {
    redirect_uri: 'com.example.app://cb',
    state: 's3cr3t-state',
    issuer: 'https://a.example/',
  };

  it('takes the code, and takes it from code', () => {
    const url = 'com.example.app://cb?state=s3cr3t-state&code=c';
    expect(learnFromRedirect(step, url, values)).toMatchObject({
      error: null,
      missing: [],
      values: { code: 'c' },
    });
  });

  it('takes nothing when the state is wrong', () => {
    expect(learnFromRedirect(step, 'com.example.app://cb?state=other&code=c', values)).toMatchObject({
      error: null,
      values: {},
    });
  });

  it('says what the tenant said, exactly', () => {
    const url = 'com.example.app://cb?error=access_denied&error_description=Not+today&state=s3cr3t-state';
    expect(learnFromRedirect(step, url, values)).toMatchObject({
      error: { error: 'access_denied', description: 'Not today' },
      missing: [],
      values: {},
    });
  });

  it('uses no code that comes along with an error', () => {
    const url = 'com.example.app://cb?error=server_error&code=c&state=s3cr3t-state';
    expect(learnFromRedirect(step, url, values).values).toEqual({});
  });
});
