/** What to do about a refusal: by the error's name and the kind of step, never by a step's own name. */
import type { Flow, RequestStep, Step, StepId } from '#lib/flow/define.ts';
import { yieldsOf } from '#lib/flow/index.ts';
import { type Endpoint, errorFact } from '#lib/oauth/errors.ts';

export interface Repair {
  /** What the error says about the request, where it is a registered one. */
  readonly meaning: string | null;
  readonly text: string;
  /** The step to go to, and null where doing this one again is the way. */
  readonly goTo: Step | null;
}

const sends = (step: Step, name: string): boolean =>
  step.kind === 'request' && step.parameters.some((row) => row.name === name);

/** The step that gets new tokens without the person: it sends a refresh token and yields an access token. */
export const refreshStepOf = (flow: Flow): RequestStep | undefined =>
  flow.steps.find(
    (step): step is RequestStep =>
      step.kind === 'request' && sends(step, 'refresh_token') && yieldsOf(step).includes('access_token'),
  );

/** The steps that show the access token to the API. */
export const apiStepsOf = (flow: Flow): readonly RequestStep[] =>
  flow.steps.filter((step): step is RequestStep => step.kind === 'request' && step.to === 'api');

/** The step that sends the browser off, before `id`. */
const departureOf = (flow: Flow, id: StepId): Step | undefined => {
  const end = flow.steps.findIndex((step) => step.id === id);
  const isDeparture = (step: Step) => step.kind === 'redirect' && step.direction === 'outgoing';
  return flow.steps.slice(0, Math.max(end, 0)).findLast(isDeparture) ?? flow.steps.find(isDeparture);
};

export function repairOf(flow: Flow, step: Step, error: string): Repair {
  const endpoint = endpointOf(step);
  const fact = endpoint && errorFact(endpoint, error);
  return {
    meaning: fact?.meaning ?? null,
    text: fact?.remedy ?? 'Compare what was sent with what the check expected, and do the step again.',
    goTo: wayOn(flow, step, error),
  };
}

/** Whose errors may come here: the tables of errors are by endpoint. */
function endpointOf(step: Step): Endpoint | null {
  switch (step.kind) {
    case 'calculation':
      return null;
    case 'redirect':
    case 'interaction':
      return 'authorization';
    case 'request':
      if (step.to === 'api') return 'api';
      return yieldsOf(step).includes('access_token') ? 'token' : 'revocation';
  }
}

/** The step at which things can be set right, where it is another one. */
function wayOn(flow: Flow, step: Step, error: string): Step | null {
  if (step.kind === 'calculation') return null;
  if (step.kind === 'redirect' || step.kind === 'interaction') return departureOf(flow, step.id) ?? null;
  if (error === 'invalid_token') return refreshStepOf(flow) ?? null;
  if (error === 'invalid_grant' || error === 'insufficient_scope') return departureOf(flow, step.id) ?? null;
  return null;
}
