/** What to do about a refusal: by the error's name and the kind of step, never by a step's own name. */
import type { Flow, RequestStep, Step, StepId } from '#lib/flow/define.ts';
import { yieldsOf } from '#lib/flow/index.ts';

export interface Repair {
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
  const again = { goTo: departureOf(flow, step.id) ?? null };
  switch (error) {
    case 'access_denied':
    case 'login_required':
    case 'consent_required':
    case 'interaction_required':
      return { text: 'No code was issued. Send the browser to the tenant again.', ...again };
    case 'invalid_grant':
      return sends(step, 'refresh_token')
        ? {
            text: 'This refresh token is of no use any more: it was used, revoked or has expired. Only a new login gives another.',
            ...again,
          }
        : {
            text: 'A code works once, for a short time, and only with its own verifier. Send the browser for a new one.',
            ...again,
          };
    case 'invalid_token': {
      const refresh = refreshStepOf(flow);
      return refresh
        ? {
            text: 'The API does not take this access token any more. Get a new one with the refresh token, then call again.',
            goTo: refresh,
          }
        : { text: 'The API does not take this access token. Log in for a new one.', ...again };
    }
    case 'insufficient_scope':
      return {
        text: 'The token is good but allows too little. Ask for the scope that the API wants.',
        ...again,
      };
    case 'invalid_client':
    case 'unauthorized_client':
    case 'invalid_target':
    case 'invalid_scope':
      return { text: 'A setting of the app and a setting of the tenant do not fit each other.', goTo: null };
    default:
      return step.kind === 'redirect' || step.kind === 'interaction'
        ? { text: 'Send the browser to the tenant again.', ...again }
        : { text: 'Compare the request with what the check expected, and do the step again.', goTo: null };
  }
}
