import type { FoundMessage, FoundMessageList, MessageSearchQuery } from '../../contracts/api/search.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { BadRequestError } from '../../platform/errors.ts';
import {
  listed,
  selectByIds,
  selectMessagesByRefs,
  type ListedConversation,
  type MessageRow,
} from '../conversations/index.ts';
import { selectConversationIds, selectMatches, type Hit } from './queries.ts';
import { documentRange, highlightsOf, matchExpression, readMessageSearch, type Phrase } from './rules.ts';

/** Most conversations of one contact that a search looks into: it has one per channel. Ours. */
const MAX_CONVERSATIONS = 100;
/** How often one page asks the index. Ours: more than once only where many hits are out of date. */
const MAX_ASKED = 4;

type SearchContext = Pick<Context, 'tenant' | 'search'>;

/**
 * Messages that contain all of what is looked for, the newest first. The index only says where to look: what is
 * given is read from the company's own tables and looked through again, so that nothing out of date is shown.
 */
export async function searchMessages(
  ctx: SearchContext,
  companyId: string,
  query: MessageSearchQuery,
): Promise<FoundMessageList> {
  const phrases = readMessageSearch(query.q);
  const conversationIds = await conversationsOf(ctx, companyId, query.contactId);
  if (phrases.length === 0 || conversationIds?.length === 0) return { items: [], nextCursor: null };

  const search = ctx.search(companyId);
  const { channelId, authorId } = query;
  const expression = matchExpression(companyId, phrases, { conversationIds, channelId, authorId });
  const range = documentRange(query.after, query.before);
  if (query.cursor !== undefined) range.to = smaller(range.to, readCursor(query.cursor));

  const found: { id: string; item: FoundMessage }[] = [];
  let isExhausted = false;
  for (let asked = 0; asked < MAX_ASKED && !isExhausted && found.length <= query.limit; asked++) {
    const [answer] = await search.batch([selectMatches(search, expression, range, query.limit + 1)]);
    const hits = rowsOf<Hit>(answer);
    found.push(...(await readHits(ctx, companyId, hits, phrases, query)));
    isExhausted = hits.length <= query.limit;
    range.to = BigInt(hits.at(-1)?.id ?? 0);
  }
  const page = found.slice(0, query.limit);
  const goesOnAfter =
    found.length > query.limit ? page.at(-1)?.id : isExhausted ? undefined : String(range.to);
  return {
    // Messages of one millisecond have no order in the index: here they get that of the thread.
    items: page.map(({ item }) => item).toSorted((a, b) => (a.message.id < b.message.id ? 1 : -1)),
    nextCursor: goesOnAfter ?? null,
  };
}

/** The conversations of the contact that is asked for; null when none is. */
async function conversationsOf(
  ctx: SearchContext,
  companyId: string,
  contactId: string | undefined,
): Promise<string[] | null> {
  if (contactId === undefined) return null;
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([selectConversationIds(db, contactId, MAX_CONVERSATIONS)]);
  return rowsOf<{ id: string }>(found).map(({ id }) => id);
}

async function readHits(
  ctx: SearchContext,
  companyId: string,
  hits: readonly Hit[],
  phrases: readonly Phrase[],
  query: MessageSearchQuery,
): Promise<{ id: string; item: FoundMessage }[]> {
  if (hits.length === 0) return [];
  const db = ctx.tenant(companyId);
  const [messages, conversations] = await db.batch([
    selectMessagesByRefs(
      db,
      hits.map(({ conversationId, messageId }) => ({ conversationId, id: messageId })),
    ),
    selectByIds(db, [...new Set(hits.map(({ conversationId }) => conversationId))]),
  ]);
  const messageById = new Map(rowsOf<MessageRow>(messages).map((row) => [row.id, row]));
  const conversationById = new Map(
    rowsOf<ListedConversation>(conversations).map((row) => [row.id, listed(row)]),
  );
  return hits.flatMap(({ id, messageId }) => {
    const row = messageById.get(messageId);
    const conversation = row === undefined ? undefined : conversationById.get(row.conversationId);
    if (row === undefined || conversation === undefined || row.text === null || !isWanted(row, query))
      return [];
    const highlights = highlightsOf(row.text, phrases);
    if (highlights === null) return [];
    const { channelId, direction, text, sentAtMs, authorId } = row;
    const conversationId = conversation.mergedIntoId ?? conversation.id;
    const message = { id: row.id, conversationId, channelId, direction, text, sentAtMs, authorId };
    return [
      {
        id,
        item: { message, conversation: { id: conversationId, contact: conversation.contact }, highlights },
      },
    ];
  });
}

function isWanted(row: MessageRow, { channelId, authorId, after, before }: MessageSearchQuery): boolean {
  return (
    (channelId === undefined || row.channelId === channelId) &&
    (authorId === undefined || row.authorId === authorId) &&
    (after === undefined || row.sentAtMs >= after) &&
    (before === undefined || row.sentAtMs < before)
  );
}

function readCursor(cursor: string): bigint {
  if (/^\d{1,19}$/.test(cursor)) return BigInt(cursor);
  throw new BadRequestError('invalid_query', 'cursor: This is not a cursor of this list.', {
    fields: [{ path: 'cursor', message: 'This is not a cursor of this list.' }],
  });
}

const smaller = (a: bigint, b: bigint) => (a < b ? a : b);
