import type { FlowValues, ValueKey } from '#lib/flow/values.ts';

/** Values that give power to whoever holds them. */
const keys = [
  'code',
  'code_verifier',
  'access_token',
  'refresh_token',
  'id_token',
] as const satisfies readonly ValueKey[];

/** The secrets that a run holds at the moment: left out of whatever is copied. */
export const secretsOf = (values: Readonly<Partial<FlowValues>>): readonly string[] =>
  keys.flatMap((key) => values[key] ?? []);

export const isSecret = (key: ValueKey): boolean => (keys as readonly ValueKey[]).includes(key);
