export {
  findContact,
  insertIdentifiers,
  insertTerms,
  searchContactIds,
  upsertContacts,
  type IdentifierRow,
} from './queries.ts';
export {
  contactOf,
  displayName,
  newContact,
  phoneDigits,
  readSearch,
  searchTerms,
  type ContactRow,
} from './rules.ts';
