import type { Conversation, ConversationStatus } from '../../../../workers/contracts/api/conversations.ts';

export type InboxView = 'all' | 'mine' | 'unassigned';
export interface InboxQuery {
  view: InboxView;
  status: ConversationStatus | 'all';
  channelId: string | null;
  search: string;
}

/** How far down the server's list has been loaded; null when it has been loaded to its end. */
export interface Horizon {
  lastMessageAtMs: number;
  id: string;
}

/** Newest first; ids break ties so that the order is the same everywhere. */
export const compareConversations = (a: Horizon, b: Horizon): number =>
  b.lastMessageAtMs - a.lastMessageAtMs || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

export const matchesFilters = (row: Conversation, query: InboxQuery, myUserId: string): boolean => {
  if (query.status !== 'all' && row.status !== query.status) return false;
  if (query.channelId !== null && row.channelId !== query.channelId) return false;
  if (query.view === 'mine') return row.assigneeId === myUserId;
  if (query.view === 'unassigned') return row.assigneeId === null;
  return true;
};

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether the contact would be found by the server's search: the beginning of a word of the name, or of the number. */
export const matchesSearch = (contact: Conversation['contact'], search: string): boolean => {
  const wanted = fold(search.trim());
  if (wanted === '') return true;
  const name = fold(contact.name ?? '');
  if (name.startsWith(wanted) || name.includes(` ${wanted}`)) return true;
  const digits = wanted.replace(/\D/g, '');
  if (digits.length < 2 || /\p{L}/u.test(wanted) || contact.phone === null) return false;
  return [0, 1, 2, 3].some((countryDigits) => contact.phone?.startsWith(digits, countryDigits) === true);
};

interface ListInput {
  rows: Iterable<Conversation>;
  query: InboxQuery;
  myUserId: string;
  horizon: Horizon | null;
  /** Rows that the server itself gave for this query: its search may know more names than ours. */
  found: ReadonlySet<string>;
}

/** The ids of the list, in order: known rows that fit, as far down as the server's list has been loaded. */
export const listIds = ({ rows, query, myUserId, horizon, found }: ListInput): string[] => {
  const fitting: Conversation[] = [];
  for (const row of rows) {
    if (!matchesFilters(row, query, myUserId)) continue;
    if (horizon !== null && compareConversations(row, horizon) > 0) continue;
    if (query.search !== '' && !found.has(row.id) && !matchesSearch(row.contact, query.search)) continue;
    fitting.push(row);
  }
  return fitting.toSorted(compareConversations).map((row) => row.id);
};
