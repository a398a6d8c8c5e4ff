// First, because it fixes the order of the cascade layers.
import '../globals.css';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Document } from '../document.tsx';

export const metadata: Metadata = {
  title: { default: 'Quickstart · Pixy', template: '%s · Pixy' },
};

export default function LabLayout({ children }: { readonly children: ReactNode }) {
  return <Document>{children}</Document>;
}
