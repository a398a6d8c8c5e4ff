export {
  type Address,
  createResourceServer,
  type ResourceServer,
  type ResourceServerOptions,
} from './resource-server.ts';
