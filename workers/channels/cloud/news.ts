import type { TroubleKind } from '../../contracts/troubles.ts';
import type { AccountNews } from '../port.ts';

/** What a notice says of an account or a number, without whose it is. */
export type News = Omit<AccountNews, 'number'>;

export const NOTHING: News = { facts: [], raise: [], over: [] };

/** Troubles that are over, whatever they were about. */
export function ended(...kinds: TroubleKind[]): News['over'] {
  return kinds.map((kind) => ({ kind, about: null }));
}

/** `RESTRICTED_BIZ_INITIATED_MESSAGING` as a person reads it. */
export function asWords(word: string | null): string | null {
  return word === null ? null : word.charAt(0) + word.slice(1).toLowerCase().replaceAll('_', ' ');
}
