/** What a step cannot do without, read from its definition, so that no list of it has to be kept by hand. */
import type { OutgoingRow, Step } from '../flow/define.ts';
import type { FlowValues, ValueKey } from '../flow/values.ts';

/** Absent and empty are the same here: a parameter without a value is not sent (RFC 6749 Section 3.1). */
export const has = (values: Readonly<Partial<FlowValues>>, key: ValueKey): boolean =>
  (values[key] ?? '') !== '';

/** The values without which the step cannot start. A row that is not REQUIRED is left out when it has no value. */
export function neededBy(step: Step): readonly ValueKey[] {
  switch (step.kind) {
    case 'calculation':
      return step.needs;
    case 'interaction':
      return [];
    case 'redirect':
      return step.direction === 'incoming'
        ? [step.endpoint, ...step.needs]
        : [step.endpoint, ...requiredFrom(step.parameters)];
    case 'request':
      return [step.endpoint, ...requiredFrom(step.headers), ...requiredFrom(step.parameters)];
  }
}

const requiredFrom = (rows: readonly OutgoingRow[]): readonly ValueKey[] =>
  rows.flatMap(({ value, requirement }) =>
    'from' in value && requirement === 'REQUIRED' ? [value.from] : [],
  );
