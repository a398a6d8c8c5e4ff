/** A run in this page: the machine, the network, the tab's storage and the phone, held together outside of React. */
import type { Flow, Step, StepId } from '#lib/flow/define.ts';
import { decodeToken } from '#lib/oauth/jwt.ts';
import { createBrowserTransport } from '#lib/sandbox/browser.ts';
import { readCallback } from '#lib/sandbox/callback.ts';
import { type ControlProblem, deleteTenant, getTenant, putTenant } from '#lib/sandbox/control.ts';
import { advance, awaited, newRun, type RunEvent, startable } from '#lib/sandbox/machine.ts';
import type { Run } from '#lib/sandbox/run.ts';
import { type Driver, type Ending, performStep, readJourney, runToEnd } from '#lib/sandbox/run-to-end.ts';
import { createLogReader, type LogReader } from '#lib/sandbox/server-verdicts.ts';
import { openSession } from '#lib/sandbox/session.ts';
import type { Transport } from '#lib/sandbox/transport.ts';
import { timesheetsTenant, visitorParties } from '#lib/scenario/defaults.ts';
import { calculateTenantId, canDigest, generateTenantKey } from '#lib/scenario/tenant-key.ts';
import type { BrowserTab } from './phone-state.ts';
import type { ServerReport } from './server-report.tsx';
import { signIn } from './sign-in.ts';

/** Why there is no run to go on with. Each has a screen of its own. */
export type LabProblem =
  /** The page is open at another address than the one that the tenants answer at. */
  | { readonly kind: 'other-address'; readonly address: string }
  /** No WebCrypto: plain http beyond loopback. */
  | { readonly kind: 'insecure' }
  /** The tenant is gone: expired, deleted, or the server lost it. */
  | { readonly kind: 'expired' }
  /** No tenant could be made, or its settings could not be changed. */
  | { readonly kind: 'control'; readonly problem: ControlProblem };

export interface LabState {
  /** Null until the page has looked into the tab's storage. */
  readonly run: Run | null;
  readonly problem: LabProblem | null;
  /** What the reader should know of storage; null when there is nothing to say. */
  readonly note: string | null;
  readonly tab: BrowserTab | null;
  /** `step`: one step is being performed; `all`: the run goes to its end by itself. */
  readonly busy: 'nothing' | 'step' | 'all';
  readonly reports: Readonly<Record<StepId, ServerReport>>;
  /** Seconds that the next access token will live. */
  readonly lifetime: number;
  /** The newest thing to say aloud, numbered so that the same words are said twice. */
  readonly said: { readonly count: number; readonly text: string };
}

export interface Lab {
  readonly subscribe: (listener: () => void) => () => void;
  readonly get: () => LabState;
  /** Reads the tab's storage and begins to listen. Returns what ends it. */
  readonly start: () => () => void;
  readonly perform: (id: StepId) => Promise<void>;
  readonly runToEnd: () => Promise<Ending>;
  /** Does the person's part with the demo user. */
  readonly loginForMe: () => Promise<void>;
  readonly closeTab: () => void;
  readonly setLifetime: (seconds: number) => Promise<void>;
  readonly startOver: () => Promise<void>;
  /** Forgets a problem that waiting or trying again may have solved. */
  readonly dismissProblem: () => void;
  readonly say: (text: string) => void;
}

export interface LabOptions {
  readonly flow: Flow;
  /** Where this site is reached, as the tenants' issuers say it. */
  readonly baseUrl: string;
  /** The window of the phone's frame, while there is one. */
  readonly frame: () => HTMLIFrameElement | null;
  /** The browser has come back to the app; `step` reads what it brought, where there is such a step. */
  readonly onReturn: (step: Step) => void;
}

/** Auth0's default for an API: a day. */
export const DEFAULT_LIFETIME = 86_400;

export const initialState: LabState = {
  run: null,
  problem: null,
  note: null,
  tab: null,
  busy: 'nothing',
  reports: {},
  lifetime: DEFAULT_LIFETIME,
  said: { count: 0, text: '' },
};

