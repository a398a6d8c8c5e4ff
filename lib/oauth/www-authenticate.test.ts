import { describe, expect, it } from 'vitest';
import { parseWwwAuthenticate } from './www-authenticate.ts';

const read = (text: string) =>
  parseWwwAuthenticate(text)?.map(({ scheme, parameters, token68 }) =>
    token68 === undefined ? [scheme, Object.fromEntries(parameters)] : [scheme, token68],
  ) ?? null;

describe('WWW-Authenticate', () => {
  it.each([
    ['Bearer realm="example"', [['Bearer', { realm: 'example' }]]],
    [
      'Bearer realm="example", error="invalid_token", error_description="The access token expired"',
      [
        [
          'Bearer',
          { realm: 'example', error: 'invalid_token', error_description: 'The access token expired' },
        ],
      ],
    ],
  ])('RFC 6750 Section 3: reads %s', (text, challenges) => expect(read(text)).toEqual(challenges));

  it.each([
    ['Bearer', [['Bearer', {}]]],
    ['', []],
    ['bearer ERROR=invalid_token', [['bearer', { error: 'invalid_token' }]]],
    ['Bearer scope="read:x write:x" , realm = "a"', [['Bearer', { scope: 'read:x write:x', realm: 'a' }]]],
    [
      'Bearer error_description="say \\"no\\", then go"',
      [['Bearer', { error_description: 'say "no", then go' }]],
    ],
    ['Bearer realm=""', [['Bearer', { realm: '' }]]],
    [
      'Negotiate YII=, Bearer realm="a"',
      [
        ['Negotiate', 'YII='],
        ['Bearer', { realm: 'a' }],
      ],
    ],
    [
      'Bearer, Basic realm="simple"',
      [
        ['Bearer', {}],
        ['Basic', { realm: 'simple' }],
      ],
    ],
    [
      'Newauth realm="apps", type=1, title="Login to \\"apps\\"", Basic realm="simple"',
      [
        ['Newauth', { realm: 'apps', type: '1', title: 'Login to "apps"' }],
        ['Basic', { realm: 'simple' }],
      ],
    ],
  ])('RFC 9110 Section 11.6.1: reads %s', (text, challenges) => expect(read(text)).toEqual(challenges));

  it.each([
    'Bearer realm="open',
    'Bearer realm="a" error="b"',
    'Bearer error="a", error="b"',
    '"quoted"',
    'Bearer =a',
    '{}',
  ])('gives no challenge for %s', (text) => expect(read(text)).toBeNull());
});
