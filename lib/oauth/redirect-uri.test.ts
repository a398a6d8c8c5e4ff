import { describe, expect, it } from 'vitest';
import { checkAuthorizationResponse, type ExpectedResponse, isAtRedirectUri } from './redirect-uri.ts';

const expected: ExpectedResponse = {
  redirectUri: 'com.example.timesheets://callback',
  state: 'AAECAwQFBgcICQoLDA0ODw',
  issuer: 'https://tenant.example.com/',
  issPromised: false,
};
const at = (query: string) => `com.example.timesheets://callback?${query}`;
const good = `code=SplxlOBeZQQYbYS6WxSbIA&state=${expected.state}`;

/** The specs of the checks that failed, in order. */
const failures = (url: string, more: Partial<ExpectedResponse> = {}) =>
  checkAuthorizationResponse(url, { ...expected, ...more })
    .filter(({ verdict }) => verdict === 'fail')
    .map(({ spec }) => spec);

describe('the authorization response', () => {
  it('passes when it answers the request that was sent', () => {
    const verdicts = checkAuthorizationResponse(at(good), expected);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual([
      'pass',
      'pass',
      'pass',
      'cannot-tell',
      'pass',
      'pass',
    ]);
  });

  it.each([
    ['another state', at('code=a&state=AAECAwQFBgcICQoLDA0ODx'), ['RFC6749-10.12']],
    ['no state', at('code=a'), ['RFC6749-10.12']],
    ['a state that is only a beginning', at('code=a&state=AAECAwQFBgcICQoLDA0OD'), ['RFC6749-10.12']],
    ['two codes', at(`code=a&${good}`), ['RFC6749-3.1', 'RFC6749-4.1.2']],
    ['the right state twice', at(`${good}&state=${expected.state}`), ['RFC6749-3.1', 'RFC6749-10.12']],
    ['no code', at(`state=${expected.state}`), ['RFC6749-4.1.2']],
    ['an empty code', at(`code=&state=${expected.state}`), ['RFC6749-4.1.2']],
    ['a code in the fragment alone', at(`state=${expected.state}#code=a`), ['RFC6749-4.1.2']],
    ['an error', at(`error=access_denied&state=${expected.state}`), ['RFC6749-4.1.2.1', 'RFC6749-4.1.2']],
    [
      'an error without the state',
      at('error=access_denied'),
      ['RFC6749-10.12', 'RFC6749-4.1.2.1', 'RFC6749-4.1.2'],
    ],
    ['another scheme', `com.example.other://callback?${good}`, ['RFC6749-3.1.2']],
    ['a longer host', `com.example.timesheets://callback.evil.example?${good}`, ['RFC6749-3.1.2']],
    ['a longer path', `com.example.timesheets://callback/other?${good}`, ['RFC6749-3.1.2']],
    ['another iss', at(`${good}&iss=https%3A%2F%2Fevil.example%2F`), ['RFC9207-2.4']],
    ['an iss without the slash', at(`${good}&iss=https%3A%2F%2Ftenant.example.com`), ['RFC9207-2.4']],
    ['nothing at all', 'com.example.timesheets://callback', ['RFC6749-10.12', 'RFC6749-4.1.2']],
    ['text that is no URL', '☃', ['RFC6749-3.1.2', 'RFC6749-10.12', 'RFC6749-4.1.2']],
  ])('fails with %s', (_, url, specs) => expect(failures(url)).toEqual(specs));

  it('RFC 9207 Section 2.4: asks for iss where the metadata promises it', () => {
    const right = '&iss=https%3A%2F%2Ftenant.example.com%2F';
    expect(failures(at(good), { issPromised: true })).toEqual(['RFC9207-2.4']);
    expect(failures(at(good + right), { issPromised: true })).toEqual([]);
  });

  it('cannot tell about a state that was never sent', () => {
    const [, , state] = checkAuthorizationResponse(at('code=a&state=b'), { ...expected, state: undefined });
    expect(state).toMatchObject({ verdict: 'cannot-tell' });
  });

  it('gives no whole code or state away', () => {
    const text = JSON.stringify(checkAuthorizationResponse(at(good), { ...expected, state: 'another' }));
    expect(text).not.toContain('SplxlOBeZQQYbYS6WxSbIA');
    expect(text).not.toContain(expected.state);
  });
});

describe('being at the redirect URI', () => {
  it.each([
    ['https://app.example.com', 'https://app.example.com/?code=a', 'browsers put a slash after a bare host'],
    [
      'https://app.example.com/cb?tenant=1',
      'https://app.example.com/cb?tenant=1&code=a',
      'its own query is kept',
    ],
    ['http://127.0.0.1:51004/cb', 'http://127.0.0.1:51004/cb?code=a', 'the port is the one that was sent'],
    ['com.example.app:/cb', 'com.example.app:/cb?code=a#_=_', 'a fragment does not matter'],
  ])('%s holds %s: %s', (redirectUri, url) => expect(isAtRedirectUri(url, redirectUri)).toBe(true));

  it.each([
    ['https://app.example.com/cb', 'https://app.example.com/cb2?code=a'],
    ['https://app.example.com/cb', 'https://app.example.com@evil.example/cb?code=a'],
    ['https://app.example.com/cb', 'https://app.example.com/x/../cb?code=a'],
    ['https://app.example.com/cb', 'HTTPS://app.example.com:443/cb?code=a'],
    ['http://127.0.0.1:51004/cb', 'http://127.0.0.1:51005/cb?code=a'],
    ['https://app.example.com/cb?tenant=1', 'https://app.example.com/cb?tenant=10&code=a'],
  ])('%s does not hold %s', (redirectUri, url) => expect(isAtRedirectUri(url, redirectUri)).toBe(false));
});
