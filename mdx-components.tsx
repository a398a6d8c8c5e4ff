import type { MDXComponents } from 'mdx/types';
import { Attack, Auth0, Pitfall } from '#components/mdx/note.tsx';
import { Spec } from '#components/mdx/spec.tsx';
import { Value } from '#components/mdx/value.tsx';

/** The one place where content meets components: authors use these names and import nothing. */
const components = { Attack, Auth0, Pitfall, Spec, Value } satisfies MDXComponents;

export function useMDXComponents(): MDXComponents {
  return components;
}
