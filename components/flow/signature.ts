'use client';

import { compactVerify, importJWK, type JWK } from 'jose';
import { useEffect, useState } from 'react';
import { parseJsonObject } from '#lib/oauth/jwt.ts';

/** What is known of a token's signature. */
export type Signature =
  | { readonly status: 'no-keys' }
  | { readonly status: 'checking' }
  | { readonly status: 'valid'; readonly kid: string; readonly alg: string }
  | { readonly status: 'invalid'; readonly because: string };

/**
 * Checks a compact JWS against a key set. Only asymmetric algorithms: a key that is published proves nothing when the
 * same key also signs.
 *
 * @param jwks the JWK Set as the text that arrived, or null while there is none
 */
export function useSignature(
  token: string,
  header: Readonly<Record<string, unknown>>,
  jwks: string | null,
): Signature {
  const { kid, alg } = header;
  const [result, setResult] = useState<{ readonly token: string; readonly signature: Signature } | null>(
    null,
  );

  useEffect(() => {
    if (jwks === null) return;
    let current = true;
    const finish = (signature: Signature) => {
      if (current) setResult({ token, signature });
    };
    const invalid = (because: string) => finish({ status: 'invalid', because });

    const keys = (parseJsonObject(jwks)?.keys ?? []) as readonly JWK[];
    const key = Array.isArray(keys) ? keys.find((each) => each.kid === kid) : undefined;
    if (typeof alg !== 'string' || !/^(RS|PS|ES)\d{3}$|^EdDSA$/.test(alg)) {
      invalid(`alg is ${String(alg)}, which a published key cannot prove.`);
    } else if (typeof kid !== 'string' || !key) {
      invalid(`The key set has no key with kid ${String(kid)}.`);
    } else {
      importJWK(key, alg)
        .then((imported) => compactVerify(token, imported, { algorithms: [alg] }))
        .then(() => finish({ status: 'valid', kid, alg }))
        .catch(() => invalid(`The key ${kid} did not make this signature.`));
    }
    return () => {
      current = false;
    };
  }, [token, jwks, kid, alg]);

  if (jwks === null) return { status: 'no-keys' };
  return result?.token === token ? result.signature : { status: 'checking' };
}
