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
