// First, because it fixes the order of the cascade layers.
import '../globals.css';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Document } from '../document.tsx';

export const metadata: Metadata = {
  title: { default: 'Pixy: call your API from a native app, seen step by step', template: '%s · Pixy' },
  description:
    'Run the Authorization Code Flow with PKCE for real, one message at a time, against an Auth0-shaped tenant that lives on this site.',
};

export default function DocsLayout({ children }: { readonly children: ReactNode }) {
  return <Document>{children}</Document>;
}
