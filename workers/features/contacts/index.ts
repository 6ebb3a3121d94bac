export {
  findContact,
  insertIdentifiers,
  insertTerms,
  listContactRowsByIds,
  searchContactIds,
  storeResolution,
  upsertContacts,
  type IdentifierRow,
} from './queries.ts';
export { joinSeenTogether, mergeContacts, type Joined } from './join-contacts.ts';
export { getContact } from './get-contact.ts';
export { selectContacts, selectMerges, type MergeRow } from './merge-queries.ts';
export { undoMerge } from './undo-merge.ts';
export {
  lookupsOf,
  pairText,
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
  newContact,
  phoneDigits,
  phoneKey,
  readSearch,
  searchTerms,
  type ContactRow,
  type Identifier,
} from './rules.ts';
export { recordGroups } from './record-groups.ts';
