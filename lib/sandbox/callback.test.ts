import { describe, expect, test } from 'vitest';
import { type ExpectedMessage, type ReceivedMessage, readCallback } from './callback.ts';

const frame = { name: 'the phone’s window' };
const expected: ExpectedMessage = {
  origin: 'http://localhost:3000',
  frame,
  address: 'http://localhost:3000/callback',
};
const url = 'http://localhost:3000/callback?code=c&state=s';
const good: ReceivedMessage = {
  origin: 'http://localhost:3000',
  source: frame,
  data: { type: 'pixy:callback', url },
};

test('a callback from the phone’s frame is taken as it is', () => {
  expect(readCallback(good, expected)).toEqual({ ok: true, url });
});

test('a private-use scheme is compared as text', () => {
  const address = 'com.example.timesheets://callback';
  const data = { type: 'pixy:callback', url: `${address}?code=c` };
  expect(readCallback({ ...good, data }, { ...expected, address })).toEqual({
    ok: true,
    url: `${address}?code=c`,
  });
});

describe('what is not taken', () => {
  const other = 'It comes from another origin.';
  const window = 'It comes from another window than the phone’s.';
  const shape = 'It is not a callback message.';
  const place = 'Its URL is not at the address that is waited at.';
  const withUrl = (text: unknown) => ({ ...good, data: { type: 'pixy:callback', url: text } });

  const cases: readonly [string, ReceivedMessage, string, ExpectedMessage?][] = [
    ['another origin', { ...good, origin: 'https://evil.example' }, other],
    [
      'an origin that only begins like ours',
      { ...good, origin: 'http://localhost:3000.evil.example' },
      other,
    ],
    ['the origin of a sandboxed page', { ...good, origin: 'null' }, other],
    ['a page that is sandboxed itself', { ...good, origin: 'null' }, other, { ...expected, origin: 'null' }],
    ['no source', { ...good, source: null }, window],
    ['another window of this origin', { ...good, source: { name: 'the phone’s window' } }, window],
    [
      'no frame, and a message without a source',
      { ...good, source: null },
      window,
      { ...expected, frame: null },
    ],
    ['a frame not mounted yet', { ...good, source: undefined }, window, { ...expected, frame: undefined }],
    ['text', { ...good, data: url }, shape],
    ['null', { ...good, data: null }, shape],
    ['an array', { ...good, data: ['pixy:callback', url] }, shape],
    ['another type', { ...good, data: { type: 'other', url } }, shape],
    ['a shape that is inherited', { ...good, data: Object.create({ type: 'pixy:callback', url }) }, shape],
    ['a url that is an object', withUrl({ toString: () => url }), shape],
    ['a url that is too long', withUrl(`${url}${'a'.repeat(8192)}`), shape],
    ['a url with a line break', withUrl(`${url}\n`), shape],
    ['another host', withUrl('http://evil.example/callback?code=c'), place],
    ['a host behind user information', withUrl('http://localhost:3000@evil.example/callback?code=c'), place],
    ['another path', withUrl('http://localhost:3000/callback/../evil?code=c'), place],
    ['a path that only begins the same', withUrl('http://localhost:3000/callbackevil?code=c'), place],
    ['a script', withUrl('javascript:alert(1)//http://localhost:3000/callback'), place],
    ['another case of the scheme', withUrl('HTTP://localhost:3000/callback?code=c'), place],
    [
      'a good one that nobody waits for',
      good,
      'Nothing waits for the browser.',
      { ...expected, address: null },
    ],
  ];
  test.each(cases)('%s', (_title, message, because, to = expected) => {
    expect(readCallback(message, to)).toEqual({ ok: false, because });
  });
});
