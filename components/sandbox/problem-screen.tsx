'use client';

import button from '#components/ui/button.module.css';
import { Screen } from '#components/ui/screen.tsx';
import type { LabProblem } from './lab.ts';

interface ProblemScreenProps {
  readonly problem: LabProblem;
  readonly onStartOver: () => void;
  readonly onDismiss: () => void;
}

/** Why the run cannot go on, and the way on. */
export function ProblemScreen({ problem, onStartOver, onDismiss }: ProblemScreenProps) {
  const startOver = (
    <button type="button" className={`${button.button} ${button.primary}`} onClick={onStartOver}>
      Start over
    </button>
  );
  switch (problem.kind) {
    case 'expired':
      return (
        <Screen level="h2" icon="clock" title="This run’s tenant is gone" actions={startOver}>
          <p>
            A visitor’s tenant is thrown away after some time without use, or when the server that kept it
            starts from nothing. Its keys and users are gone with it, so the tokens of this run are worth
            nothing any more.
          </p>
          <p>Starting over makes a new one. It takes a moment.</p>
        </Screen>
      );
    case 'other-address':
      return (
        <Screen
          level="h2"
          icon="external"
          title="This site answers at another address"
          actions={
            <a className={`${button.button} ${button.primary}`} href={`${problem.address}/quickstart`}>
              Open {problem.address}
            </a>
          }
        >
          <p>
            The tenants call themselves <code>{problem.address}</code>, and tokens name their issuer letter by
            letter. From the address in your browser’s bar the run could not work.
          </p>
          <p>
            Whoever runs this server can set <code>APP_BASE_URL</code> to the address that you use.
          </p>
        </Screen>
      );
    case 'insecure':
      return (
        <Screen
          level="h2"
          icon="shield"
          title="The browser has no cryptography on this page"
          actions={
            <a className={button.button} href="/">
              Go to the start page
            </a>
          }
        >
          <p>
            Browsers offer it over https, or over http on this very device. The code challenge is a hash, so
            without it there is no run: reach this site over https, or run it on your own machine.
          </p>
        </Screen>
      );
    case 'control': {
      const { code, message, problems } = problem.problem;
      const busy = code === 'too_many_requests' || code === 'too_many_tenants';
      return (
        <Screen
          level="h2"
          icon={code === 'unreachable' ? 'unreachable' : busy ? 'clock' : 'warn'}
          title={
            code === 'unreachable'
              ? 'The server does not answer'
              : busy
                ? 'This server is busy'
                : 'The tenant could not be made'
          }
          actions={
            <>
              <button type="button" className={`${button.button} ${button.primary}`} onClick={onDismiss}>
                Back to the run
              </button>
              <button type="button" className={button.button} onClick={onStartOver}>
                Start over
              </button>
            </>
          }
        >
          <p>{message}</p>
          {problems.length === 0 ? null : (
            <ul>
              {problems.map(({ field, rule }) => (
                <li key={`${field} ${rule}`}>
                  <code>{field}</code>: {rule}
                </li>
              ))}
            </ul>
          )}
          <p>What you did so far is kept in this tab.</p>
        </Screen>
      );
    }
  }
}
