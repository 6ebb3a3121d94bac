import type { Participant } from '../../contracts/api/conversations.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { displayName, listContactRowsByIds } from '../contacts/index.ts';
import { selectAuthors, selectNewestAuthors, type GroupAuthor } from './author-queries.ts';
import { selectThreadIds } from './list-queries.ts';

/**
 * Who of a group has ever written, the newest first: Meta tells of members only when they write, come or go. Of a
 * conversation with one person nobody.
 */
export async function listParticipants(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  conversationId: string,
): Promise<{ items: Participant[]; nextCursor: null }> {
  const db = ctx.tenant(companyId);
  const [ids, noted, newest] = await db.batch([
    selectThreadIds(db, conversationId),
    selectAuthors(db, conversationId),
    selectNewestAuthors(db, conversationId),
  ]);
  if (rowsOf(ids).length === 0) throw new NotFoundError('conversation');
  const authors = eachOnce([noted, newest].flatMap((result) => rowsOf<Partial<GroupAuthor>>(result)));
  const known = await listContactRowsByIds(
    db,
    authors.map(({ contactId }) => contactId),
  );
  const contacts = new Map(known.map((row) => [row.id, row]));
  const items = authors.map(({ contactId, name, wroteAtMs }) => {
    const contact = contacts.get(contactId);
    return {
      contactId,
      name: (contact === undefined ? null : displayName(contact)) ?? name,
      phone: contact?.phone ?? null,
      lastWroteAtMs: wroteAtMs,
    };
  });
  return { items, nextCursor: null };
}

/** Each with when they wrote last, the newest first. */
function eachOnce(rows: readonly Partial<GroupAuthor>[]): GroupAuthor[] {
  const authors = new Map<string, GroupAuthor>();
  for (const { contactId = null, name = null, wroteAtMs = 0 } of rows) {
    if (contactId === null) continue;
    const before = authors.get(contactId);
    if (before === undefined || before.wroteAtMs < wroteAtMs)
      authors.set(contactId, { contactId, name: name ?? before?.name ?? null, wroteAtMs });
  }
  return [...authors.values()].toSorted((a, b) => b.wroteAtMs - a.wroteAtMs);
}
