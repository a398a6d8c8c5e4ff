/** What a step needs and gives, read from its definition, so that no list of it has to be kept by hand. */
import type { Flow, Step, StepId } from '../flow/define.ts';
import type { FlowValues, ValueKey } from '../flow/values.ts';

type Values = Readonly<Partial<FlowValues>>;

/** Absent and empty are the same here: a parameter without a value is not sent (RFC 6749 Section 3.1). */
export const has = (values: Values, key: ValueKey): boolean => (values[key] ?? '') !== '';

/** The values that the step reads, needed or not: when one of them changes, what the step did is out of date. */
export function usedBy(step: Step): readonly ValueKey[] {
  switch (step.kind) {
    case 'calculation':
      return step.needs;
    case 'interaction':
      return [];
    case 'redirect':
      if (step.direction === 'incoming') return [step.endpoint, ...step.needs];
      return [step.endpoint, ...sources(step.parameters)];
    case 'request':
      return [step.endpoint, ...sources(step.headers), ...sources(step.parameters)];
  }
}

/** The values without which the step cannot start. A row that is not REQUIRED is left out when it has no value. */
export function neededBy(step: Step): readonly ValueKey[] {
  switch (step.kind) {
    case 'calculation':
    case 'interaction':
      return usedBy(step);
    case 'redirect':
      if (step.direction === 'incoming') return usedBy(step);
      return [step.endpoint, ...sources(step.parameters.filter(required))];
    case 'request':
      return [
        step.endpoint,
        ...sources(step.headers.filter(required)),
        ...sources(step.parameters.filter(required)),
      ];
  }
}

/** The values that later steps may use because of this one. */
export function yieldedBy(step: Step): readonly ValueKey[] {
  switch (step.kind) {
    case 'calculation':
      return step.yields;
    case 'interaction':
      return [];
    case 'redirect':
      return step.direction === 'incoming' ? yields(step.parameters) : [];
    case 'request':
      return step.yields ? [...yields(step.response), step.yields] : yields(step.response);
  }
}

/** The last step before `before` that yields the value, or undefined when it is given (or nobody yields it). */
export function originOf(flow: Flow, key: ValueKey, before: StepId): Step | undefined {
  const end = flow.steps.findIndex((step) => step.id === before);
  return flow.steps.slice(0, end).findLast((step) => yieldedBy(step).includes(key));
}

const required = (row: { readonly requirement: string }): boolean => row.requirement === 'REQUIRED';

const sources = (rows: readonly { readonly value: { literal: string } | { from: ValueKey } }[]): ValueKey[] =>
  rows.flatMap(({ value }) => ('from' in value ? [value.from] : []));

const yields = (rows: readonly { readonly yields?: ValueKey }[]): ValueKey[] =>
  rows.flatMap((row) => (row.yields ? [row.yields] : []));
