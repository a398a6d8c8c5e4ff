import { fileURLToPath } from 'node:url';
import createMDX from '@next/mdx';

/** The paths of the house tenant: at the root issuer, where every Auth0 SDK expects them. */
const HOUSE_PATHS = [
  '/authorize/:path*',
  '/oauth/:path*',
  '/userinfo',
  '/oidc/:path*',
  '/v2/logout',
  '/.well-known/:path*',
  '/u/:path*',
];

const withMDX = createMDX({});

export default withMDX({
  pageExtensions: ['ts', 'tsx', 'mdx'],
  agentRules: false,
  poweredByHeader: false,
  // Bundled, the provider's class names are minified and the first token request dies in production.
  serverExternalPackages: ['oidc-provider', '@libsql/client', 'libsql', 'light-my-request'],
  turbopack: { root: fileURLToPath(new URL('.', import.meta.url)) },
  skipTrailingSlashRedirect: true,
  rewrites: async () => ({
    beforeFiles: HOUSE_PATHS.map((source) => ({ source, destination: `/t/root${source}` })),
    afterFiles: [],
    fallback: [],
  }),
});
