/** What the definitions must keep to, whatever is added to them. */
import { describe, expect, it } from 'vitest';
import type { Flow, Step } from '#lib/flow/define.ts';
import { flows, readsOf, yieldsOf } from '#lib/flow/index.ts';
import type { ValueKey } from '#lib/flow/values.ts';
import { messages } from '#lib/oauth/parameters.ts';
import { isSpecRef } from '#lib/oauth/spec.ts';

describe.each(flows)('$id', (flow: Flow) => {
  it('reads in every step only what is given or came before', () => {
    const known = new Set<ValueKey>(flow.given);
    for (const step of flow.steps) {
      expect({ step: step.id, unknown: readsOf(step).filter((key) => !known.has(key)) }).toEqual({
        step: step.id,
        unknown: [],
      });
      for (const key of yieldsOf(step)) known.add(key);
    }
  });

  it('uses everything that is given', () => {
    const read = new Set(flow.steps.flatMap(readsOf));
    expect(flow.given.filter((key) => !read.has(key))).toEqual([]);
  });

  it('overwrites nothing that is given', () => {
    const yielded = new Set(flow.steps.flatMap(yieldsOf));
    expect(flow.given.filter((key) => yielded.has(key))).toEqual([]);
  });

  it('gives every step its own id and title', () => {
    expect(new Set(flow.steps.map(({ id }) => id)).size).toBe(flow.steps.length);
    expect(new Set(flow.steps.map(({ title }) => title)).size).toBe(flow.steps.length);
  });
});

const steps = flows.flatMap(({ steps: all }): readonly Step[] => all);

/** Every row of a step, and whether it goes out or comes in. */
const rowsOf = (step: Step) => {
  switch (step.kind) {
    case 'calculation':
    case 'interaction':
      return [];
    case 'redirect':
      return [...step.parameters];
    case 'request':
      return [...step.headers, ...step.parameters, ...step.response];
  }
};

describe.each(steps)('$id', (step: Step) => {
  it('has a kebab-case id, an imperative title of six words at most and a summary of one sentence', () => {
    expect(step.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(step.title).toMatch(/^[A-Z]/);
    expect(step.title.split(' ').length).toBeLessThanOrEqual(6);
    expect(step.summary).toMatch(/^[A-Z][^.]+\.$/);
  });

  it('cites listed sections only, each once', () => {
    expect(step.specs.filter((ref) => !isSpecRef(ref))).toEqual([]);
    expect(new Set(step.specs).size).toBe(step.specs.length);
    for (const row of rowsOf(step)) expect(row.spec === null || isSpecRef(row.spec)).toBe(true);
  });

  it('documents every row in the table of its message, and no row twice', () => {
    const documented = Object.values(messages).flatMap((table) => Object.values(table));
    for (const row of rowsOf(step)) {
      const { name, requirement, meaning, spec } = row;
      expect(documented).toContainEqual(expect.objectContaining({ name, requirement, meaning, spec }));
    }
    if (step.kind === 'request' || step.kind === 'redirect') {
      const names = step.parameters.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

describe('Proof Key for Code Exchange', () => {
  const find = (id: string) => steps.find((step) => step.id === id);

  it('RFC 7636 Section 4.3: never leaves the method to its default, which is plain', async () => {
    const step = find('code-challenge');
    if (step?.kind !== 'calculation') throw new Error('There is no such calculation.');
    const { values } = await step.calculate(
      { code_verifier: 'a'.repeat(43) },
      { random: () => new Uint8Array(), now: () => 0 },
    );
    expect(values.code_challenge_method).toBe('S256');
  });

  it('RFC 7636 Section 7.1: draws 32 bytes for the verifier, and state and nonce separately', async () => {
    const step = find('code-verifier');
    if (step?.kind !== 'calculation') throw new Error('There is no such calculation.');
    const draws: number[] = [];
    const random = (bytes: number) => {
      draws.push(bytes);
      return crypto.getRandomValues(new Uint8Array(bytes));
    };
    const first = await step.calculate({}, { random, now: () => 0 });
    const second = await step.calculate({}, { random, now: () => 0 });
    expect(draws).toEqual([32, 16, 16, 32, 16, 16]);
    const made = [...Object.values(first.values), ...Object.values(second.values)];
    expect(new Set(made).size).toBe(6);
  });
});
