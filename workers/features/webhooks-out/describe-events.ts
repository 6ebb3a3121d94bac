import type { CompanyEvent } from '../../contracts/api/events.ts';
import type { EventType } from '../../contracts/api/webhooks.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { outgoingEventIdOf } from '../../platform/ids.ts';
import { contactOf, listContactRowsByIds } from '../contacts/index.ts';
import {
  listed,
  messageOf,
  selectByIds,
  selectMessagesByRefs,
  type ListedConversation,
  type MessageRow,
} from '../conversations/index.ts';

/** An event as receivers get it. */
export interface DescribedEvent {
  id: string;
  seq: number;
  type: EventType;
  /** The message that it tells of. */
  messageId: string | null;
  body: string;
}

/**
 * Puts log rows into words for receivers: what changed, as it is now. Messages of an imported history are old, and tell
 * nobody of anything.
 */
export async function describeEvents(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  events: readonly CompanyEvent[],
): Promise<DescribedEvent[]> {
  const db = ctx.tenant(companyId);
  const changes = events.flatMap((event) => event.changes);
  const idsOf = (entity: 'conversation' | 'contact') => [
    ...new Set(changes.flatMap((one) => (one.entity === entity ? [one.id] : []))),
  ];
  const refs = changes.flatMap((one) => (one.entity === 'message' ? [one] : []));
  const [[messageRows, conversationRows], contactRows] = await Promise.all([
    db.batch([selectMessagesByRefs(db, refs), selectByIds(db, idsOf('conversation'))]),
    listContactRowsByIds(db, idsOf('contact')),
  ]);
  const messages = new Map(rowsOf<MessageRow>(messageRows).map((row) => [row.id, row]));
  const conversations = new Map(rowsOf<ListedConversation>(conversationRows).map((row) => [row.id, row]));
  const contacts = new Map(contactRows.map((row) => [row.id, row]));

  const described: DescribedEvent[] = [];
  for (const { seq, atMs, changes: list } of events) {
    const tell = (index: number, type: EventType, data: unknown) => {
      const id = outgoingEventIdOf(atMs, seq, index);
      const timestamp = new Date(atMs).toISOString();
      const messageId = list[index]?.entity === 'message' ? list[index].id : null;
      described.push({
        id,
        seq,
        type,
        messageId,
        body: JSON.stringify({ id, type, timestamp, companyId, data }),
      });
    };
    for (const [index, one] of list.entries()) {
      if (one.entity === 'message') {
        const row = messages.get(one.id);
        const type = row === undefined ? null : messageEventOf(row, one.change);
        if (row !== undefined && type !== null) tell(index, type, messageOf(row));
      } else if (one.entity === 'conversation') {
        const row = conversations.get(one.id);
        const isNew = row?.createdAtMs === atMs;
        if (row !== undefined)
          tell(index, isNew ? 'conversation.created' : 'conversation.updated', listed(row));
      } else if (one.entity === 'contact') {
        const row = contacts.get(one.id);
        const isNew = row?.createdAtMs === atMs;
        if (row !== undefined) tell(index, isNew ? 'contact.created' : 'contact.updated', contactOf(row));
      }
    }
  }
  return described;
}

function messageEventOf(row: MessageRow, change: 'created' | 'updated' | 'reacted'): EventType | null {
  if (row.origin === 'history') return null;
  if (change === 'reacted') return 'message.reacted';
  if (row.direction === 'inbound') return change === 'created' ? 'message.received' : 'message.updated';
  return change === 'created' ? 'message.created' : 'message.status';
}
