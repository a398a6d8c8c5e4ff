import { describe, expect, test } from 'vitest';
import { errorRows, type Refusal, toPublicError } from './errors.ts';

const refusal = (changes: Partial<Refusal>): Refusal => ({
  endpoint: 'token',
  error: 'invalid_grant',
  description: 'grant request is invalid',
  detail: '',
  clientId: 'app',
  grantType: 'authorization_code',
  responseType: 'code',
  redirectUri: 'https://a.example/cb',
  expectedRedirectUri: 'https://b.example/cb',
  ...changes,
});

describe('the table of refusals', () => {
  test('every row says where its words are from, and assumes where nobody has published them', () => {
    for (const { source, provenance } of errorRows) {
      expect(source).not.toBe('');
      if (source === 'no published answer known') expect(provenance).toBe('assumed');
    }
  });

  test('what no row knows goes out in the provider’s words, as an assumption', () => {
    const unknown = refusal({
      endpoint: 'authorize',
      error: 'invalid_request',
      description: 'something new',
    });
    expect(toPublicError(unknown)).toEqual({
      status: 302,
      error: 'invalid_request',
      error_description: 'something new',
      provenance: 'assumed',
    });
  });

  test.each([
    ['code_verifier does not match code_challenge', 'Failed to verify code verifier', 'observed'],
    ['authorization code not found', 'Invalid authorization code', 'documented'],
    ['authorization code is expired', 'Invalid authorization code', 'documented'],
    ['grant not found', 'Invalid authorization code', 'documented'],
  ])('a code: %s is 403 invalid_grant, "%s"', (detail, error_description, provenance) => {
    expect(toPublicError(refusal({ detail }))).toEqual({
      ...{ status: 403, error: 'invalid_grant', error_description, provenance },
    });
  });

  test.each([
    'refresh token not found',
    'refresh token is expired',
    'refresh token already used',
    'grant not found',
  ])('a refresh token: %s is told as one text', (detail) => {
    expect(toPublicError(refusal({ detail, grantType: 'refresh_token' }))).toMatchObject({
      status: 403,
      error_description: 'Unknown or invalid refresh token.',
    });
  });
});
