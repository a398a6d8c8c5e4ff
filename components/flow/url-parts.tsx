import { Handle } from './handle.tsx';
import { LongValue } from './long-value.tsx';
import styles from './url-parts.module.css';

/** A URL broken into where it goes and what it carries, in the order in which it carries it. */
export function UrlParts({ url }: { readonly url: string }) {
  const [address = '', ...rest] = url.split(/([?#])/);
  const parameters: { sign: string; name: string; value: string }[] = [];
  for (let at = 0; at < rest.length; at += 2) {
    const sign = rest[at] ?? '';
    (rest[at + 1] ?? '').split('&').forEach((pair, index) => {
      const equals = pair.indexOf('=');
      parameters.push({
        sign: index === 0 ? sign : '&',
        name: equals < 0 ? pair : pair.slice(0, equals),
        value: equals < 0 ? '' : decode(pair.slice(equals + 1)),
      });
    });
  }
  return (
    <div className={styles.url}>
      <p className={styles.address}>{address}</p>
      {parameters.length === 0 ? null : (
        <dl className={styles.parts}>
          {parameters.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a parameter may occur twice, and that matters.
            <div key={index}>
              <dt>
                <span className={styles.sign}>{part.sign}</span>
                {part.name}
              </dt>
              <dd>
                <Handle value={part.value}>
                  <LongValue text={part.value} />
                </Handle>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
