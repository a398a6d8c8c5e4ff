/** A flow as a Mermaid sequence diagram, and which of its arrows belongs to which step. */
import type { Flow, Step, StepId } from '../flow/define.ts';
import type { Party } from '../trace/model.ts';
import { escapeLabel } from './escape.ts';

/** `front`: through the person's browser. `back`: from the app itself. `inside`: within one party, nothing sent. */
export type Channel = 'front' | 'back' | 'inside';

/** One arrow. A request and its response are two of the same step. */
export interface SequenceMessage {
  readonly step: StepId;
  /** The step's place in the flow, from one; shown once, on the step's first arrow. */
  readonly number: number;
  readonly kind: 'calculation' | 'redirect' | 'return' | 'request' | 'response' | 'interaction';
  readonly channel: Channel;
  readonly from: Party;
  readonly to: Party;
  readonly label: string;
}

export interface Sequence {
  /** The diagram as Mermaid text. */
  readonly text: string;
  /** The parties that take part, from left to right. */
  readonly parties: readonly Party[];
  /** The arrows, from top to bottom, in the order in which Mermaid draws them. */
  readonly messages: readonly SequenceMessage[];
}

export interface SequenceOptions {
  /** Names over the lifelines. */
  readonly names?: Readonly<Record<Party, string>>;
  /** The label of an arrow, where the step's own words are too long. */
  readonly label?: (message: SequenceMessage) => string;
}

const order: readonly Party[] = ['person', 'app', 'browser', 'tenant', 'api'];

const partyNames: Readonly<Record<Party, string>> = {
  person: 'Person',
  app: 'App',
  browser: 'Browser',
  tenant: 'Tenant',
  api: 'API',
};

/** The flow as Mermaid text with its arrows in order. */
export function toSequence(flow: Flow, options: SequenceOptions = {}): Sequence {
  const names = options.names ?? partyNames;
  const messages = flow.steps
    .flatMap((step, index) => messagesOf(step, index + 1))
    .map((message) => ({ ...message, label: options.label?.(message) ?? message.label }));
  const taking = new Set(messages.flatMap(({ from, to }) => [from, to]));
  const parties = order.filter((party) => taking.has(party));

  const lines = ['sequenceDiagram', ...parties.map((party) => participant(party, names[party]))];
  let counting = false;
  for (const message of messages) {
    // A step is numbered once, so counting pauses while its response is drawn.
    const answers = message.kind === 'response' || message.kind === 'return';
    if (answers && counting) lines.push('  autonumber off');
    if (!answers && !counting) lines.push(`  autonumber ${message.number}`);
    counting = !answers;
    const arrow = answers || message.kind === 'redirect' ? '-->>' : '->>';
    lines.push(`  ${message.from}${arrow}${message.to}: ${escapeLabel(message.label)}`);
  }
  return { text: `${lines.join('\n')}\n`, parties, messages };
}

const participant = (party: Party, name: string): string => `  participant ${party} as ${escapeLabel(name)}`;

function messagesOf(step: Step, number: number): SequenceMessage[] {
  const common = { step: step.id, number, label: step.title };
  switch (step.kind) {
    case 'calculation':
      return [{ ...common, kind: step.kind, channel: 'inside', from: step.party, to: step.party }];
    case 'interaction':
      return [{ ...common, kind: step.kind, channel: 'front', from: step.from, to: step.to }];
    case 'redirect': {
      const way = { ...common, kind: step.kind, channel: 'front', from: step.from, to: step.to } as const;
      if (step.direction === 'incoming' || step.returns === undefined) return [way];
      return [way, { ...way, kind: 'return', from: step.to, to: step.from, label: 'Back to the app' }];
    }
    case 'request': {
      const answer = step.response.flatMap((row) => (row.yields ? [row.name] : []));
      return [
        { ...common, kind: 'request', channel: 'back', from: step.from, to: step.to },
        {
          ...common,
          kind: 'response',
          channel: 'back',
          from: step.to,
          to: step.from,
          label: summary(answer.length > 0 ? answer : step.yields ? [step.yields] : []),
        },
      ];
    }
  }
}

/** The first name of an answer; the rest is counted. */
function summary([first, ...rest]: readonly string[]): string {
  if (first === undefined) return 'OK';
  return rest.length === 0 ? first : `${first} and ${rest.length} more`;
}
