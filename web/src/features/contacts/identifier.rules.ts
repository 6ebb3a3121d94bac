import type { KnownIdentifier } from '../../../../workers/contracts/api/contacts.ts';
import { readableUsername } from './username.rules.ts';

const NAMES: Record<KnownIdentifier['kind'], string> = {
  phone: 'Phone',
  user_id: 'User id',
  parent_user_id: 'Parent user id',
  group: 'Group id',
  username: 'Username',
};

/** What an identifier is called: one that holds no more says so. */
export const identifierName = ({ kind, isPast }: Pick<KnownIdentifier, 'kind' | 'isPast'>): string => {
  const name = NAMES[kind];
  return isPast ? `Earlier ${name.toLowerCase()}` : name;
};

/** The identifier as people read it. */
export const identifierValue = ({ kind, value }: Pick<KnownIdentifier, 'kind' | 'value'>): string =>
  kind === 'phone' ? `+${value}` : kind === 'username' ? readableUsername(value) : value;
