/** Which path of a tenant is answered by what. */
import { authorize, failurePage, resume } from './authorize.ts';
import { preflight } from './cors.ts';
import type { Exchange } from './exchange.ts';
import type { Limits } from './limits.ts';
import { cancel, PAGES, type Page, showPage, submitPage } from './login.ts';
import { oidcLogout, v2Logout } from './logout.ts';
import { serveKeys, serveMetadata } from './metadata.ts';
import type { Limiter } from './quotas.ts';
import { json } from './respond.ts';
import { revoke } from './revoke.ts';
import { HOUSE } from './tenant.ts';
import { token } from './token.ts';
import { userinfo } from './userinfo.ts';

export interface Door {
  readonly attempts: Limiter;
  readonly limits: Limits;
}

type Answer = (exchange: Exchange, door: Door) => Response | Promise<Response>;
type Methods = Partial<Record<'GET' | 'POST' | 'OPTIONS', Answer>>;

const show =
  (which: Page): Answer =>
  (exchange) =>
    showPage(exchange, which);

const submit =
  (which: Page): Answer =>
  (exchange, { attempts, limits }) => {
    const users = exchange.tenant.id === HOUSE ? limits.houseUsers : limits.users;
    return submitPage(exchange, which, { attempts, users });
  };

const ROUTES: Readonly<Record<string, Methods>> = {
  '/.well-known/openid-configuration': { GET: serveMetadata },
  '/.well-known/oauth-authorization-server': { GET: serveMetadata },
  '/.well-known/jwks.json': { GET: serveKeys },
  '/authorize': { GET: authorize, POST: authorize },
  '/oauth/token': { POST: token, OPTIONS: (exchange) => preflight(exchange, 'POST') },
  '/oauth/revoke': { POST: revoke, OPTIONS: (exchange) => preflight(exchange, 'POST') },
  '/userinfo': { GET: userinfo, POST: userinfo, OPTIONS: (exchange) => preflight(exchange, 'GET, POST') },
  '/oidc/logout': { GET: oidcLogout, POST: oidcLogout },
  '/v2/logout': { GET: v2Logout },
  '/u/cancel': { GET: cancel },
  ...Object.fromEntries(
    PAGES.map((which): [string, Methods] => [`/u/${which}`, { GET: show(which), POST: submit(which) }]),
  ),
};

/** Where a login comes back to: the provider's name for it stands in the path. */
const RESUME = /^\/authorize\/[A-Za-z0-9_-]{1,128}$/;

const methodsOf = (path: string): Methods | undefined =>
  Object.hasOwn(ROUTES, path) ? ROUTES[path] : RESUME.test(path) ? { GET: resume } : undefined;

export function answer(door: Door, exchange: Exchange): Response | Promise<Response> {
  const methods = methodsOf(exchange.path);
  if (!methods)
    return refuse(exchange, 404, 'not_found', `There is nothing at ${exchange.path.slice(0, 200)}`);
  // HEAD is GET without the body, and only where GET changes nothing.
  const isHead = exchange.method === 'HEAD' && exchange.path.startsWith('/.well-known/');
  const method = isHead ? 'GET' : exchange.method;
  const chosen = method === 'GET' || method === 'POST' || method === 'OPTIONS' ? methods[method] : undefined;
  if (chosen) return chosen(exchange, door);
  const allow = Object.keys(methods).join(', ');
  const response = refuse(exchange, 405, 'method_not_allowed', `Use ${allow}`);
  response.headers.set('allow', allow);
  return response;
}

function refuse(exchange: Exchange, status: number, error: string, error_description: string): Response {
  if ((exchange.request.headers.get('accept') ?? '').includes('text/html')) {
    return failurePage(exchange, { status, error, error_description, provenance: 'assumed' });
  }
  return json(status, { error, error_description });
}
