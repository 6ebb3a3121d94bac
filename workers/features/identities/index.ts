export { changeIdentities } from './change-identities.ts';
export { recordAddressBook } from './record-address-book.ts';
export { recordPreferences } from './record-preferences.ts';
