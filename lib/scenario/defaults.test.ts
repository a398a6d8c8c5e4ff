import { describe, expect, test } from 'vitest';
import {
  canHostNativeCallback,
  demoUser,
  givenValues,
  houseParties,
  houseTenant,
  timesheetsTenant,
  visitorParties,
} from './defaults.ts';
import { parseSettings, type TenantSettings, tenantSettings } from './settings.ts';
import { calculateTenantId, generateTenantKey, isTenantKey } from './tenant-key.ts';

const settled = (input: unknown): TenantSettings => {
  const parsed = parseSettings(tenantSettings, input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
};

const hosts = [
  'http://localhost:3000',
  'http://127.0.0.1:3000/',
  'http://[::1]:3000',
  'https://pixy.example.com',
  'https://localhost:3443',
  'http://192.168.1.5:3000',
];

test.each(hosts)('the settings for %s are settings', (host) => {
  expect(settled(timesheetsTenant(host)).users[0]).toMatchObject(demoUser);
  const house = settled(houseTenant(host));
  const ids = house.clients.map((client) => client.client_id);
  expect(new Set(ids).size).toBe(ids.length);
});

describe('RFC 8252 Section 7: where a native callback may be', () => {
  test.each([
    ['http://localhost:3000', true],
    ['http://127.0.0.1:8080', true],
    ['http://[::1]:8080', true],
    ['https://pixy.example.com', true],
    ['https://localhost:3443', false],
    ['http://192.168.1.5:3000', false],
    ['http://localhost.example.com', false],
  ])('%s: %s', (host, expected) => {
    expect(canHostNativeCallback(host)).toBe(expected);
  });

  test('elsewhere the app is registered as a public client in the browser, without the private-use scheme', () => {
    const [client] = settled(timesheetsTenant('http://192.168.1.5:3000')).clients;
    expect(client).toMatchObject({
      client_id: 'timesheets-native',
      app_type: 'spa',
      token_endpoint_auth_method: 'none',
      callbacks: ['http://192.168.1.5:3000/callback'],
    });
  });

  test('on loopback it is native, with both callbacks and rotation', () => {
    const [client] = settled(timesheetsTenant('http://localhost:3000/')).clients;
    expect(client).toMatchObject({
      app_type: 'native',
      callbacks: ['http://localhost:3000/callback', 'com.example.timesheets://callback'],
      refresh_token: { rotation_type: 'rotating' },
    });
  });
});

describe('the house tenant', () => {
  test('knows the clients of local development on loopback only', () => {
    const ids = (host: string) => settled(houseTenant(host)).clients.map((client) => client.client_id);
    expect(ids('http://localhost:3000')).toEqual(['timesheets-native', 'timesheets-spa', 'timesheets-web']);
    expect(ids('https://pixy.example.com')).toEqual(['timesheets-native']);
  });

  test('has no client secret anywhere but on loopback', () => {
    expect(JSON.stringify(houseTenant('https://pixy.example.com'))).not.toContain('client_secret');
    expect(JSON.stringify(houseTenant('http://192.168.1.5:3000'))).not.toContain('client_secret');
  });

  test.each([3000, 5173, 4200, 8080, 3001])(
    'lets SDKs on port %i come back with their own defaults',
    (port) => {
      const [, spa, web] = settled(houseTenant('http://localhost:3000')).clients;
      expect(spa?.callbacks).toContain(`http://localhost:${port}`);
      expect(spa?.web_origins).toContain(`http://localhost:${port}`);
      expect(web?.callbacks).toContain(`http://localhost:${port}/auth/callback`);
      expect(web?.allowed_logout_urls).toContain(`http://localhost:${port}`);
    },
  );
});

test('the parties of a visitor', () => {
  expect(visitorParties('http://localhost:3000/', 'abc')).toEqual({
    tenant: {
      issuer: 'http://localhost:3000/t/abc/',
      logs_url: 'http://localhost:3000/t/abc/pixy/logs',
    },
    app: {
      client_id: 'timesheets-native',
      redirect_uri: 'http://localhost:3000/callback',
      post_logout_redirect_uri: 'http://localhost:3000/callback/logout',
      scope: 'openid profile email offline_access read:timesheets',
      audience: 'https://timesheets.example.com/',
    },
    api: {
      url: 'http://localhost:3000/api/abc/timesheets',
      logs_url: 'http://localhost:3000/api/abc/logs',
    },
  });
});

test('what the app sends is what its tenant allows', () => {
  for (const host of hosts) {
    const { app } = visitorParties(host, 'abc');
    const [client] = settled(timesheetsTenant(host)).clients;
    expect(client?.callbacks).toContain(app.redirect_uri);
    expect(client?.allowed_logout_urls).toContain(app.post_logout_redirect_uri);
  }
});

test('OpenID Connect Discovery Section 4: the issuer’s last slash is not doubled', () => {
  expect(givenValues(houseParties('http://localhost:3000')).discovery_url).toBe(
    'http://localhost:3000/.well-known/openid-configuration',
  );
  expect(givenValues(visitorParties('http://localhost:3000', 'abc')).discovery_url).toBe(
    'http://localhost:3000/t/abc/.well-known/openid-configuration',
  );
});

test('an empty audience is not sent', () => {
  const parties = houseParties('http://localhost:3000');
  expect(givenValues({ ...parties, app: { ...parties.app, audience: '' } })).not.toHaveProperty('audience');
});

describe('the key of a tenant', () => {
  const random = (bytes: number) => Uint8Array.from({ length: bytes }, (_, index) => index);

  test('is 32 bytes in 43 characters', () => {
    const key = generateTenantKey(random);
    expect(key).toBe('AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8');
    expect(isTenantKey(key)).toBe(true);
    expect(isTenantKey(`${key}=`)).toBe(false);
    expect(isTenantKey('../settings')).toBe(false);
  });

  test('RFC 7636 Appendix B: the id is the beginning of the published hash', async () => {
    expect(await calculateTenantId('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
      'E9Melhoa2OwvFrEMTJguCH',
    );
  });
});
