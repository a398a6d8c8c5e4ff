import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { calculateX5t, generateCertificate } from './certificate.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = privateKey.export({ format: 'jwk' });

test('RFC 7517 Section 4.7: the certificate holds the key, is signed by it, and names the host', () => {
  const certificate = new X509Certificate(generateCertificate(jwk, 'tenant.example.com'));
  expect(certificate.verify(publicKey)).toBe(true);
  expect(certificate.publicKey.equals(publicKey)).toBe(true);
  expect(certificate.subject).toBe('CN=tenant.example.com');
  expect(certificate.issuer).toBe(certificate.subject);
  expect(new Date(certificate.validFrom).getTime()).toBeLessThanOrEqual(Date.now());
  expect(new Date(certificate.validTo).getTime()).toBeGreaterThan(Date.now() + 13 * 365 * 86_400_000);
});

test('serial numbers differ and are positive', () => {
  const serials = Array.from(
    { length: 20 },
    () => new X509Certificate(generateCertificate(jwk, 'x')).serialNumber,
  );
  expect(new Set(serials).size).toBe(20);
  for (const serial of serials) expect(Number.parseInt(serial.slice(0, 2), 16)).toBeLessThan(0x80);
});

test('RFC 7517 Section 4.8: x5t is the SHA-1 of the DER', () => {
  const der = generateCertificate(jwk, 'x');
  const hex = new X509Certificate(der).fingerprint.replaceAll(':', '');
  expect(calculateX5t(der)).toBe(Buffer.from(hex, 'hex').toString('base64url'));
});
