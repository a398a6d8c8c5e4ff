import localFont from 'next/font/local';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { SiteFooter } from '#components/ui/site-footer.tsx';
import { SiteHeader } from '#components/ui/site-header.tsx';

const sans = localFont({
  src: '../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2',
  variable: '--font-sans',
  weight: '100 900',
});

const mono = localFont({
  src: '../node_modules/@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2',
  variable: '--font-mono',
  weight: '100 900',
});

/**
 * What both root layouts share. Reading the nonce makes every page dynamic: a page that was rendered before the
 * request could not carry it.
 */
export async function Document({ children }: { readonly children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    // The theme is set on this element before React arrives.
    <html lang="en" className={`${sans.variable} ${mono.variable}`} suppressHydrationWarning>
      <head>
        {/* Not async: it sets the theme before the first paint. */}
        <script src="/theme.js" nonce={nonce} suppressHydrationWarning />
      </head>
      <body>
        <SiteHeader links={[{ href: '/quickstart', label: 'Quickstart' }]} />
        {children}
        <SiteFooter />
      </body>
    </html>
  );
}
