export type { Actor } from './actor.ts';
export { authenticate } from './authenticate.ts';
export { findMetaApp, type MetaAppSecrets } from './find-meta-app.ts';
export { findLiveSession, findMemberOf, findMetaAppOf, listCompanyIds } from './queries.ts';
export { permissionsOf } from './rules.ts';
