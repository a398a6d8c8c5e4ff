'use client';

import { type RefObject, useState } from 'react';
import { Icon } from '#components/ui/icon.tsx';
import styles from './phone.module.css';
import type { BrowserTab, Person, TimesheetRow } from './phone-state.ts';

interface PhoneProps {
  /** The in-app browser tab, or null while the app is in front. */
  readonly tab: BrowserTab | null;
  readonly frame: RefObject<HTMLIFrameElement | null>;
  readonly person: Person | null;
  readonly timesheets: readonly TimesheetRow[] | null;
  /** `because`: why the person cannot log in yet, or null when they can. */
  readonly login: { readonly because: string | null; readonly onPress: () => void };
  readonly onClose: () => void;
}

/** What the person sees: the app, the browser tab that it opens, and the app again. */
export function Phone({ tab, frame, person, timesheets, login, onClose }: PhoneProps) {
  return (
    <section className={styles.phone} aria-label="The person’s phone">
      <div className={styles.screen}>
        {tab ? (
          <BrowserTabView key={tab.key} tab={tab} frame={frame} onClose={onClose} />
        ) : (
          <AppHome person={person} timesheets={timesheets} login={login} />
        )}
      </div>
    </section>
  );
}

function BrowserTabView({
  tab,
  frame,
  onClose,
}: {
  readonly tab: BrowserTab;
  readonly frame: RefObject<HTMLIFrameElement | null>;
  readonly onClose: () => void;
}) {
  const [address, setAddress] = useState(tab.url);
  const [loading, setLoading] = useState(true);

  const onLoad = () => {
    setLoading(false);
    try {
      const href = frame.current?.contentWindow?.location.href;
      if (href && href !== 'about:blank') setAddress(href);
    } catch {
      // A tenant of another origin: its pages do not tell where they are.
    }
  };

  return (
    <>
      <div className={styles.bar}>
        <button type="button" className={styles.close} onClick={onClose}>
          Close
          <span className="visually-hidden"> the browser tab</span>
        </button>
        <p className={styles.address} title={address}>
          <span className="visually-hidden">Address of the browser tab: </span>
          {toShown(address)}
        </p>
      </div>
      <div className={styles.progress} data-loading={loading || undefined} />
      <iframe
        ref={frame}
        className={styles.frame}
        title="In-app browser tab: the tenant’s page"
        src={tab.url}
        referrerPolicy="no-referrer"
        onLoad={onLoad}
      />
    </>
  );
}

/** Origin and path: what a person can check. The query is the tenant's business. */
function toShown(address: string): string {
  if (!URL.canParse(address)) return address;
  const { protocol, host, pathname } = new URL(address);
  return `${protocol === 'https:' ? '' : `${protocol}//`}${host}${pathname}`;
}

function AppHome({
  person,
  timesheets,
  login,
}: {
  readonly person: Person | null;
  readonly timesheets: readonly TimesheetRow[] | null;
  readonly login: PhoneProps['login'];
}) {
  return (
    <div className={styles.app}>
      <p className={styles.appName}>
        <span className={styles.appIcon} aria-hidden="true">
          <Icon name="clock" size={18} />
        </span>
        Timesheets
      </p>
      {person ? (
        <>
          <p className={styles.hello}>Hello, {person.name}</p>
          {person.email === null ? null : <p className={styles.email}>{person.email}</p>}
          {timesheets ? (
            <ul className={styles.sheets} aria-label="Last week">
              {timesheets.map((sheet) => (
                <li key={sheet.id}>
                  <span>{sheet.project}</span>
                  <span className={styles.hours}>{sheet.hours} h</span>
                  <span className={styles.date}>{sheet.date}</span>
                </li>
              ))}
            </ul>
          ) : (
            <p className={styles.empty}>Signed in. Your timesheets appear when the app has called the API.</p>
          )}
        </>
      ) : (
        <>
          <p className={styles.pitch}>Log in to see the hours you worked last week.</p>
          <button
            type="button"
            className={styles.login}
            aria-disabled={login.because !== null}
            aria-describedby={login.because === null ? undefined : 'phone-login-reason'}
            onClick={() => {
              if (login.because === null) login.onPress();
            }}
          >
            Log in
          </button>
          {login.because === null ? null : (
            <p id="phone-login-reason" className={styles.reason}>
              {login.because}
            </p>
          )}
        </>
      )}
    </div>
  );
}
