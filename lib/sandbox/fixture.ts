/**
 * For tests: a flow as small as the machine's rules allow, none of whose steps is one of the product's, and a
 * transport without a network.
 */
import type { Flow } from '../flow/define.ts';
import type { Parties } from '../scenario/parties.ts';
import type { HttpRequest, HttpResponse } from '../trace/model.ts';
import { causes, type Transport } from './transport.ts';

const spec = 'RFC6749-4.1.1';
const common = { summary: '', specs: [spec] } as const;
const row = { requirement: 'REQUIRED', meaning: 'For tests.', spec } as const;

export const parties: Parties = {
  tenant: { issuer: 'http://tenant.test/', logs_url: null },
  app: {
    client_id: 'app',
    redirect_uri: 'http://app.test/callback',
    post_logout_redirect_uri: 'http://app.test/callback/logout',
    scope: 'openid',
    audience: '',
  },
  api: { url: 'http://api.test/things', logs_url: null },
};

export const flow: Flow = {
  id: 'small',
  title: 'Small',
  given: ['issuer', 'discovery_url', 'client_id', 'redirect_uri', 'audience', 'api_url'],
  steps: [
    {
      ...common,
      id: 'metadata',
      title: 'Read the metadata',
      kind: 'request',
      from: 'app',
      to: 'tenant',
      method: 'GET',
      endpoint: 'discovery_url',
      headers: [],
      encoding: 'none',
      parameters: [],
      response: [
        { ...row, name: 'authorization_endpoint', yields: 'authorization_endpoint' },
        { ...row, name: 'token_endpoint', yields: 'token_endpoint' },
      ],
    },
    {
      ...common,
      id: 'draw',
      title: 'Draw a state',
      kind: 'calculation',
      party: 'app',
      needs: [],
      yields: ['state'],
      calculate: async (_values, tools) => ({
        values: { state: `s${tools.random(1)[0]}` },
        verdicts: [{ check: 'it was drawn', verdict: 'pass', spec }],
      }),
    },
    {
      ...common,
      id: 'send-off',
      title: 'Send the browser off',
      kind: 'redirect',
      direction: 'outgoing',
      from: 'app',
      to: 'tenant',
      endpoint: 'authorization_endpoint',
      parameters: [
        { ...row, name: 'client_id', value: { from: 'client_id' } },
        { ...row, name: 'state', value: { from: 'state' } },
        { ...row, name: 'audience', requirement: 'OPTIONAL', value: { from: 'audience' } },
      ],
    },
    { ...common, id: 'page', title: 'Log in', kind: 'interaction', from: 'person', to: 'tenant' },
    {
      ...common,
      id: 'return',
      title: 'Read the return',
      kind: 'redirect',
      direction: 'incoming',
      from: 'tenant',
      to: 'app',
      endpoint: 'redirect_uri',
      needs: ['state'],
      parameters: [{ ...row, name: 'code', yields: 'code' }],
      check: (url, values) => [
        {
          check: 'state is the one that was sent',
          verdict: url.includes(`state=${values.state}`) ? 'pass' : 'fail',
          expected: values.state ?? '',
          spec,
        },
      ],
    },
    {
      ...common,
      id: 'exchange',
      title: 'Exchange the code',
      kind: 'request',
      from: 'app',
      to: 'tenant',
      method: 'POST',
      endpoint: 'token_endpoint',
      headers: [],
      encoding: 'form',
      parameters: [{ ...row, name: 'code', value: { from: 'code' } }],
      response: [
        { ...row, name: 'access_token', yields: 'access_token' },
        { ...row, name: 'refresh_token', requirement: 'OPTIONAL', yields: 'refresh_token' },
      ],
    },
    {
      ...common,
      id: 'call',
      title: 'Call the API',
      kind: 'request',
      from: 'app',
      to: 'api',
      method: 'GET',
      endpoint: 'api_url',
      headers: [{ ...row, name: 'Authorization', value: { from: 'access_token', prefix: 'Bearer ' } }],
      encoding: 'none',
      parameters: [],
      response: [],
    },
    {
      ...common,
      id: 'renew',
      title: 'Renew the token',
      kind: 'request',
      from: 'app',
      to: 'tenant',
      method: 'POST',
      endpoint: 'token_endpoint',
      headers: [],
      encoding: 'form',
      parameters: [{ ...row, name: 'refresh_token', value: { from: 'refresh_token' } }],
      response: [{ ...row, name: 'access_token', yields: 'access_token' }],
    },
    {
      ...common,
      id: 'call-again',
      title: 'Call the API again',
      kind: 'request',
      from: 'app',
      to: 'api',
      method: 'GET',
      endpoint: 'api_url',
      headers: [{ ...row, name: 'Authorization', value: { from: 'access_token', prefix: 'Bearer ' } }],
      encoding: 'none',
      parameters: [],
      response: [],
    },
  ],
};

export interface MemoryTransport extends Transport {
  /** Everything that was sent, in order. */
  readonly sent: readonly HttpRequest[];
  /** Everything that the browser tab was shown, in order. */
  readonly opened: readonly string[];
}

export interface MemoryOptions {
  /** The answer to a request; a string is the cause of getting none. */
  readonly answer?: (request: HttpRequest) => HttpResponse | string | Promise<HttpResponse | string>;
  /** The answer to reading logs. */
  readonly logs?: (url: string, after: string | null) => unknown;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Random bytes count up from zero, so that every run is the same run. */
export function createMemoryTransport(options: MemoryOptions = {}): MemoryTransport {
  const sent: HttpRequest[] = [];
  const opened: string[] = [];
  let next = 0;
  const now = options.now ?? (() => 0);
  return {
    sent,
    opened,
    now,
    unseen: [],
    random: (bytes) => Uint8Array.from({ length: bytes }, () => next++ % 256),
    open: (url) => {
      opened.push(url);
    },
    readLogs: async (url, after) => options.logs?.(url, after) ?? null,
    send: async (request, signal) => {
      const at = now();
      if (signal?.aborted) return { ok: false, request, cause: causes.stopped, at, took: 0 };
      sent.push(request);
      const answer = await options.answer?.(request);
      if (answer === undefined || typeof answer === 'string') {
        const cause = answer ?? causes.gone(new URL(request.url).origin);
        return { ok: false, request, cause, at, took: now() - at };
      }
      return { ok: true, request, response: answer, at, took: now() - at };
    },
  };
}

/** A JSON answer as a server gives it. */
export const json = (status: number, body: unknown, headers: HttpResponse['headers'] = []): HttpResponse => ({
  status,
  statusText: '',
  headers: [['content-type', 'application/json'], ...headers],
  body: JSON.stringify(body),
});
