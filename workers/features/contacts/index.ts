export {
  findContact,
  insertIdentifiers,
  insertTerms,
  retireIdentifiers,
  listContactRowsByIds,
  searchContactIds,
  storeResolution,
  upsertContacts,
  type IdentifierRow,
} from './queries.ts';
export { previewMerge } from './preview-merge.ts';
export { listIdentifiers } from './list-identifiers.ts';
export { joinSeenTogether, mergeContacts, type Joined } from './join-contacts.ts';
export { getContact } from './get-contact.ts';
export { selectContacts, selectMerges, type MergeRow } from './merge-queries.ts';
export { readHolders } from './read-holders.ts';
export { undoMerge } from './undo-merge.ts';
export {
  identifiersOf,
  lookupsOf,
  pairText,
  pastOf,
  resolveContacts,
  type Holder,
  type Join,
  type Resolution,
  type SeenContact,
} from './resolve-contacts.ts';
export {
  contactOf,
  displayName,
  identifierText,
  identifiersIn,
  newContact,
  phoneDigits,
  phoneKey,
  readSearch,
  searchTerms,
  termsOf,
  toldContact,
  type ContactRow,
  type Identifier,
} from './rules.ts';
export { recordGroups } from './record-groups.ts';
export { ensureContact, findByAddress, type Address } from './ensure-contact.ts';
