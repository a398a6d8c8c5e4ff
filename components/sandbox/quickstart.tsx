'use client';

import { usePathname } from 'next/navigation';
import {
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { SequenceDiagram } from '#components/flow/sequence-diagram.tsx';
import { StepRail } from '#components/flow/step-rail.tsx';
import { Prose } from '#components/mdx/prose.tsx';
import type { Step, StepId } from '#lib/flow/define.ts';
import { flowById, neighbours, stepById } from '#lib/flow/index.ts';
import { nextStep, startable } from '#lib/sandbox/machine.ts';
import type { Run } from '#lib/sandbox/run.ts';
import { createLab, initialState, type Lab } from './lab.ts';
import { Phone } from './phone.tsx';
import { personOf, timesheetsOf } from './phone-state.ts';
import { ProblemScreen } from './problem-screen.tsx';
import styles from './quickstart.module.css';
import { RunBar } from './run-bar.tsx';
import { RunContext } from './run-context.tsx';
import { StepCard } from './step-card.tsx';
import { Transcript } from './transcript.tsx';

interface QuickstartProps {
  readonly flowId: string;
  /** Where this site is reached, as the tenants' issuers say it. */
  readonly baseUrl: string;
  /** The diagram of the flow, wide and narrow. */
  readonly svg: string;
  readonly compactSvg: string;
  readonly intro: ReactNode;
  /** The text of each step, rendered where it was written. */
  readonly prose: Readonly<Record<StepId, ReactNode>>;
}

const ROOT = '/quickstart';
const hrefOf = (id: StepId | null): string => (id === null ? ROOT : `${ROOT}/${id}`);

/** Text on one side, the live run on the other: both at the step that the address names. */
export function Quickstart({ flowId, baseUrl, svg, compactSvg, intro, prose }: QuickstartProps) {
  const flow = useMemo(() => {
    const found = flowById(flowId);
    if (!found) throw new Error(`There is no flow ${flowId}.`);
    return found;
  }, [flowId]);
  const pathname = usePathname();
  const current = useMemo(() => {
    const id = pathname.startsWith(`${ROOT}/`) ? pathname.slice(ROOT.length + 1).replace(/\/$/, '') : '';
    return stepById(flow, id) ? id : null;
  }, [flow, pathname]);

  const frame = useRef<HTMLIFrameElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const cardTitle = useRef<HTMLHeadingElement>(null);
  const result = useRef<HTMLHeadingElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const phone = useRef<HTMLDivElement>(null);
  const focusOn = useRef<'title' | 'card' | 'result' | null>(null);
  const [, refocus] = useState(0);

  const focus = useCallback((target: 'title' | 'card' | 'result') => {
    focusOn.current = target;
    refocus((count) => count + 1);
  }, []);

  const select = useCallback(
    (id: StepId | null, target: 'title' | 'card' | 'result' = 'title') => {
      if (location.pathname !== hrefOf(id)) history.pushState(null, '', hrefOf(id));
      pane.current?.scrollTo({ top: 0 });
      focus(target);
    },
    [focus],
  );

  const [lab] = useState<Lab>(() =>
    createLab({
      flow,
      baseUrl,
      frame: () => frame.current,
      onReturn: (step) => select(step.id, 'card'),
    }),
  );
  useEffect(() => lab.start(), [lab]);
  const state = useSyncExternalStore(lab.subscribe, lab.get, () => initialState);
  const { run } = state;

  // After the page shows what was asked for, and not before, the focus can go there.
  useEffect(() => {
    const target = focusOn.current;
    if (target === null) return;
    focusOn.current = null;
    const heading =
      target === 'title'
        ? title.current
        : target === 'result'
          ? (result.current ?? cardTitle.current)
          : cardTitle.current;
    heading?.focus();
  });

  // The person's next move is in the phone: where it stands below the card, it comes into view once the card of
  // this step is there and has the focus.
  const tabKey = state.tab?.key;
  useEffect(() => {
    if (tabKey === undefined || current === null) return;
    const frameRequest = requestAnimationFrame(() => {
      const box = phone.current?.getBoundingClientRect();
      if (box && (box.top < 0 || box.bottom > innerHeight))
        phone.current?.scrollIntoView({ block: 'center' });
    });
    return () => cancelAnimationFrame(frameRequest);
  }, [tabKey, current]);

  const shown =
    current !== null
      ? stepById(flow, current)
      : run
        ? (nextStep(flow, run) ?? flow.steps.at(-1))
        : flow.steps[0];

  const perform = useCallback(
    async (step: Step) => {
      if (current !== step.id) select(step.id, 'card');
      await lab.perform(step.id);
      const now = lab.get();
      // Whoever has gone on to another step in the meantime is left there.
      if (location.pathname !== hrefOf(step.id)) return;
      const after = neighbours(flow, step.id).after;
      // The browser is open now and the person is at work: that is where to look.
      if (after?.kind === 'interaction' && now.run?.steps[after.id]?.status === 'running')
        select(after.id, 'card');
      else focus('result');
    },
    [current, flow, focus, lab, select],
  );

  const runAll = useCallback(async () => {
    const ending = await lab.runToEnd();
    if (ending.ended === 'complete') select(flow.steps.at(-1)?.id ?? null, 'result');
    if (ending.ended === 'stopped') select(ending.step, 'result');
  }, [flow, lab, select]);

  const startOver = useCallback(async () => {
    select(null, 'title');
    await lab.startOver();
  }, [lab, select]);

  const step = current === null ? undefined : stepById(flow, current);
  useEffect(() => {
    document.title = `${step ? `${step.title} · ` : ''}Quickstart · Pixy`;
  }, [step]);
  const { before, after } =
    current === null ? { before: undefined, after: flow.steps[0] } : neighbours(flow, current);

  return (
    <RunContext value={{ flow, run }}>
      <main id="main" className={styles.quickstart} data-wide>
        <div className={styles.rail}>
          <StepRail
            flow={flow}
            states={run?.steps ?? {}}
            current={current}
            hrefOf={hrefOf}
            onSelect={(id) => select(id)}
          />
        </div>

        <div className={styles.text}>
          <p className={styles.eyebrow}>
            {step ? (
              <a
                href={ROOT}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
                  event.preventDefault();
                  select(null);
                }}
              >
                Quickstart
              </a>
            ) : (
              flow.title
            )}
            {step ? ` · Step ${flow.steps.indexOf(step) + 1} of ${flow.steps.length}` : null}
          </p>
          <h1 ref={title} tabIndex={-1} className={styles.title}>
            {step ? step.title : 'Quickstart: run the flow'}
          </h1>
          {step ? <p className={styles.lead}>{step.summary}</p> : null}
          <Prose>{step ? prose[step.id] : intro}</Prose>
          <nav className={`${styles.pager} no-print`} aria-label="Previous and next step">
            {before ? <PagerLink step={before} label="Before" onSelect={select} /> : <span />}
            {after ? <PagerLink step={after} label="After" onSelect={select} /> : null}
          </nav>
        </div>

        <section ref={pane} className={styles.run} aria-label="The run">
          <p className="visually-hidden" role="status" aria-live="polite">
            {state.said.text}
            {state.said.count % 2 === 0 ? '' : '\u00A0'}
          </p>
          <RunBar
            flow={flow}
            state={state}
            onRunToEnd={runAll}
            onStartOver={startOver}
            onLifetime={lab.setLifetime}
            onSelect={select}
            onSay={lab.say}
          />
          {state.problem ? (
            <div className={styles.problem}>
              <ProblemScreen problem={state.problem} onStartOver={startOver} onDismiss={lab.dismissProblem} />
            </div>
          ) : (
            <div className={styles.stage} data-tab-open={state.tab ? true : undefined}>
              <div className={styles.card}>
                {run && shown ? (
                  <StepCard
                    flow={flow}
                    step={shown}
                    run={run}
                    state={
                      run.steps[shown.id] ?? { status: 'locked', because: 'The run does not know this step.' }
                    }
                    blocked={blockedBy(flow, run, shown, state.busy)}
                    preparing={state.busy === 'step'}
                    report={state.reports[shown.id] ?? null}
                    heading={cardTitle}
                    result={result}
                    next={neighbours(flow, shown.id).after}
                    onPerform={() => void perform(shown)}
                    onSelect={(id) => select(id)}
                    onLoginForMe={state.tab ? () => void lab.loginForMe() : null}
                  />
                ) : (
                  <Waiting />
                )}
              </div>
              <div ref={phone} className={styles.phone}>
                <PhoneOf lab={lab} frame={frame} run={run} flow={flow} onLogin={(s) => void perform(s)} />
              </div>
              <div className={styles.diagram}>
                <h2 className="visually-hidden">Sequence diagram</h2>
                <div className={styles.wide}>
                  <SequenceDiagram
                    svg={svg}
                    states={run?.steps ?? {}}
                    current={shown?.id ?? null}
                    onSelect={select}
                  />
                </div>
                <div className={styles.narrow}>
                  <SequenceDiagram
                    svg={compactSvg}
                    states={run?.steps ?? {}}
                    current={shown?.id ?? null}
                    onSelect={select}
                  />
                </div>
              </div>
            </div>
          )}
          {run ? <Transcript flow={flow} run={run} /> : null}
        </section>
      </main>
    </RunContext>
  );
}

