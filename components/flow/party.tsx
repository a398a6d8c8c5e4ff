import type { Party } from '#lib/trace/model.ts';
import styles from './party.module.css';

const names: Readonly<Record<Party, string>> = {
  person: 'Person',
  app: 'App',
  browser: 'Browser',
  tenant: 'Tenant',
  api: 'API',
};

/** Who acts, in the hue that it has everywhere. */
export function PartyChip({ party }: { readonly party: Party }) {
  return (
    <span className={styles.chip} data-party={party}>
      {names[party]}
    </span>
  );
}

/** From whom to whom. The front channel passes through the browser, where others can see and change it. */
export function Route({
  from,
  to,
  channel,
}: {
  readonly from: Party;
  readonly to: Party;
  readonly channel: 'front' | 'back' | null;
}) {
  if (from === to && channel === null) {
    return (
      <span className={styles.route}>
        <PartyChip party={from} />
        <span className={styles.channel}>alone, nothing is sent</span>
      </span>
    );
  }
  return (
    <span className={styles.route}>
      <PartyChip party={from} />
      <span className={styles.arrow} data-channel={channel ?? undefined} role="img" aria-label="to" />
      <PartyChip party={to} />
      {channel ? (
        <span className={styles.channel} data-channel={channel}>
          {channel === 'front' ? 'front channel' : 'back channel'}
        </span>
      ) : null}
    </span>
  );
}
