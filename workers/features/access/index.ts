export type { Actor } from './actor.ts';
export { authenticate } from './authenticate.ts';
export { findMetaApp, type MetaAppSecrets } from './find-meta-app.ts';
export {
  findCompanyId,
  findLiveSession,
  findMemberOf,
  findMetaAppOf,
  listCompanyIds,
  listRecipients,
  listResponsible,
  type Recipient,
} from './queries.ts';
export { permissionsOf } from './rules.ts';
