import type { Participant } from '../../contracts/api/conversations.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { displayName, listContactRowsByIds } from '../contacts/index.ts';
import type { MessageSender } from '../../contracts/api/messages.ts';
import { selectAuthored, selectThreadIds, type AuthoredRow } from './list-queries.ts';

/**
 * Who of a group has written, the newest first, among its newest messages: Meta tells of members only when they write,
 * come or go. Of a conversation with one person nobody.
 */
export async function listParticipants(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  conversationId: string,
): Promise<{ items: Participant[]; nextCursor: null }> {
  const db = ctx.tenant(companyId);
  const [ids, found] = await db.batch([
    selectThreadIds(db, conversationId),
    selectAuthored(db, conversationId),
  ]);
  if (rowsOf(ids).length === 0) throw new NotFoundError('conversation');
  const authors = authorsIn(rowsOf<AuthoredRow>(found));
  const known = await listContactRowsByIds(
    db,
    authors.map(({ contactId }) => contactId),
  );
  const contacts = new Map(known.map((row) => [row.id, row]));
  const items = authors.map(({ contactId, name, lastWroteAtMs }) => {
    const contact = contacts.get(contactId);
    return {
      contactId,
      name: (contact === undefined ? null : displayName(contact)) ?? name,
      phone: contact?.phone ?? null,
      lastWroteAtMs,
    };
  });
  return { items, nextCursor: null };
}

/** Each once, with when they wrote last; the rows are the newest first. */
function authorsIn(rows: readonly AuthoredRow[]) {
  const authors = new Map<string, { contactId: string; name: string | null; lastWroteAtMs: number }>();
  for (const { sender, sentAtMs } of rows) {
    // Sound: only this feature writes the column.
    const { contactId, name } = JSON.parse(sender) as MessageSender;
    if (contactId === null || authors.has(contactId)) continue;
    authors.set(contactId, { contactId, name, lastWroteAtMs: sentAtMs });
  }
  return [...authors.values()];
}
