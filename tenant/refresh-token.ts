/** Rotation, lifetimes and leeway of refresh tokens, in the words of Auth0's Management API. */
import type { ClientSettings } from '#lib/scenario/settings.ts';
import type { Artifact, Artifacts } from './artifacts.ts';

/** Stands for "never": ten years in seconds. */
const NEVER = 315_360_000;

/** Auth0's refresh tokens are opaque to everybody; the prefix is part of the text. */
const PREFIX = 'v1.';
export const toRefreshToken = (handle: string): string => PREFIX + handle;
export const toHandle = (token: string): string =>
  token.startsWith(PREFIX) ? token.slice(PREFIX.length) : token;

export const isRotating = (client: ClientSettings): boolean =>
  client.refresh_token.rotation_type === 'rotating';

/** Seconds left of the absolute lifetime, which counts from the first token of the family. */
function absoluteLeft(client: ClientSettings, familyAge: number): number {
  const { expiration_type, infinite_token_lifetime, token_lifetime } = client.refresh_token;
  return expiration_type === 'non-expiring' || infinite_token_lifetime ? NEVER : token_lifetime - familyAge;
}

/**
 * Seconds that a refresh token issued now may live: the idle lifetime, but never beyond the absolute one. Rotation
 * renews the first and not the second.
 *
 * @param familyAge seconds since the family's first token was issued
 */
export function refreshTokenLifetime(client: ClientSettings, familyAge: number): number {
  const { expiration_type, infinite_idle_token_lifetime, idle_token_lifetime } = client.refresh_token;
  const idle =
    expiration_type === 'non-expiring' || infinite_idle_token_lifetime ? NEVER : idle_token_lifetime;
  return Math.max(1, Math.min(idle, absoluteLeft(client, familyAge)));
}

/** Seconds that a grant must be remembered so that no refresh token outlives it. */
export const grantLifetime = (client: ClientSettings, offline: boolean): number =>
  offline ? Math.min(absoluteLeft(client, 0) + 60, NEVER) : 86_400 + 3_600;

const rotationsOf = ({ payload }: Artifact): number =>
  typeof payload.rotations === 'number' ? payload.rotations : 0;

/**
 * Whether a refresh token that was already exchanged may be exchanged once more: within the leeway, and only if it is
 * the token immediately before the newest, that is if nothing that came from it has been exchanged since.
 */
export async function isWithinLeeway(
  artifacts: Artifacts,
  token: Artifact,
  leeway: number,
  now: number,
): Promise<boolean> {
  // Without leeway two exchanges in the same millisecond are two exchanges as well.
  if (leeway <= 0 || token.consumedAt === null || token.grantId === null) return false;
  if (now - token.consumedAt > leeway * 1000) return false;
  const family = await artifacts.ofGrant('RefreshToken', token.grantId);
  return !family.some((other) => other.consumedAt !== null && rotationsOf(other) > rotationsOf(token));
}
