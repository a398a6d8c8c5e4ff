import { SpecLink } from '#components/flow/spec-link.tsx';
import type { SpecRef } from '#lib/oauth/spec.ts';

/** The section that states the rule, in prose: `<Spec r="RFC7636-4.5" />`. */
export function Spec({ r }: { readonly r: SpecRef }) {
  return <SpecLink spec={r} />;
}
