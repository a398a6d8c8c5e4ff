import { describe, expect, it } from 'vitest';
import { mayBeFollowed, receiverOf, shortenSecrets } from './address.ts';

describe('mayBeFollowed', () => {
  it.each([
    '/u/signup?state=a',
    '?state=a',
    'https://example.com/',
    'http://localhost:3000/',
    'com.example.timesheets:/callback',
    'myapp://callback?error=access_denied',
  ])('follows %s', (address) => {
    expect(mayBeFollowed(address)).toBe(true);
  });

  it.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' \u0001javascript:alert(1)',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'blob:https://example.com/1',
    'file:///etc/passwd',
    'view-source:https://example.com/',
    'https://exa mple/',
  ])('does not follow %j', (address) => {
    expect(mayBeFollowed(address)).toBe(false);
  });
});

describe('receiverOf', () => {
  it.each([
    [
      'com.example.timesheets:/callback?code=a',
      { kind: 'private-use-scheme', name: 'com.example.timesheets:' },
    ],
    ['https://timesheets.example.com/callback', { kind: 'https', name: 'timesheets.example.com' }],
    ['http://127.0.0.1:51004/callback', { kind: 'loopback', name: '127.0.0.1:51004' }],
    ['http://[::1]:51004/callback', { kind: 'loopback', name: '[::1]:51004' }],
    ['http://localhost:3000/callback', { kind: 'loopback', name: 'localhost:3000' }],
    ['http://timesheets.example.com/callback', { kind: 'web', name: 'timesheets.example.com' }],
    ['http://127.0.0.1.example.com/callback', { kind: 'web', name: '127.0.0.1.example.com' }],
    ['javascript:alert(1)', { kind: 'nobody', name: 'javascript:' }],
    ['callback', { kind: 'nobody', name: 'callback' }],
  ] as const)('RFC 8252 Section 7: %s', (callback, receiver) => {
    expect(receiverOf(callback)).toEqual(receiver);
  });
});

describe('shortenSecrets', () => {
  it('cuts codes and tokens, and nothing else', () => {
    expect(shortenSecrets('app:/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj&error_code=abcdefgh')).toBe(
      'app:/cb?code=SplxlO…&state=af0ifjsldkj&error_code=abcdefgh',
    );
    expect(shortenSecrets('app:/cb#access_token=2YotnFZFEjr1zCsicMWpAA&id_token=eyJ0NiJ9.eyJ1c2Vy')).toBe(
      'app:/cb#access_token=2YotnF…&id_token=eyJ0Ni…',
    );
  });

  it('does not show a short code whole', () => {
    expect(shortenSecrets('app:/cb?code=abc')).toBe('app:/cb?code=…');
  });
});
