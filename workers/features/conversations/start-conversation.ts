import type { Conversation, StartConversationRequest } from '../../contracts/api/conversations.ts';
import type { Context } from '../../context.ts';
import { columnsOf, rowsOf } from '../../platform/db/columns.ts';
import { ConflictError, NotFoundError, ValidationError } from '../../platform/errors.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import { findChannel } from '../channels/index.ts';
import {
  displayName,
  identifierText,
  newContact,
  insertIdentifiers,
  insertTerms,
  phoneDigits,
  phoneKey,
  searchTerms,
  upsertContacts,
  type ContactRow,
} from '../contacts/index.ts';
import { listed } from './list-conversations.ts';
import { selectByIds, type ListedConversation } from './list-queries.ts';
import { refuseDisconnected } from './refuse-send.ts';
import { selectSenders } from './receive-queries.ts';
import { conversationOf, inList } from './present.ts';
import type { ConversationRow } from './rules.ts';
import { conversations } from './schema.ts';

/** How often the world is read again after somebody else was first. */
const MAX_READS = 4;

/**
 * An agent, or nobody in person, begins a conversation with a number, or finds the one there is. The contact is made
 * when it is new. What may be sent is decided later: until the customer writes, only a template.
 */
export async function startConversation(
  ctx: Pick<Context, 'tenant' | 'ids' | 'clock' | 'publish'>,
  actor: { companyId: string; userId: string | null },
  input: StartConversationRequest,
): Promise<{ conversation: Conversation; isNew: boolean }> {
  const db = ctx.tenant(actor.companyId);
  const phone = phoneDigits(input.phone);
  if (phone === null) {
    throw ValidationError.ofFields([
      { path: 'phone', message: 'Give the number with its country code, for example +55 11 95555 0100.' },
    ]);
  }
  const channel = await findChannel(db, input.channelId);
  if (channel === null) throw new NotFoundError('channel');

  for (let reads = 1; ; reads++) {
    const [found] = await db.batch([
      selectSenders(db, [{ kind: 'phone', value: phoneKey(phone), channelId: channel.id }]),
    ]);
    const [known] = rowsOf<ContactRow & { conversationId: string | null }>(found);
    if (known?.conversationId != null)
      return { conversation: await read(known.conversationId), isNew: false };
    refuseDisconnected(channel);
    try {
      return { conversation: await create(known ?? null, phone), isNew: true };
    } catch (error) {
      if (!(error instanceof ConflictError) || reads === MAX_READS) throw error;
    }
  }

  async function read(id: string): Promise<Conversation> {
    const [found] = await db.batch([selectByIds(db, [id])]);
    const [row] = rowsOf<ListedConversation>(found);
    if (row === undefined) throw new NotFoundError('conversation');
    return listed(row);
  }

  async function create(known: ContactRow | null, digits: string): Promise<Conversation> {
    const nowMs = ctx.clock.nowMs();
    const identifier = { kind: 'phone' as const, value: phoneKey(digits) };
    const contact =
      known ??
      newContact({
        companyId: actor.companyId,
        id: ctx.ids.next('ct'),
        givenName: input.name ?? null,
        phone: digits,
        identifiers: JSON.stringify([identifierText(identifier)]),
        createdAtMs: nowMs,
      });
    const terms = searchTerms({ name: displayName(contact), phone: digits, username: contact.username });
    const id = ctx.ids.next('conv');
    const results = await db.batch([
      ...(known !== null
        ? []
        : [
            upsertContacts(db, [contact]),
            insertIdentifiers(db, [{ ...identifier, contactId: contact.id }]),
            insertTerms(
              db,
              terms.map((term) => ({ term, contactId: contact.id })),
            ),
          ]),
      db.statement(
        `INSERT INTO conversations (company_id, id, contact_id, channel_id, status, assignee_id, unread_count,
           last_message_at_ms, activity_seq, version, created_at_ms)
         VALUES (?1, ?2, ?3, ?4, 'open', ?5, 0, ?6, 0, 1, ?6)
         RETURNING ${columnsOf(conversations, 'conversations')}`,
        id,
        contact.id,
        input.channelId,
        actor.userId,
        nowMs,
      ),
      appendToLog(db, nowMs, [
        { entity: 'conversation', id },
        { entity: 'contact', id: contact.id },
      ]),
    ]);
    const [row] = rowsOf<ConversationRow>(results.at(-2));
    if (row === undefined) throw new NotFoundError('conversation');
    const conversation = conversationOf(row, inList(contact), null);
    await ctx.publish(actor.companyId, {
      seq: loggedSeq(results.at(-1)),
      conversations: [conversation],
      messages: [],
      contacts: known === null ? [{ id: contact.id, version: contact.version }] : [],
    });
    return conversation;
  }
}
