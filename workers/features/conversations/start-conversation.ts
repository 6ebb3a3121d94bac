import type { Conversation, StartConversationRequest } from '../../contracts/api/conversations.ts';
import type { Context } from '../../context.ts';
import { columnsOf, rowsOf } from '../../platform/db/columns.ts';
import { ConflictError, NotFoundError, ValidationError } from '../../platform/errors.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import { findChannel } from '../channels/index.ts';
import {
  findContact,
  getContact,
  identifiersIn,
  identifierText,
  newContact,
  insertIdentifiers,
  insertTerms,
  phoneDigits,
  phoneKey,
  termsOf,
  upsertContacts,
  type ContactRow,
  type Identifier,
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
 * An agent, or nobody in person, begins a conversation with a number or with a contact, or finds the one there is. The contact is made
 * when it is new. What may be sent is decided later: until the customer writes, only a template.
 */
export async function startConversation(
  ctx: Pick<Context, 'tenant' | 'ids' | 'clock' | 'publish'>,
  actor: { companyId: string; userId: string | null },
  input: StartConversationRequest,
): Promise<{ conversation: Conversation; isNew: boolean }> {
  const db = ctx.tenant(actor.companyId);
  const identifiers = 'phone' in input ? [phoneOf(input.phone)] : await addressesOf(input.contactId);
  const channel = await findChannel(db, input.channelId);
  if (channel === null) throw new NotFoundError('channel');

  for (let reads = 1; ; reads++) {
    const [found] = await db.batch([
      selectSenders(
        db,
        identifiers.map((identifier) => ({ ...identifier, channelId: channel.id })),
      ),
    ]);
    const [known] = rowsOf<ContactRow & { conversationId: string | null }>(found);
    if (known?.conversationId != null)
      return { conversation: await read(known.conversationId), isNew: false };
    refuseDisconnected(channel);
    try {
      return { conversation: await create(known ?? null), isNew: true };
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

  /** By what WhatsApp reaches somebody who is known: the number first. */
  async function addressesOf(contactId: string): Promise<Identifier[]> {
    const { id } = await getContact(ctx, actor.companyId, contactId);
    const row = await findContact(db, id);
    if (row === null) throw new NotFoundError('contact');
    const addresses = identifiersIn(row).filter(({ kind }) => kind === 'phone' || kind === 'user_id');
    if (row.kind === 'person' && addresses.length > 0) return addresses;
    throw new ValidationError(
      'no_address',
      'WhatsApp has told neither a number nor a user id of this contact.',
    );
  }

  /** Somebody without a number is known: only numbers are begun with. */
  function unknownContact(nowMs: number): ContactRow {
    if (!('phone' in input)) throw new NotFoundError('contact');
    return newContact({
      companyId: actor.companyId,
      id: ctx.ids.next('ct'),
      givenName: input.name ?? null,
      phone: digitsOf(input.phone),
      identifiers: JSON.stringify(identifiers.map(identifierText)),
      createdAtMs: nowMs,
    });
  }

  async function create(known: ContactRow | null): Promise<Conversation> {
    const nowMs = ctx.clock.nowMs();
    const contact = known ?? unknownContact(nowMs);
    const id = ctx.ids.next('conv');
    const results = await db.batch([
      ...(known !== null
        ? []
        : [
            upsertContacts(db, [contact]),
            insertIdentifiers(
              db,
              identifiers.map((identifier) => ({ ...identifier, contactId: contact.id })),
            ),
            insertTerms(
              db,
              termsOf(contact).map((term) => ({ term, contactId: contact.id })),
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

function digitsOf(text: string): string {
  const digits = phoneDigits(text);
  if (digits !== null) return digits;
  throw ValidationError.ofFields([
    { path: 'phone', message: 'Give the number with its country code, for example +55 11 95555 0100.' },
  ]);
}

const phoneOf = (text: string): Identifier => ({ kind: 'phone', value: phoneKey(digitsOf(text)) });
