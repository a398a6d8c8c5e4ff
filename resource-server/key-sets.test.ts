import { afterEach, beforeEach, expect, test } from 'vitest';
import { KeySets } from './key-sets.ts';
import { bearer, goodClaims, type Lab, makeKey, openLab, sign, TENANT } from './test-support.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(() => lab.close());

const call = async () =>
  (await lab.api('/timesheets', bearer(await sign(goodClaims(lab.issuer), lab.privateKey)))).status;

test('the keys are read from the tenant once, and again after ten minutes', async () => {
  expect(await Promise.all([call(), call(), call()])).toEqual([200, 200, 200]);
  lab.clock.now += 599;
  await call();
  expect(lab.asked).toEqual([`/t/${TENANT}/.well-known/jwks.json`]);
  lab.clock.now += 1;
  await call();
  expect(lab.asked).toHaveLength(2);
});

test('an unknown kid has the keys read again, once in five seconds', async () => {
  await call();
  const next = await makeKey('key-2');
  const rotated = async () => {
    const token = await sign(goodClaims(lab.issuer), next.privateKey, { kid: 'key-2' });
    return (await lab.api('/timesheets', bearer(token))).status;
  };
  lab.published.keys = [next.jwk, lab.jwk];
  lab.clock.now += 4;
  expect(await rotated()).toBe(401);
  expect(lab.asked).toHaveLength(1);
  lab.clock.now += 1;
  expect(await rotated()).toBe(200);
  expect(lab.asked).toHaveLength(2);
});

test('no header of a token moves the API to other keys', async () => {
  const attacker = await makeKey('key-1');
  const header = { jku: `${lab.baseUrl}/evil.json`, x5u: `${lab.baseUrl}/evil.pem`, jwk: attacker.jwk };
  const response = await lab.api(
    '/timesheets',
    bearer(await sign(goodClaims(lab.issuer), attacker.privateKey, header)),
  );
  expect(response.status).toBe(401);
  expect(lab.asked).toEqual([`/t/${TENANT}/.well-known/jwks.json`]);
});

test('keys for encryption, other algorithms or other operations are not used', async () => {
  for (const change of [{ use: 'enc' }, { alg: 'PS256' }, { key_ops: ['sign'] }, { kty: 'EC' }]) {
    lab.published.keys = [{ ...lab.jwk, ...change }];
    lab.clock.now += 600;
    expect(await call(), JSON.stringify(change)).toBe(401);
  }
});

test.each([
  ['no JSON', '<html>'],
  ['no keys', '{"keys":{}}'],
  ['too many keys', JSON.stringify({ keys: Array(51).fill({ kty: 'RSA' }) })],
  ['too much', `{"keys":[]}${' '.repeat(256 * 1024)}`],
])('a key set that is none is unreachable: %s', async (_, body) => {
  const keySets = new KeySets({ fetch: () => Promise.resolve(new Response(body)), now: Date.now });
  expect(await keySets.find('http://127.0.0.1/jwks', { kid: 'a', alg: 'RS256' })).toMatchObject({
    found: 'unreachable',
  });
});

test('of more than 200 tenants the one unused for longest is read again', async () => {
  let reads = 0;
  const fetch = () => {
    reads++;
    return Promise.resolve(new Response(JSON.stringify({ keys: [lab.jwk] })));
  };
  const keySets = new KeySets({ fetch, now: () => 0 });
  const find = (n: number) => keySets.find(`http://127.0.0.1/${n}`, { kid: 'key-1', alg: 'RS256' });
  for (let n = 1; n <= 200; n++) await find(n);
  await find(1);
  await find(201);
  expect(reads).toBe(201);
  await find(1);
  expect(reads).toBe(201);
  await find(2);
  expect(reads).toBe(202);
});
