import type { MDXComponents } from 'mdx/types';

/** The one place where content meets components: authors use these names and import nothing. */
const components = {} satisfies MDXComponents;

export function useMDXComponents(): MDXComponents {
  return components;
}
