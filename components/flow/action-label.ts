/** What a step's button says: the verb and the target, never "next". */
import type { Step } from '#lib/flow/define.ts';
import type { FlowValues } from '#lib/flow/values.ts';

/** `code` is set where the label is a line of the protocol. */
export interface ActionLabel {
  readonly text: string;
  readonly code: boolean;
}

export function toActionLabel(step: Step, values: Readonly<Partial<FlowValues>>): ActionLabel {
  switch (step.kind) {
    case 'request':
      return { text: `${step.method} ${pathOf(values[step.endpoint]) ?? step.endpoint}`, code: true };
    case 'redirect':
      return step.direction === 'outgoing'
        ? { text: `Open ${pathOf(values[step.endpoint]) ?? step.endpoint} in the browser`, code: false }
        : { text: step.title, code: false };
    case 'calculation':
    case 'interaction':
      return { text: step.title, code: false };
  }
}

/** The path below the tenant or API; a visitor's tenant has its id in it, which says nothing on a button. */
function pathOf(url: string | undefined): string | null {
  if (url === undefined || !URL.canParse(url)) return null;
  return new URL(url).pathname.replace(/^\/(t|api)\/[^/]+(?=\/)/, '');
}
