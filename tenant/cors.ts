/** Which web pages may read the back channel's answers. Native apps send no `Origin` and need none of this. */
import type { ClientSettings } from '#lib/scenario/settings.ts';
import type { Exchange } from './exchange.ts';
import { empty } from './respond.ts';
import type { Tenant } from './tenant.ts';

/** Auth0's rule: the origins of the callbacks, and those listed besides. */
function originsOf(client: ClientSettings): readonly string[] {
  return [...client.callbacks, ...client.allowed_origins, ...client.web_origins].flatMap((address) => {
    if (!URL.canParse(address)) return [];
    const { origin, protocol, host } = new URL(address);
    // The origin of a private-use scheme, such as capacitor://localhost, is opaque to the parser, not to the browser.
    return origin === 'null' ? [`${protocol}//${host}`] : [origin];
  });
}

export const isOriginAllowed = (
  tenant: Tenant,
  client: ClientSettings | undefined,
  origin: string,
): boolean => origin === tenant.origin || (client !== undefined && originsOf(client).includes(origin));

/** Answers a preflight. No client is known yet: what any app of the tenant may do is allowed to be tried. */
export function preflight({ tenant, request }: Exchange, methods: string): Response {
  const origin = request.headers.get('origin');
  const isKnown =
    origin !== null && tenant.settings.clients.some((client) => isOriginAllowed(tenant, client, origin));
  return empty(204, {
    vary: 'Origin',
    ...(isKnown && {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': methods,
      'access-control-allow-headers': 'authorization, content-type, auth0-client',
      'access-control-max-age': '3600',
    }),
  });
}

/** Lets the page that asked read the answer. Never with credentials, never for the origin `null`. */
export function withCors(
  response: Response,
  exchange: Exchange,
  client: ClientSettings | undefined,
): Response {
  const origin = exchange.request.headers.get('origin');
  response.headers.append('vary', 'Origin');
  if (origin !== null && isOriginAllowed(exchange.tenant, client, origin)) {
    response.headers.set('access-control-allow-origin', origin);
    response.headers.set('access-control-expose-headers', 'www-authenticate, x-auth0-requestid, retry-after');
  }
  return response;
}

/** Metadata and keys are for everybody. */
export function withOpenCors(response: Response): Response {
  response.headers.set('access-control-allow-origin', '*');
  return response;
}
