export { appendLog, type LogParty, PAGE, readLogs } from './logs.ts';
export { openStore, type Store } from './open-store.ts';
export { ownsTenant, tenantIdOf } from './ownership.ts';
export type {
  ApiSettingsRow,
  ArtifactRow,
  LogRow,
  Schema,
  SigningKeyRow,
  TenantRow,
  UserRow,
} from './schema.ts';
export { deleteTenant } from './tenants.ts';
