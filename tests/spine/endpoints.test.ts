/** An address that comes from the wire is checked before a step sends anything to it, whatever step that is. */
import { describe, expect, test } from 'vitest';
import { flows, whoYields } from '#lib/flow/index.ts';
import type { ValueKey } from '#lib/flow/values.ts';

describe.each(flows)('$id', (flow) => {
  const learned = flow.steps.flatMap((step): [id: string, endpoint: ValueKey][] =>
    'endpoint' in step && !flow.given.includes(step.endpoint) ? [[step.id, step.endpoint]] : [],
  );

  test('has steps that send to an address from the wire', () => {
    expect(learned).not.toEqual([]);
  });

  test.each(learned)(
    'RFC 8414 Section 6.2: %s sends nothing to %s where that is a script',
    (id, endpoint) => {
      const source = whoYields(flow, endpoint, id);
      if (source?.kind !== 'request') throw new Error(`No answer brings ${endpoint}.`);
      const member = source.response.find(({ yields }) => yields === endpoint);
      if (!member) throw new Error(`${source.id} takes ${endpoint} from no member.`);
      const verdicts = source.check?.({ [member.name]: 'javascript:alert(1)' }, {}) ?? [];
      expect(verdicts).toContainEqual(
        expect.objectContaining({ check: expect.stringContaining(member.name), verdict: 'fail' }),
      );
    },
  );
});
