/** The half-finished login: what the provider wants to know of a person, on its way through the browser. */
import { randomBytes } from 'node:crypto';
import type { InteractionResults, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { z } from 'zod';
import type { Exchange } from './exchange.ts';
import { seal, unseal } from './seal.ts';
import { isSecure, type Tenant } from './tenant.ts';

type Interaction = InstanceType<Provider['Interaction']>;

const loginState = z.object({
  uid: z.string(),
  /** Seconds since 1970. */
  exp: z.number(),
  returnTo: z.string(),
  prompt: z.object({ name: z.string(), reasons: z.array(z.string()) }),
  params: z.record(z.string(), z.unknown()),
  session: z
    .object({
      accountId: z.string(),
      uid: z.string(),
      cookie: z.string(),
      amr: z.array(z.string()).optional(),
    })
    .optional(),
  lastSubmission: z.record(z.string(), z.unknown()).optional(),
  cid: z.string(),
});

export type LoginState = z.output<typeof loginState>;

const DEVICE = /^[A-Za-z0-9_-]{22}$/;

/** The page that comes next, with the whole login sealed into its address for this browser alone. */
export function toPage(tenant: Tenant, ctx: KoaContextWithOIDC, interaction: Interaction): string {
  let device = ctx.cookies.get(tenant.cookies.device) ?? '';
  if (!DEVICE.test(device)) {
    device = randomBytes(16).toString('base64url');
    ctx.cookies.set(tenant.cookies.device, device, {
      httpOnly: true,
      path: `${tenant.base}/`,
      sameSite: 'lax',
      secure: isSecure(tenant),
    });
  }
  const { uid, exp, returnTo, prompt, params, session, lastSubmission, cid } = interaction;
  const state = seal(tenant, device, {
    ...{ uid, exp, returnTo, params, session, lastSubmission, cid },
    prompt: { name: prompt.name, reasons: prompt.reasons },
  });
  return pageAddress(tenant, pageFor(prompt.name, params.screen_hint), state);
}

function pageFor(prompt: string, screenHint: unknown): string {
  if (prompt === 'consent') return 'consent';
  if (prompt === 'confirmation') return 'confirm';
  return screenHint === 'signup' ? 'signup' : 'login';
}

export const pageAddress = (tenant: Tenant, page: string, state: string): string =>
  `${tenant.base}/u/${page}?${new URLSearchParams({ state })}`;

/** The login that the address or form names, if it is this browser's and not over. */
export function openLogin(exchange: Exchange, sealed: string | null): LoginState | undefined {
  const { tenant, cookies } = exchange;
  const device = cookies.get(tenant.cookies.device) ?? '';
  if (!sealed || !DEVICE.test(device)) return undefined;
  const opened = loginState.safeParse(unseal(tenant, device, sealed));
  return opened.success && opened.data.exp * 1000 > Date.now() ? opened.data : undefined;
}

/**
 * Writes down what the person did, for the provider to go on with. Only now is anything of a login kept: whoever gets
 * here has an account.
 */
export async function finishLogin(
  exchange: Exchange,
  login: LoginState,
  result: InteractionResults,
): Promise<string> {
  const { uid, exp, returnTo, lastSubmission, ...rest } = login;
  await exchange.tenant.artifacts.upsert(
    'Interaction',
    uid,
    {
      ...rest,
      ...{ kind: 'Interaction', jti: uid, returnTo, exp, iat: Math.floor(Date.now() / 1000) },
      // What was done on the page before, such as logging in before consenting, counts as well.
      result: { ...lastSubmission, ...result },
    },
    exp * 1000,
  );
  return returnTo;
}