type FlowOf = Parameters<typeof startable>[0];

function blockedBy(flow: FlowOf, run: Run, step: Step, busy: 'nothing' | 'step' | 'all'): string | null {
  if (step.kind === 'interaction') return null;
  if (busy === 'all') return 'The run goes to its end by itself at the moment.';
  const can = startable(flow, run, step.id);
  return can.ok ? null : can.because;
}

function PagerLink({
  step,
  label,
  onSelect,
}: {
  readonly step: Step;
  readonly label: string;
  readonly onSelect: (id: StepId) => void;
}) {
  return (
    <a
      href={hrefOf(step.id)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        onSelect(step.id);
      }}
    >
      <span>{label}</span>
      {step.title}
    </a>
  );
}

function PhoneOf({
  lab,
  frame,
  run,
  flow,
  onLogin,
}: {
  readonly lab: Lab;
  readonly frame: React.RefObject<HTMLIFrameElement | null>;
  readonly run: Run | null;
  readonly flow: FlowOf;
  readonly onLogin: (step: Step) => void;
}) {
  const { tab } = useSyncExternalStore(lab.subscribe, lab.get, () => initialState);
  const login = flow.steps.find((step) => step.kind === 'redirect' && step.direction === 'outgoing');
  const can = run && login ? startable(flow, run, login.id) : null;
  // Once the browser came back from a journey that was the way out, the app has nobody any more.
  const left = flow.steps.some(
    (step) =>
      step.kind === 'redirect' &&
      step.direction === 'outgoing' &&
      step.returns !== undefined &&
      run?.steps[step.id]?.status === 'done',
  );
  return (
    <Phone
      tab={tab}
      frame={frame}
      person={run && !left ? personOf(run) : null}
      timesheets={run && !left ? timesheetsOf(run) : null}
      login={{
        because: can === null ? 'The run is being prepared.' : can.ok ? null : can.because,
        onPress: () => {
          if (login) onLogin(login);
        },
      }}
      onClose={lab.closeTab}
    />
  );
}

/** Before the page has looked into the tab's storage; without JavaScript, for ever. */
function Waiting() {
  return (
    <div className={styles.waiting}>
      <p className={styles.preparing}>Preparing the run…</p>
      <p className={styles.scriptless}>
        <strong>The run needs JavaScript</strong>, which does not run in this browser: the app’s requests are
        sent from this very page. The text of every step and the diagram can be read without it.
      </p>
    </div>
  );
}
