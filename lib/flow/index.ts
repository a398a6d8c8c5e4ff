/** Looks things up in a flow, so that nobody else keeps a list of steps. */
import { authorizationCodePkce } from './authorization-code-pkce.ts';
import type { Flow, Step, StepId } from './define.ts';
import type { ValueKey } from './values.ts';

export { authorizationCodePkce };

/** Every flow there is. */
export const flows: readonly Flow[] = [authorizationCodePkce];

export const flowById = (id: string): Flow | undefined => flows.find((flow) => flow.id === id);

export const stepById = (flow: Flow, id: StepId): Step | undefined =>
  flow.steps.find((step) => step.id === id);

/** The steps before and after, where there are any. */
export function neighbours(
  flow: Flow,
  id: StepId,
): { readonly before: Step | undefined; readonly after: Step | undefined } {
  const index = flow.steps.findIndex((step) => step.id === id);
  return index < 0
    ? { before: undefined, after: undefined }
    : { before: flow.steps[index - 1], after: flow.steps[index + 1] };
}

/** The values that later steps may use because of this one. */
export function yieldsOf(step: Step): readonly ValueKey[] {
  switch (step.kind) {
    case 'calculation':
      return step.yields;
    case 'interaction':
      return [];
    case 'redirect':
      return step.direction === 'incoming' ? rowYields(step.parameters) : [];
    case 'request':
      return step.yields ? [...rowYields(step.response), step.yields] : rowYields(step.response);
  }
}

/** Every value that the step reads, needed or not. */
export function readsOf(step: Step): readonly ValueKey[] {
  switch (step.kind) {
    case 'calculation':
      return step.needs;
    case 'interaction':
      return [];
    case 'redirect':
      return step.direction === 'incoming'
        ? [step.endpoint, ...step.needs, ...(step.checksAgainst ?? [])]
        : [step.endpoint, ...rowSources(step.parameters)];
    case 'request':
      return [
        step.endpoint,
        ...rowSources(step.headers),
        ...rowSources(step.parameters),
        ...(step.checksAgainst ?? []),
      ];
  }
}

/**
 * The step that a value comes from: the last one before `before` that yields it, or the first in the flow where
 * `before` is not given. Undefined for what is given, and for what nobody yields.
 */
export function whoYields(flow: Flow, key: ValueKey, before?: StepId): Step | undefined {
  if (before === undefined) return flow.steps.find((step) => yieldsOf(step).includes(key));
  const end = flow.steps.findIndex((step) => step.id === before);
  return flow.steps.slice(0, Math.max(end, 0)).findLast((step) => yieldsOf(step).includes(key));
}

const rowYields = (rows: readonly { readonly yields?: ValueKey }[]): readonly ValueKey[] =>
  rows.flatMap((row) => row.yields ?? []);

const rowSources = (
  rows: readonly { readonly value: { readonly literal: string } | { readonly from: ValueKey } }[],
): readonly ValueKey[] => rows.flatMap(({ value }) => ('from' in value ? [value.from] : []));
