import type { SpecRef } from './spec.ts';

/** The specification's word; `CONDITIONAL` stands for "REQUIRED if …", and `meaning` says when. */
export type Requirement = 'REQUIRED' | 'RECOMMENDED' | 'OPTIONAL' | 'CONDITIONAL';

/** What is known of one parameter, header or member, wherever it is shown. */
export interface ParameterFact {
  readonly name: string;
  /** The specification's word. Where Pixy or Auth0 goes further, `auth0` says so. */
  readonly requirement: Requirement;
  /** One or two plain sentences: what it is for. */
  readonly meaning: string;
  /** What differs or matters at Auth0. */
  readonly auth0?: string;
  readonly spec: SpecRef | null;
}

/** A table of facts under their names on the wire, so that a name is written once. */
export function facts<Name extends string>(
  table: Readonly<Record<Name, Omit<ParameterFact, 'name'>>>,
): { readonly [N in Name]: ParameterFact } {
  const named = {} as { [N in Name]: ParameterFact };
  for (const name of Object.keys(table) as Name[]) named[name] = { name, ...table[name] };
  return named;
}
