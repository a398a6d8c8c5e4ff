'use client';

import { CopyButton } from '#components/ui/copy-button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { type ClaimFact, claimFact, headerParameters, kindOfToken } from '#lib/oauth/claims.ts';
import { decodeToken, type JsonObject } from '#lib/oauth/jwt.ts';
import { Handle } from './handle.tsx';
import { LongValue } from './long-value.tsx';
import { Moment } from './moment.tsx';
import { useSignature } from './signature.ts';
import styles from './token-view.module.css';
import { Words } from './words.tsx';

type FactOf = (name: string) => ClaimFact | undefined;

interface TokenViewProps {
  /** The name it has on the wire: `access_token`, `id_token`, `refresh_token`. */
  readonly name: string;
  readonly token: string;
  /** The tenant's key set as it arrived, or null when it is not fetched yet. */
  readonly jwks: string | null;
}

const headerFacts: Readonly<Record<string, ClaimFact>> = headerParameters;
const headerFact: FactOf = (name) => (Object.hasOwn(headerFacts, name) ? headerFacts[name] : undefined);

/** A token taken apart: who made it, what it says, until when, and whether the signature holds. */
export function TokenView({ name, token, jwks }: TokenViewProps) {
  const decoded = decodeToken(token);
  const kind = decoded.kind === 'jws' ? kindOfToken(decoded.header, decoded.claims) : undefined;
  return (
    <details className={styles.token} open={decoded.kind === 'jws'}>
      <summary className={styles.summary}>
        <code>{name}</code>
        <span className={styles.kind}>{kinds[decoded.kind]}</span>
      </summary>
      <div className={styles.body}>
        {decoded.kind === 'jws' ? (
          <>
            <SignatureLine token={token} header={decoded.header} jwks={jwks} />
            <Members title="Header" members={decoded.header} factOf={headerFact} />
            <Members
              title="Claims"
              members={decoded.claims}
              factOf={(claim) => (kind ? claimFact(kind, claim) : undefined)}
            />
          </>
        ) : (
          <p className={styles.explanation}>
            {decoded.kind === 'malformed' ? decoded.because : explanations[decoded.kind]}
          </p>
        )}
        {decoded.kind === 'jwe' ? (
          <Members title="Header" members={decoded.header} factOf={headerFact} />
        ) : null}
        <p className={styles.raw}>
          <Handle value={token}>
            <LongValue text={token} />
          </Handle>
        </p>
        {decoded.kind === 'jws' ? (
          <CopyButton label="Copy the claims" text={() => JSON.stringify(decoded.claims, null, 2)} />
        ) : null}
      </div>
    </details>
  );
}

const kinds = {
  jws: 'signed JWT: anybody can read it',
  jwe: 'encrypted JWT',
  opaque: 'opaque: a handle',
  malformed: 'cannot be read',
} as const;

const explanations = {
  jwe: 'Encrypted for its audience (RFC 7516): only the header can be read here.',
  opaque:
    'No JWT but a handle: it means something to its issuer alone. There is nothing in it to decode, and nothing to verify.',
} as const;

function Members({
  title,
  members,
  factOf,
}: {
  readonly title: string;
  readonly members: JsonObject;
  readonly factOf: FactOf;
}) {
  return (
    <div>
      <h4 className={styles.title}>{title}</h4>
      <dl className={styles.members}>
        {Object.entries(members).map(([member, value]) => {
          const fact = factOf(member);
          const shown = typeof value === 'string' ? value : JSON.stringify(value);
          return (
            <div key={member}>
              <dt>{member}</dt>
              <dd>
                <span className={styles.value}>
                  <Handle value={shown}>
                    <LongValue text={shown} />
                  </Handle>
                </span>
                {fact?.format === 'time' && typeof value === 'number' ? (
                  <span className={styles.time}>
                    <Moment at={value} />
                  </span>
                ) : null}
                {fact ? (
                  <span className={styles.meaning}>
                    <Words text={fact.meaning} />
                  </span>
                ) : null}
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}

function SignatureLine({
  token,
  header,
  jwks,
}: {
  readonly token: string;
  readonly header: JsonObject;
  readonly jwks: string | null;
}) {
  const signature = useSignature(token, header, jwks);
  switch (signature.status) {
    case 'valid':
      return (
        <p className={styles.signature} data-verdict="pass">
          <Icon name="pass" size={14} />
          <span>
            Signature valid: made with {signature.alg} by the key <code>{signature.kid}</code> of the tenant’s
            key set.
          </span>
        </p>
      );
    case 'invalid':
      return (
        <p className={styles.signature} data-verdict="fail">
          <Icon name="fail" size={14} />
          <span>Signature not valid: {signature.because}</span>
        </p>
      );
    case 'checking':
      return (
        <p className={styles.signature}>
          <Icon name="running" size={14} />
          <span>Checking the signature…</span>
        </p>
      );
    case 'no-keys':
      return (
        <p className={styles.signature}>
          <Icon name="cannot-tell" size={14} />
          <span>Signature not checked yet: the app has not fetched the tenant’s keys.</span>
        </p>
      );
  }
}
