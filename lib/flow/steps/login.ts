import type { InteractionStep } from '../define.ts';

export const login: InteractionStep = {
  id: 'login',
  kind: 'interaction',
  from: 'person',
  to: 'tenant',
  title: 'Log in at the tenant',
  summary: 'The person proves who they are on a page of the tenant; the app sees none of it and only waits.',
  specs: ['OIDC-Core-3.1.2.3', 'OIDC-Core-3.1.2.4', 'RFC8252-8.12'],
};
