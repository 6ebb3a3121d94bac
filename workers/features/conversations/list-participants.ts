import type { Participant } from '../../contracts/api/conversations.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { displayName, listContactRowsByIds } from '../contacts/index.ts';
import { askMembers } from './ask-members.ts';
import { selectAuthors, selectNewestAuthors, type GroupMember } from './author-queries.ts';
import { selectThreadIds } from './list-queries.ts';
import { selectGroupToAsk, type GroupToAsk } from './member-queries.ts';
import { isMember } from './members.rules.ts';

/** How old an answer of WhatsApp's may be before it is asked again, in milliseconds. Ours: webhooks tell the rest. */
const ASKED_EVERY_MS = 86_400_000;

/**
 * Who is in a group, whoever wrote last first, then who has left it. WhatsApp is asked who its members are where that was
 * long ago: the list is right a moment later. Of a conversation with one person nobody.
 */
export async function listParticipants(
  ctx: Pick<Context, 'tenant' | 'clock' | 'queues' | 'log'>,
  companyId: string,
  conversationId: string,
): Promise<{ items: Participant[]; nextCursor: null }> {
  const db = ctx.tenant(companyId);
  const [ids, group, noted, newest] = await db.batch([
    selectThreadIds(db, conversationId),
    selectGroupToAsk(db, conversationId),
    selectAuthors(db, conversationId),
    selectNewestAuthors(db, conversationId),
  ]);
  if (rowsOf(ids).length === 0) throw new NotFoundError('conversation');
  const nowMs = ctx.clock.nowMs();
  const behind = rowsOf<GroupToAsk>(group).filter(
    ({ askedAtMs }) => nowMs - (askedAtMs ?? 0) > ASKED_EVERY_MS,
  );
  await askMembers(
    ctx,
    companyId,
    behind.map((one) => one.conversationId),
  );
  const people = eachOnce([noted, newest].flatMap((result) => rowsOf<Partial<GroupMember>>(result)));
  const known = await listContactRowsByIds(
    db,
    people.map(({ contactId }) => contactId),
  );
  const contacts = new Map(known.map((row) => [row.id, row]));
  const items = people.map((person) => {
    const contact = contacts.get(person.contactId);
    return {
      contactId: person.contactId,
      name: (contact === undefined ? null : displayName(contact)) ?? person.name,
      phone: contact?.phone ?? null,
      lastWroteAtMs: person.wroteAtMs === 0 ? null : person.wroteAtMs,
      isMember: isMember(person),
    };
  });
  return { items: items.toSorted(inOrder), nextCursor: null };
}

/** Members before others; whoever wrote last first, and who never has by name. */
function inOrder(a: Participant, b: Participant): number {
  const nameOf = ({ name, phone }: Participant) => name ?? phone ?? '';
  return (
    Number(b.isMember) - Number(a.isMember) ||
    (b.lastWroteAtMs ?? 0) - (a.lastWroteAtMs ?? 0) ||
    Number(nameOf(a) === '') - Number(nameOf(b) === '') ||
    nameOf(a).localeCompare(nameOf(b))
  );
}

/** Each with the newest of what is known. */
function eachOnce(rows: readonly Partial<GroupMember>[]): GroupMember[] {
  const people = new Map<string, GroupMember>();
  for (const { contactId = null, name = null, wroteAtMs = 0, memberAtMs = null, goneAtMs = null } of rows) {
    if (contactId === null) continue;
    const before = people.get(contactId);
    people.set(contactId, {
      contactId,
      name:
        before !== undefined && before.wroteAtMs >= wroteAtMs
          ? (before.name ?? name)
          : (name ?? before?.name ?? null),
      wroteAtMs: Math.max(wroteAtMs, before?.wroteAtMs ?? 0),
      memberAtMs: before?.memberAtMs ?? memberAtMs,
      goneAtMs: before?.goneAtMs ?? goneAtMs,
    });
  }
  return [...people.values()];
}
