/** Where web requests and the provider meet: the one place that knows of Node's way to handle them. */
import inject from 'light-my-request';
import type { Provider } from 'oidc-provider';
import { during, type Exchange } from './exchange.ts';

export interface ProviderAnswer {
  readonly status: number;
  readonly location: string | undefined;
  readonly cookies: readonly string[];
  readonly body: string;
}

type Dispatch = ReturnType<Provider['callback']>;
const dispatchers = new WeakMap<Provider, Dispatch>();

function dispatcherOf(provider: Provider): Dispatch {
  let dispatch = dispatchers.get(provider);
  if (!dispatch) {
    dispatch = provider.callback();
    dispatchers.set(provider, dispatch);
  }
  return dispatch;
}

/**
 * Has the provider answer a request. It is told the address that the tenant is published under, whatever the `Host`
 * of the request says, and no header but those given here.
 */
export async function askProvider(
  exchange: Exchange,
  request: {
    readonly method: 'GET' | 'POST';
    /** Below the issuer, with the query. */
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly payload?: string;
  },
): Promise<ProviderAnswer> {
  const { tenant, provider } = exchange;
  const { host, protocol } = new URL(tenant.issuer);
  const dispatch = dispatcherOf(provider);
  // `inject` starts when it is awaited, so it must be awaited inside.
  const response = await during(
    exchange,
    async () =>
      await inject(
        (req, res) => {
          // The provider builds its addresses from what `originalUrl` has more than `url`.
          Object.assign(req, { originalUrl: tenant.base + request.url });
          void dispatch(req as Parameters<Dispatch>[0], res as Parameters<Dispatch>[1]);
        },
        {
          method: request.method,
          url: request.url,
          remoteAddress: '127.0.0.1',
          headers: { ...request.headers, host, 'x-forwarded-proto': protocol.slice(0, -1) },
          ...(request.payload !== undefined && { payload: request.payload }),
        },
      ),
  );
  const { location, 'set-cookie': cookies = [] } = response.headers;
  return {
    status: response.statusCode,
    location,
    // The page's address says which login it is for; the provider's cookie for that has no reader.
    cookies: [cookies].flat().filter((cookie) => !cookie.startsWith(`${tenant.cookies.interaction}=`)),
    body: response.payload,
  };
}
