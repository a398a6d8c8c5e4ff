/** Where the provider keeps what it remembers: the store, under the tenant's name. */
import { type Adapter, type AdapterPayload, errors, Provider } from 'oidc-provider';
import type { Artifact, Payload } from './artifacts.ts';
import { currentExchange } from './exchange.ts';
import { isWithinLeeway } from './refresh-token.ts';
import { clientOf, type Tenant } from './tenant.ts';

/** Kept after they end, so that a refusal can say what became of them. */
const EXPLAINED = new Set(['Grant', 'RefreshToken', 'AuthorizationCode']);

export const createAdapter =
  (tenant: Tenant) =>
  (model: string): Adapter => {
    const { artifacts } = tenant;

    const isStillGood = (token: Artifact) => {
      const leeway = clientOf(tenant, String(token.payload.clientId))?.refresh_token.leeway ?? 0;
      return isWithinLeeway(artifacts, token, leeway, Date.now());
    };

    const toPayload = async (found: Artifact | undefined): Promise<AdapterPayload | undefined> => {
      if (!found || found.ended) return undefined;
      const { consumedAt } = found;
      const isConsumed = consumedAt !== null && !(model === 'RefreshToken' && (await isStillGood(found)));
      return { ...found.payload, ...(isConsumed && { consumed: Math.floor(consumedAt / 1000) }) };
    };

    const end = async (id: string) => {
      const because = currentExchange()?.told.endsBecause ?? becauseOf(model);
      if (EXPLAINED.has(model)) await artifacts.end(model, id, because);
      else await artifacts.destroy(model, id);
    };

    return {
      async upsert(id, payload, expiresIn) {
        if (!isWorthKeeping(model, payload)) return;
        const expiresAt = expiresIn === undefined ? null : Date.now() + expiresIn * 1000;
        await artifacts.upsert(model, id, { ...payload, ...extras(model) } as Payload, expiresAt);
      },
      async find(id) {
        return model === 'Client' ? undefined : toPayload(await artifacts.find(model, id));
      },
      async findByUid(uid) {
        return toPayload(await artifacts.findByUid(model, uid));
      },
      async findByUserCode() {
        return undefined;
      },
      async consume(id) {
        if (await artifacts.consume(model, id)) return;
        // Somebody else redeemed it after this request had found it unused.
        const found = await artifacts.find(model, id);
        if (found && model === 'RefreshToken' && (await isStillGood(found))) return;
        if (found?.grantId) {
          await artifacts.destroyOfGrant('AccessToken', found.grantId);
          await artifacts.end('Grant', found.grantId, becauseOf(model));
        }
        throw new errors.InvalidGrant(
          model === 'RefreshToken' ? 'refresh token already used' : 'authorization code already consumed',
        );
      },
      destroy: end,
      async revokeByGrantId(grantId) {
        // Codes and refresh tokens of the grant die with it: without their grant the provider refuses them.
        if (!EXPLAINED.has(model)) await artifacts.destroyOfGrant(model, grantId);
      },
    };
  };

/** The provider ends a grant by itself in two cases: a code comes back, or a refresh token does. */
function becauseOf(model: string) {
  const grantType = Provider.ctx?.oidc.params?.grant_type;
  return model === 'RefreshToken' || grantType === 'refresh_token' ? 'refresh-token-reused' : 'code-replayed';
}

/** What nobody has logged in for is not kept: it travels with the browser (`seal.ts`). */
function isWorthKeeping(model: string, payload: AdapterPayload): boolean {
  if (model === 'Interaction') return payload.result !== undefined;
  if (model === 'Session') return payload.accountId !== undefined;
  return true;
}

/** What is kept beside a code: whether the app must send `redirect_uri` again (RFC 6749 Section 4.1.3). */
function extras(model: string): Readonly<Record<string, unknown>> {
  if (model !== 'AuthorizationCode') return {};
  const kept = Provider.ctx?.oidc.params?.pixy_request;
  return { pixy_request: typeof kept === 'string' ? kept : null };
}
