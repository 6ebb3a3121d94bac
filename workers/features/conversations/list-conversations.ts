import {
  CONVERSATION_STATUSES,
  type Conversation,
  type ConversationQuery,
} from '../../contracts/api/conversations.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { BadRequestError } from '../../platform/errors.ts';
import type { Actor } from '../access/index.ts';
import { readSearch, searchContactIds } from '../contacts/index.ts';
import {
  selectByAssignee,
  selectByContacts,
  selectByStatus,
  type ListedConversation,
  type ListPosition,
} from './list-queries.ts';
import { conversationOf } from './present.ts';

/**
 * Rows that one page looks at per status while it filters by channel, or for those that are nobody's. Ours: it bounds
 * what a quiet channel reads.
 */
const MAX_ROWS_LOOKED_AT = 300;
const BEFORE_ALL: ListPosition = { atMs: Number.MAX_SAFE_INTEGER, id: '' };

/** The inbox, the newest first. A page that is filtered by channel, or by nobody, may be short and still have a next. */
export async function listConversations(
  ctx: Pick<Context, 'tenant'>,
  actor: Actor,
  query: ConversationQuery,
): Promise<{ items: Conversation[]; nextCursor: string | null }> {
  const db = ctx.tenant(actor.companyId);
  const wanted = wantedOf(query, actor);
  if (query.contactId !== undefined || (query.q !== undefined && query.q !== '')) {
    const rows = await searchRows(db, query);
    return { items: rows.filter(wanted).slice(0, query.limit).map(listed), nextCursor: null };
  }
  const after = query.cursor === undefined ? BEFORE_ALL : readCursor(query.cursor);
  const assigneeId = query.assignee === undefined ? null : assigneeOf(query.assignee, actor);
  const isFiltered = query.channelId !== undefined || query.assignee === 'none';
  const perStatus = isFiltered ? MAX_ROWS_LOOKED_AT : query.limit + 1;
  const results = await db.batch(
    statusesOf(query).map((status) =>
      assigneeId === null
        ? selectByStatus(db, status, after, perStatus)
        : selectByAssignee(db, assigneeId, status, after, perStatus),
    ),
  );
  const lists = results.map((result) => rowsOf<ListedConversation>(result));
  // Beyond the last row of a list that was cut, another list's rows cannot be told to be next.
  const horizon = lists
    .filter((rows) => rows.length === perStatus)
    .map((rows) => rows.at(-1))
    .toSorted(newestFirst)[0];
  const rows = lists
    .flat()
    .filter((row) => horizon === undefined || newestFirst(row, horizon) <= 0)
    .toSorted(newestFirst);
  const matching = rows.filter(wanted);
  const page = matching.slice(0, query.limit);
  const last = matching.length > query.limit ? page.at(-1) : horizon;
  return {
    items: page.map(listed),
    nextCursor: last === undefined ? null : `${last.lastMessageAtMs}.${last.id}`,
  };
}

async function searchRows(
  db: TenantDb,
  { q, contactId }: Pick<ConversationQuery, 'q' | 'contactId'>,
): Promise<ListedConversation[]> {
  const contactIds = contactId === undefined ? await searchContactIds(db, readSearch(q ?? '')) : [contactId];
  if (contactIds.length === 0) return [];
  const [found] = await db.batch([selectByContacts(db, contactIds)]);
  return rowsOf<ListedConversation>(found).toSorted(newestFirst);
}

function statusesOf(query: ConversationQuery) {
  return query.status === 'all' ? CONVERSATION_STATUSES : [query.status];
}

function assigneeOf(assignee: string, actor: Actor): string | null {
  if (assignee === 'none') return null;
  return assignee === 'me' ? actor.userId : assignee;
}

function wantedOf(query: ConversationQuery, actor: Actor): (row: ListedConversation) => boolean {
  return (row) =>
    (query.status === 'all' || row.status === query.status) &&
    (query.channelId === undefined || row.channelId === query.channelId) &&
    (query.assignee === undefined || row.assigneeId === assigneeOf(query.assignee, actor));
}

export function listed(row: ListedConversation): Conversation {
  return conversationOf(row, row, row.lastMessageStatus);
}

type Placed = Pick<ListedConversation, 'lastMessageAtMs' | 'id'> | undefined;

function newestFirst(a: Placed, b: Placed): number {
  if (a === undefined || b === undefined) return 0;
  return b.lastMessageAtMs - a.lastMessageAtMs || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

function readCursor(cursor: string): ListPosition {
  const [, atMs, id] = /^(\d{1,16})\.(conv_\w{26})$/.exec(cursor) ?? [];
  if (atMs === undefined || id === undefined) {
    throw new BadRequestError('invalid_query', 'cursor: This is not a cursor of this list.', {
      fields: [{ path: 'cursor', message: 'This is not a cursor of this list.' }],
    });
  }
  return { atMs: Number(atMs), id };
}
