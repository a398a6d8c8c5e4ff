/** Nothing in an Authorization header may break the API. Strings are those of JSONTestSuite, not ours. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vectorsAt } from '#tests/support/vectors.ts';
import { bearer, type Lab, openLab, sign } from './test-support.ts';

const folder = vectorsAt('JSONTestSuite', 'test_parsing');
const files = folder === null ? [] : readdirSync(folder);

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

async function refusalOf(token: string): Promise<string> {
  const response = await lab.api('/timesheets', bearer(token));
  const { error_description } = (await response.json()) as { error_description: string };
  return `${response.status} ${error_description}`;
}

const read = (file: string) => readFileSync(join(folder ?? '', file));
const isObject = (bytes: Buffer) => bytes.toString('latin1').trim().startsWith('{');

if (folder !== null) {
  describe('JSONTestSuite', () => {
    test('as claims, signed by the tenant: what is no JSON object is no token, the rest lacks its issuer', async () => {
      for (const file of files) {
        const bytes = read(file);
        const refusal = await refusalOf(await sign(bytes, lab.privateKey));
        const allowed = {
          y: isObject(bytes) ? ["401 Unexpected 'iss' value"] : ['401 Invalid Compact JWS'],
          n: ['401 Invalid Compact JWS'],
          i: ['401 Invalid Compact JWS', "401 Unexpected 'iss' value"],
        }[file.slice(0, 1)];
        expect(allowed, file).toContain(refusal);
      }
    }, 60_000);

    test('as a header: what is no JSON object is no token, the rest lacks its algorithm', async () => {
      for (const file of files) {
        const bytes = read(file);
        const refusal = await refusalOf(`${bytes.toString('base64url')}.e30.AA`);
        const allowed = {
          y: isObject(bytes) ? ["401 Unexpected 'alg' value"] : ['401 Invalid Compact JWS'],
          n: ['401 Invalid Compact JWS'],
          i: ['401 Invalid Compact JWS', "401 Unexpected 'alg' value"],
        }[file.slice(0, 1)];
        expect(allowed, file).toContain(refusal);
      }
    }, 60_000);

    test('as the Authorization header itself', async () => {
      for (const file of files) {
        const text = read(file)
          .toString('latin1')
          .slice(0, 8_000)
          .replace(/\p{Cc}/gu, ' ');
        for (const authorization of [text, `Bearer ${text}`, `Bearer ${text}.${text}.${text}`]) {
          const response = await lab.api('/timesheets', { headers: { authorization } });
          expect(response.status, file).toBe(401);
        }
      }
    }, 60_000);
  });
}

test('100 KB of token, a million dots', async () => {
  expect(await refusalOf('a'.repeat(100_000))).toBe('401 Invalid Compact JWS');
  expect(await refusalOf('.'.repeat(1_000_000))).toBe('401 Invalid Compact JWS');
  expect(await refusalOf(`${'a'.repeat(50_000)}.${'a'.repeat(50_000)}.a`)).toBe('401 Invalid Compact JWS');
});

test('a byte order mark before the claims', async () => {
  const claims = new TextEncoder().encode('\ufeff{}');
  expect(await refusalOf(await sign(claims, lab.privateKey))).toBe('401 Invalid Compact JWS');
});

test('values of every type where text is expected', async () => {
  const values: unknown[] = [null, true, -1, 1e308, '', [], {}, [[]], { toString: 'x' }, 'é\u0000\ud800'];
  for (const value of values) {
    const claims = { iss: value, aud: value, sub: value, exp: value, nbf: value, iat: value, scope: value };
    expect(await refusalOf(await sign(claims, lab.privateKey))).toBe("401 Unexpected 'iss' value");
    const header = { alg: value, kid: value, typ: value, jwk: value };
    const token = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.e30.AA`;
    expect(await refusalOf(token)).toBe("401 Unexpected 'alg' value");
  }
});
