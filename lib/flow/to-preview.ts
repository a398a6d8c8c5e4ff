/** The exact next message with named holes for what is not known yet: `⟨code from “Read the redirect”⟩`. */
import type { Flow, Step } from './define.ts';
import { whoYields } from './index.ts';
import { type Draft, type HoleFor, type SendingStep, toDraft } from './to-request.ts';
import type { FlowValues } from './values.ts';

/**
 * The parts of the message that `step` would send with these values.
 *
 * @param isDone says of an earlier step whether it has given all it will give; by default none has. A value that
 *   a done step did not give, or that the settings leave empty, is left out as it will be on the wire.
 */
export const toPreview = (
  flow: Flow,
  step: SendingStep,
  values: Readonly<Partial<FlowValues>>,
  isDone: (step: Step) => boolean = () => false,
): Draft => toDraft(step, values, holesOf(flow, step, isDone));

function holesOf(flow: Flow, step: SendingStep, isDone: (step: Step) => boolean): HoleFor {
  return (key) => {
    const origin = whoYields(flow, key, step.id);
    if (origin && !isDone(origin)) return `⟨${key} from “${origin.title}”⟩`;
    const rows = step.kind === 'request' ? [...step.headers, ...step.parameters] : step.parameters;
    const required =
      key === step.endpoint ||
      rows.some(
        ({ value, requirement }) => 'from' in value && value.from === key && requirement === 'REQUIRED',
      );
    return required ? `⟨${key}, which is missing⟩` : null;
  };
}
