/** The tables of parameters, claims and errors: complete sentences, right look-ups, nothing inherited. */
import { describe, expect, it } from 'vitest';
import { accessTokenClaims, claimFact, headerParameters, idTokenClaims, kindOfToken } from './claims.ts';
import { errorFact, errorsByEndpoint } from './errors.ts';
import { messages } from './parameters.ts';

const sentence = /^[A-Z`/0-9].*[.`]$|^`?\/[\w./-]+`?$/;

describe('facts', () => {
  const tables = { ...messages, headerParameters, idTokenClaims, ...accessTokenClaims };

  it.each(Object.entries(tables))('%s: each is named by its key and told in sentences', (_, table) => {
    for (const [key, fact] of Object.entries(table)) {
      expect(fact.name).toBe(key);
      expect(fact.meaning).toMatch(sentence);
      if (fact.auth0 !== undefined) expect(fact.auth0.length).toBeGreaterThan(1);
    }
  });

  it.each(Object.entries(errorsByEndpoint))('errors of the %s endpoint: each says what to do', (_, table) => {
    for (const [key, fact] of Object.entries(table)) {
      expect(fact.error).toBe(key);
      expect(fact.meaning).toMatch(sentence);
      expect(fact.remedy).toMatch(sentence);
    }
  });

  it('tells one error apart by the endpoint that sent it', () => {
    expect(errorFact('api', 'invalid_request')?.spec).toBe('RFC6750-3.1');
    expect(errorFact('token', 'invalid_request')?.spec).toBe('RFC6749-5.2');
    expect(errorFact('api', 'invalid_grant')).toBeUndefined();
    expect(errorFact('token', 'constructor')).toBeUndefined();
  });
});

describe('claims', () => {
  it('RFC 9068 Section 2.2: requires client_id and jti, which the other dialect does not have', () => {
    const required = (table: Readonly<Record<string, { requirement: string }>>) =>
      Object.keys(table).filter((name) => table[name]?.requirement === 'REQUIRED');
    expect(required(accessTokenClaims.rfc9068_profile).sort()).toEqual(
      ['iss', 'exp', 'aud', 'sub', 'client_id', 'iat', 'jti'].sort(),
    );
    expect(claimFact('access_token', 'client_id')).toBeUndefined();
    expect(claimFact('access_token', 'jti')).toBeUndefined();
  });

  it('knows nothing of a claim that a developer added', () => {
    expect(claimFact('id_token', 'https://timesheets.example.com/roles')).toBeUndefined();
    expect(claimFact('id_token', 'toString')).toBeUndefined();
  });

  it.each([
    [{ typ: 'at+jwt' }, { aud: 'x' }, 'rfc9068_profile'],
    [{ typ: 'application/AT+JWT' }, {}, 'rfc9068_profile'],
    [{ typ: 'JWT' }, { aud: 'client', nonce: 'n' }, 'id_token'],
    [{ typ: 'JWT' }, { aud: 'client' }, 'id_token'],
    [{ typ: 'JWT' }, { aud: ['https://api.example.com/'], scope: 'openid' }, 'access_token'],
    [{ typ: 'JWT' }, { aud: 'https://api.example.com/' }, 'access_token'],
    [{}, {}, undefined],
  ])('%j with %j is %s', (header, payload, kind) => expect(kindOfToken(header, payload)).toBe(kind));
});
