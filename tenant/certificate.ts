/** A self-signed X.509 certificate around an RSA key, as the `x5c` and `x5t` of a key set have it (RFC 7517). */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type JsonWebKey,
  randomBytes,
  sign,
} from 'node:crypto';

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const NULL = 0x05;
const OBJECT_IDENTIFIER = 0x06;
const UTF8_STRING = 0x0c;
const GENERALIZED_TIME = 0x18;
const VERSION = 0xa0;

/** 1.2.840.113549.1.1.11, sha256WithRSAEncryption. */
const SHA256_WITH_RSA = Buffer.from('2a864886f70d01010b', 'hex');
/** 2.5.4.3, commonName. */
const COMMON_NAME = Buffer.from('550403', 'hex');

const YEARS = 14;

/** One element of the Distinguished Encoding Rules: tag, length, content. */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.from(body.length.toString(16).padStart(body.length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}

const time = (at: Date) =>
  der(GENERALIZED_TIME, Buffer.from(`${at.toISOString().replace(/\D/g, '').slice(0, 14)}Z`, 'ascii'));

/** The certificate in DER. `commonName` is the tenant's host, as Auth0 has it. */
export function generateCertificate(privateJwk: JsonWebKey, commonName: string): Buffer {
  const privateKey = createPrivateKey({ key: privateJwk, format: 'jwk' });
  const algorithm = der(SEQUENCE, der(OBJECT_IDENTIFIER, SHA256_WITH_RSA), der(NULL));
  const name = der(
    SEQUENCE,
    der(
      SET,
      der(
        SEQUENCE,
        der(OBJECT_IDENTIFIER, COMMON_NAME),
        der(UTF8_STRING, Buffer.from(commonName.slice(0, 64))),
      ),
    ),
  );
  const from = new Date();
  const until = new Date(from);
  until.setUTCFullYear(from.getUTCFullYear() + YEARS);
  const serial = randomBytes(8);
  // A leading bit of 1 would make the number negative, a leading zero byte would not be the shortest form.
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x01;
  const content = der(
    SEQUENCE,
    der(VERSION, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, serial),
    algorithm,
    name,
    der(SEQUENCE, time(from), time(until)),
    name,
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', content, privateKey);
  return der(SEQUENCE, content, algorithm, der(BIT_STRING, Buffer.from([0]), signature));
}

/** RFC 7517 Section 4.8: base64url of the SHA-1 of the certificate's DER. */
export const calculateX5t = (certificate: Uint8Array): string =>
  createHash('sha1').update(certificate).digest('base64url');
