import { describe, expect, it } from 'vitest';
import { createConversationRows } from './conversation-rows.ts';
import { sampleConversation } from './sample-rows.ts';

const last = (status: 'sent' | 'delivered' | 'read' | 'failed' | 'queued') => ({
  id: 'msg_1',
  text: 'Hi',
  type: 'text',
  direction: 'outbound' as const,
  status,
  facts: null,
});

describe('the copies of conversations', () => {
  it('are replaced by newer ones only, in whatever order they come', () => {
    const rows = createConversationRows();
    rows.put([sampleConversation({ id: 'a', revision: 3, status: 'resolved' })]);
    rows.put([sampleConversation({ id: 'a', revision: 2, status: 'open' })]);
    expect(rows.peek('a')?.status).toBe('resolved');
    rows.put([sampleConversation({ id: 'a', revision: 4, status: 'pending' })]);
    expect(rows.peek('a')?.status).toBe('pending');
  });

  it('follow the status of their last message, which moves without a new revision', () => {
    const rows = createConversationRows();
    rows.put([sampleConversation({ id: 'a', lastMessage: last('sent') })]);
    rows.tellStatus('a', 'msg_1', 3, 'read');
    rows.tellStatus('a', 'msg_1', 2, 'delivered');
    expect(rows.peek('a')?.lastMessage?.status).toBe('read');
    rows.put([sampleConversation({ id: 'a', lastMessage: last('delivered') })]);
    expect(rows.peek('a')?.lastMessage?.status).toBe('read');
  });

  it('know a status that was told before the row arrived', () => {
    const rows = createConversationRows();
    rows.tellStatus('a', 'msg_1', 2, 'delivered');
    rows.put([sampleConversation({ id: 'a', lastMessage: last('sent') })]);
    expect(rows.peek('a')?.lastMessage?.status).toBe('delivered');
  });

  it('do not take the status of another message', () => {
    const rows = createConversationRows();
    rows.put([sampleConversation({ id: 'a', lastMessage: last('sent') })]);
    rows.tellStatus('a', 'msg_0', 9, 'read');
    expect(rows.peek('a')?.lastMessage?.status).toBe('sent');
  });

  it('show a message as queued again when a person retries it', () => {
    const rows = createConversationRows();
    rows.put([sampleConversation({ id: 'a', lastMessage: last('failed') })]);
    rows.tellStatus('a', 'msg_1', 5, 'queued');
    expect(rows.peek('a')?.lastMessage?.status).toBe('queued');
  });

  it('follow what a contact is called by now, in all of its rows', () => {
    const rows = createConversationRows();
    const group = { id: 'ct_1', kind: 'group' as const, name: null, phone: null };
    rows.put([
      sampleConversation({ id: 'a', contact: group }),
      sampleConversation({ id: 'b', contact: group }),
    ]);
    rows.put([sampleConversation({ id: 'c' })]);
    const named = { name: 'Boat trip', phone: null };
    rows.tellContacts([{ id: 'ct_1', version: 2, shown: named }]);
    rows.tellContacts([{ id: 'ct_1', version: 1, shown: { name: 'Older', phone: null } }]);
    expect(['a', 'b', 'c'].map((id) => rows.peek(id)?.contact.name)).toEqual([
      'Boat trip',
      'Boat trip',
      'Sofia Martins',
    ]);
  });

  it('count the unread conversations that still want an answer', () => {
    const rows = createConversationRows();
    rows.put([
      sampleConversation({ id: 'a', unreadCount: 5 }),
      sampleConversation({ id: 'b', unreadCount: 1, status: 'resolved' }),
      sampleConversation({ id: 'c' }),
    ]);
    expect(rows.unreadTotal.value).toBe(1);
    rows.showRead('a');
    expect(rows.unreadTotal.value).toBe(0);
  });
});
