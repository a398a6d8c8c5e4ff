/** A trace as text: everything that happened, in order, as it was recorded. */
import type { Verdict } from '../oauth/verdict.ts';
import { requestToText, responseToText } from './http-text.ts';
import type { Trace, TraceEntry } from './model.ts';

export interface TranscriptOptions {
  /** The title of a step, where the reader has one. */
  readonly titleOf?: (step: string) => string | undefined;
}

/**
 * The whole trace as text. Nothing is left out and nothing is covered up: tokens and codes stand in it as they were.
 */
export const toTranscript = (trace: Trace, { titleOf = () => undefined }: TranscriptOptions = {}): string =>
  trace
    .map((entry, index) => {
      const title = entry.step === undefined ? undefined : (titleOf(entry.step) ?? entry.step);
      const time = new Date(entry.at).toISOString();
      const heading = [`### ${index + 1}`, ...(title === undefined ? [] : [title]), whoOf(entry)].join(' · ');
      return `${heading}\n${time}, took ${entry.took} ms\n\n${bodyOf(entry)}`;
    })
    .join('\n');

const whoOf = (entry: TraceEntry): string =>
  entry.kind === 'calculation' ? `inside the ${entry.party}` : `${entry.from} → ${entry.to}`;

function bodyOf(entry: TraceEntry): string {
  switch (entry.kind) {
    case 'calculation':
      return [
        valuesToText('in', entry.inputs),
        valuesToText('out', entry.outputs),
        verdictsToText(entry.verdicts),
      ].join('');
    case 'exchange': {
      const answer = entry.response
        ? responseToText(entry.response)
        : `No answer: ${entry.failure ?? 'nothing is known of why.'}\n`;
      return `${requestToText(entry.request)}\n${answer}`;
    }
    case 'redirect':
      return `${entry.url}\n${verdictsToText(entry.verdicts)}`;
    case 'interaction':
      return 'On a page that the app cannot see.\n';
  }
}

const valuesToText = (direction: string, values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${direction} ${name}: ${value}\n`)
    .join('');

const verdictsToText = (verdicts: readonly Verdict[]): string =>
  verdicts
    .map(({ check, verdict, expected, actual, because }) => {
      const evidence = [
        ...(expected === undefined ? [] : [`expected ${expected}`]),
        ...(actual === undefined ? [] : [`got ${actual}`]),
        ...(because === undefined ? [] : [because]),
      ];
      return `[${verdict}] ${[check, ...evidence].join('; ')}\n`;
    })
    .join('');