export function createLab({ flow, baseUrl, frame, onReturn }: LabOptions): Lab {
  let state = initialState;
  let key: string | null = null;
  /** Settled once the tenant is known to exist. */
  let tenant: Promise<boolean> | null = null;
  let work = new AbortController();
  let tabs = 0;
  /** Told when the step that is being performed has its outcome. */
  let outcome = () => {};
  const listeners = new Set<() => void>();
  const session = openSession(flow, () => sessionStorage);

  const set = (change: Partial<LabState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const say = (text: string) => set({ said: { count: state.said.count + 1, text } });

  const transport: Transport = createBrowserTransport({
    key: () => key,
    open: (url) => openTab(url),
  });
  const reader = createLogReader(transport);
  const logs: LogReader = {
    async read(step, run) {
      const checked = await reader.read(step, run);
      if (checked) set({ reports: { ...state.reports, [step.id]: checked.logs } });
      return checked;
    },
  };

  const dispatch = (event: RunEvent) => {
    if (state.run === null) return;
    const run = advance(flow, state.run, event);
    if (run === state.run) return;
    set({ run });
    set({ note: session.write({ key, run }) });
    if (event.type === 'finished') outcome();
  };
  const driver: Driver = {
    flow,
    transport,
    logs,
    store: {
      get: () => {
        if (state.run === null) throw new Error('There is no run yet.');
        return state.run;
      },
      dispatch,
    },
  };

  function openTab(url: string): void {
    tabs += 1;
    set({ tab: { key: tabs, url } });
  }

  async function begin(): Promise<void> {
    key = generateTenantKey(transport.random);
    tenant = null;
    const run = newRun(flow, visitorParties(baseUrl, await calculateTenantId(key)));
    set({ run, problem: null, tab: null, reports: {}, busy: 'nothing' });
    set({ note: session.write({ key, run }) });
  }

  /** True when the tenant is there; makes it when it is not. */
  function ensureTenant(): Promise<boolean> {
    const own = key;
    if (own === null) return Promise.resolve(true);
    tenant ??= putTenant(transport, { baseUrl, key: own }, settings(baseUrl, state.lifetime)).then(
      (answer) => {
        if (answer.ok) return true;
        tenant = null;
        set({ problem: { kind: 'control', problem: answer.problem } });
        say(answer.problem.message);
        return false;
      },
    );
    return tenant;
  }

  /** After a reload: is the tenant still there, and how is it set? */
  async function lookUpTenant(): Promise<void> {
    const own = key;
    if (own === null || state.run === null || state.run.trace.length === 0) return;
    tenant = Promise.resolve(true);
    const answer = await getTenant(transport, { baseUrl, key: own });
    if (answer.ok) {
      const lifetime = answer.value.resource_servers[0]?.token_lifetime;
      if (lifetime !== undefined) set({ lifetime });
    } else if (answer.problem.code === 'unknown_tenant') {
      set({ problem: { kind: 'expired' }, tab: null });
    }
  }

  function noticeExpiry(): void {
    const gone = Object.values(state.run?.steps ?? {}).some(
      (step) => step.status === 'refused' && step.error === 'unknown_tenant',
    );
    if (gone) set({ problem: { kind: 'expired' }, tab: null });
  }

  function returned(url: string): void {
    const waiting = state.run && awaited(flow, state.run);
    if (!waiting) return;
    dispatch({ type: 'arrived', url, at: transport.now() });
    set({ tab: null });
    say(`The browser is back at the app. ${waiting.step.title}.`);
    if (state.busy === 'all') return;
    void readJourney(driver);
    onReturn(waiting.step);
  }

  const onMessage = (event: MessageEvent) => {
    const { run } = state;
    if (run === null) return;
    const taken = readCallback(event, {
      origin: location.origin,
      frame: frame()?.contentWindow ?? null,
      address: awaited(flow, run)?.address ?? null,
    });
    if (taken.ok) returned(taken.url);
  };

  async function open(): Promise<void> {
    if (location.origin !== baseUrl) {
      set({ problem: { kind: 'other-address', address: baseUrl } });
      return;
    }
    if (!canDigest()) {
      set({ problem: { kind: 'insecure' } });
      return;
    }
    const { kept, note } = session.read();
    if (!kept) {
      await begin();
      if (note !== null) set({ note });
      return;
    }
    key = kept.key;
    set({ run: kept.run, note });
    dispatch({ type: 'restored' });
    await lookUpTenant();
    const arrived = session.takeArrived();
    if (arrived !== null) returned(arrived);
    else reopenTab();
  }

  /** A journey that was under way when the page was left goes on: its URL is in the trace. */
  function reopenTab(): void {
    const { run, problem } = state;
    if (!run || problem) return;
    const waiting = awaited(flow, run);
    const inBrowser = flow.steps.some(
      (step) =>
        run.steps[step.id]?.status === 'running' && (step.kind === 'interaction' || step === waiting?.step),
    );
    if (!inBrowser) return;
    const sent = run.trace.findLast((entry) => entry.kind === 'redirect' && entry.from === 'app');
    if (sent?.kind === 'redirect') openTab(sent.url);
  }

  return {
    get: () => state,
    say,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    start() {
      window.addEventListener('message', onMessage);
      if (state.run === null) void open();
      return () => window.removeEventListener('message', onMessage);
    },
    async perform(id) {
      if (!state.run || !startable(flow, state.run, id).ok || state.busy === 'all') return;
      set({ busy: 'step' });
      if (!(await ensureTenant())) {
        set({ busy: 'nothing' });
        return;
      }
      // What the server checked is read after the outcome is there, and nobody has to wait for it.
      await new Promise<void>((resolve) => {
        outcome = resolve;
        void performStep(driver, id, work.signal).finally(resolve);
      });
      if (state.busy === 'step') set({ busy: 'nothing' });
      noticeExpiry();
      const step = state.run?.steps[id];
      const title = flow.steps.find((each) => each.id === id)?.title ?? id;
      if (step?.status === 'done') say(`${title}: done.`);
      else if (step?.status === 'refused') say(`${title}: refused, ${step.error}.`);
      else if (step?.status === 'unreachable') say(`${title}: no answer.`);
    },
    async runToEnd() {
      if (state.busy !== 'nothing') return { ended: 'aborted' };
      set({ busy: 'all' });
      const { signal } = work;
      try {
        if (!(await ensureTenant())) return { ended: 'aborted' };
        const ending = await runToEnd(driver, {
          signal,
          signIn: (step, stop) => signIn(frame, () => isRunning(step), stop),
        });
        if (ending.ended === 'complete') say('The run is at its end: every step is done.');
        if (ending.ended === 'stopped') say(`The run stopped: ${ending.because}`);
        return ending;
      } finally {
        if (!signal.aborted) set({ busy: 'nothing' });
        noticeExpiry();
      }
    },
    async loginForMe() {
      const step = flow.steps.find((each) => each.kind === 'interaction' && isRunning(each));
      if (!step) return;
      try {
        await signIn(frame, () => isRunning(step), work.signal);
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
      }
    },
    closeTab() {
      set({ tab: null });
      dispatch({ type: 'closed', at: transport.now() });
      say('The browser tab is closed.');
    },
    async setLifetime(seconds) {
      const before = state.lifetime;
      set({ lifetime: seconds });
      // A tenant that does not exist yet is made with this setting when it is needed.
      if (tenant === null || key === null) return;
      const answer = await putTenant(transport, { baseUrl, key }, settings(baseUrl, seconds));
      if (answer.ok) {
        say(`The next access token lives ${seconds} seconds.`);
        return;
      }
      set({ lifetime: before });
      if (answer.problem.code === 'unknown_tenant') set({ problem: { kind: 'expired' }, tab: null });
      else set({ problem: { kind: 'control', problem: answer.problem } });
    },
    async startOver() {
      work.abort();
      work = new AbortController();
      const old = key;
      const made = tenant !== null;
      session.forget();
      await begin();
      say('A new run begins, with a new tenant.');
      // Thrown away in the background: nothing waits for it, and an unused tenant expires by itself.
      if (old !== null && made) void deleteTenant(transport, { baseUrl, key: old });
    },
    dismissProblem() {
      set({ problem: null });
    },
  };

  function isRunning(step: Step): boolean {
    return state.run?.steps[step.id]?.status === 'running';
  }
}

/** The Timesheets tenant with another access token lifetime. */
function settings(baseUrl: string, lifetime: number): ReturnType<typeof timesheetsTenant> {
  const tenant = timesheetsTenant(baseUrl);
  return {
    ...tenant,
    resource_servers: (tenant.resource_servers ?? []).map((api) => ({ ...api, token_lifetime: lifetime })),
  };
}

/** Seconds since 1970 at which the run's access token expires, or null where nothing tells. */
export function expiryOf(run: Run): number | null {
  const token = decodeToken(run.values.access_token ?? '');
  return token.kind === 'jws' && typeof token.claims.exp === 'number' ? token.claims.exp : null;
}
