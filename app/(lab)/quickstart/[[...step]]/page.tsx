import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ComponentType, ReactNode } from 'react';
import { Quickstart } from '#components/sandbox/quickstart.tsx';
import { compactSvg, svg } from '#content/diagrams/authorization-code-pkce.generated.ts';
import type { StepId } from '#lib/flow/define.ts';
import { authorizationCodePkce, stepById } from '#lib/flow/index.ts';
import { appBaseUrl } from '../../../base-url.ts';

interface QuickstartPageProps {
  readonly params: Promise<{ readonly step?: readonly string[] }>;
}

/** The step in the address, null for the beginning; an address of no step is no page. */
async function stepIn(params: QuickstartPageProps['params']) {
  const { step = [] } = await params;
  if (step.length === 0) return null;
  const found =
    step.length === 1 && step[0] !== undefined ? stepById(authorizationCodePkce, step[0]) : undefined;
  if (!found) notFound();
  return found;
}

export async function generateMetadata({ params }: QuickstartPageProps): Promise<Metadata> {
  const step = await stepIn(params);
  return step
    ? { title: `${step.title} · Quickstart`, description: step.summary }
    : { title: 'Quickstart', description: `${authorizationCodePkce.title}, step by step, for real.` };
}

export default async function QuickstartPage({ params }: QuickstartPageProps) {
  await stepIn(params);
  const prose: Record<StepId, ReactNode> = {};
  for (const { id } of authorizationCodePkce.steps) {
    const { default: Text } = (await import(`../../../../content/steps/${id}.mdx`)) as {
      default: ComponentType;
    };
    prose[id] = <Text />;
  }
  const { default: Intro } = await import('../../../../content/docs/quickstart.mdx');
  return (
    <Quickstart
      flowId={authorizationCodePkce.id}
      baseUrl={appBaseUrl()}
      svg={svg}
      compactSvg={compactSvg}
      intro={<Intro />}
      prose={prose}
    />
  );
}
