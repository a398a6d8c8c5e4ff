/** Settings as the store has them: a password is in the users table, as a hash. */
import {
  parseSettings,
  type TenantSettings,
  tenantSettings,
  type UserSettings,
} from '#lib/scenario/settings.ts';

export type KeptUser = Omit<UserSettings, 'password'>;
export type KeptSettings = Omit<TenantSettings, 'users'> & { readonly users: readonly KeptUser[] };

export const withoutPasswords = (settings: TenantSettings): KeptSettings => ({
  ...settings,
  users: settings.users.map(({ password: _password, ...user }) => user),
});

/** Settings that an older version wrote get the defaults of what they do not know. */
export function readKept(text: string): KeptSettings {
  const kept = JSON.parse(text) as KeptSettings;
  const users = kept.users.map((user) => ({ ...user, password: 'not kept here' }));
  const parsed = parseSettings(tenantSettings, { ...kept, users });
  if (!parsed.ok) throw new Error(`Settings in the store cannot be read: ${JSON.stringify(parsed.problems)}`);
  return withoutPasswords(parsed.value);
}
