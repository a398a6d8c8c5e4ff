/** Gives every page its nonce and its security headers. The doors (tenant, API, callback) set their own. */
import { type NextRequest, NextResponse } from 'next/server';

const inDevelopment = process.env.NODE_ENV === 'development';

const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    // Development: React rebuilds server stacks with eval.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${inDevelopment ? " 'unsafe-eval'" : ''}`,
    // Development: styles are injected while they change.
    `style-src 'self' ${inDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    `connect-src 'self'${inDevelopment ? ' ws:' : ''}`,
    // The in-app browser tab shows the tenant's own pages, which live on this origin.
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const policy = contentSecurityPolicy(nonce);

  // Next reads the nonce for its own scripts from the request's policy.
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('referrer-policy', 'no-referrer');
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('x-frame-options', 'DENY');
  response.headers.set('cross-origin-opener-policy', 'same-origin');
  response.headers.set('cross-origin-resource-policy', 'same-origin');
  response.headers.set(
    'permissions-policy',
    'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  );
  return response;
}

export const config = {
  // Everything but assets and the doors of the tenant, the API and the callback.
  matcher: [
    '/((?!_next/|t/[^/]+/.|api/|authorize(?:/|$)|oauth/|userinfo$|oidc/|v2/logout$|\\.well-known/|u/|callback(?:/|$)|theme\\.js$|icon\\.svg$|favicon\\.ico$).*)',
  ],
};
