import { computed, signal } from '@preact/signals';
import type { Conversation } from '../../../../workers/contracts/api/conversations.ts';
import type { MessageStatus } from '../../../../workers/contracts/api/messages.ts';
import type { CompanyFrame } from '../../../../workers/contracts/realtime.ts';
import { newest } from '../../realtime/newest-wins.rules.ts';
import { furthestStatus } from './status-order.rules.ts';

/** Statuses are only kept for messages that a row may still show as its last one. */
const MAX_TOLD = 2_000;

type ToldContact = Extract<CompanyFrame, { type: 'changes' }>['contacts'][number];

const byRevision = (row: Conversation) => row.revision;

export type ConversationRows = ReturnType<typeof createConversationRows>;

/** Every conversation that this tab has seen, in its newest copy. */
export const createConversationRows = () => {
  const rows = new Map<string, Conversation>();
  /** Rises with every change of any row. */
  const changes = signal(0);

  /** The newest known status of messages: it does not move a row's revision. */
  const told = new Map<string, { version: number; status: MessageStatus }>();

  /** Of contacts whose name was told apart from their conversations. */
  const contactVersions = new Map<string, number>();

  const withStatus = (row: Conversation): Conversation => {
    const last = row.lastMessage;
    const news = last === null ? undefined : told.get(last.id);
    if (last === null || news === undefined) return row;
    const status = furthestStatus(last.status, news.status);
    return status === last.status ? row : { ...row, lastMessage: { ...last, status } };
  };

  const put = (incoming: readonly Conversation[]) => {
    let changed = false;
    for (const row of incoming) {
      const known = rows.get(row.id);
      const kept = newest(known, withStatus(row), byRevision);
      if (kept === known) continue;
      rows.set(row.id, kept);
      changed = true;
    }
    if (changed) changes.value += 1;
  };

  return {
    changes,
    put,
    find: (id: string): Conversation | null => {
      void changes.value;
      return rows.get(id) ?? null;
    },
    peek: (id: string): Conversation | null => rows.get(id) ?? null,
    all: (): Iterable<Conversation> => {
      void changes.value;
      return rows.values();
    },
    /** A message's status moved; the row that shows it as its last one follows. */
    tellStatus: (conversationId: string, id: string, version: number, status: MessageStatus) => {
      if ((told.get(id)?.version ?? -1) >= version) return;
      const row = rows.get(conversationId);
      told.delete(id);
      told.set(id, { version, status });
      for (const oldest of told.keys()) {
        if (told.size <= MAX_TOLD) break;
        told.delete(oldest);
      }
      if (row?.lastMessage?.id !== id) return;
      rows.set(conversationId, { ...row, lastMessage: { ...row.lastMessage, status } });
      changes.value += 1;
    },
    /** Shows a conversation as read before the server says so. */
    showRead: (id: string) => {
      const known = rows.get(id);
      if (known === undefined || known.unreadCount === 0) return;
      rows.set(id, { ...known, unreadCount: 0 });
      changes.value += 1;
    },
    /** Contacts are called otherwise, or have another number; every row of theirs follows. */
    tellContacts: (changed: readonly ToldContact[]) => {
      const news = changed.filter(
        ({ id, version, shown }) => shown !== undefined && (contactVersions.get(id) ?? 0) < version,
      );
      if (news.length === 0) return;
      for (const { id, version } of news) contactVersions.set(id, version);
      const shownOf = new Map(news.map(({ id, shown }) => [id, shown]));
      let isChanged = false;
      for (const row of rows.values()) {
        const shown = shownOf.get(row.contact.id);
        if (shown === undefined) continue;
        if (shown.name === row.contact.name && shown.phone === row.contact.phone) continue;
        rows.set(row.id, { ...row, contact: { ...row.contact, ...shown } });
        isChanged = true;
      }
      if (isChanged) changes.value += 1;
    },
    hasContact: (contactId: string): boolean =>
      [...rows.values()].some((row) => row.contact.id === contactId),
    /** Conversations with something unread that still want an answer. */
    unreadTotal: computed(() => {
      void changes.value;
      let total = 0;
      for (const row of rows.values()) if (row.unreadCount > 0 && row.status !== 'resolved') total += 1;
      return total;
    }),
  };
};
