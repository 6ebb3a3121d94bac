import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../api/api-problem.ts';
import type { Message } from '../../../../workers/contracts/api/messages.ts';
import type { SocketHandlers } from '../../realtime/lasting-socket.ts';
import { createManualClock, settle } from '../../realtime/manual-clock.ts';
import { createConversationRows } from './conversation-rows.ts';
import type { PendingMessage } from './thread.rules.ts';
import { createThreadStore } from './thread-store.ts';
import { sampleConversation, sampleMessage } from './sample-rows.ts';

const identifier = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`;
const CONVERSATION = identifier('conv', 1);
const ME = identifier('usr', 1);
const message = (number: number, given: Partial<Message> = {}): Message =>
  sampleMessage({
    id: identifier('msg', number),
    conversationId: CONVERSATION,
    channelId: identifier('ch', 1),
    sentAtMs: number * 1_000,
    ...given,
  });

const setUp = (count: number, unsaved: PendingMessage[] = []) => {
  const time = createManualClock();
  const stored = Array.from({ length: count }, (_, index) => message(index + 1));
  const sent: { text: string; key: string }[] = [];
  let sending: (text: string, key: string) => Promise<Message> = async (text, key) => {
    const one = message(stored.length + 1, {
      direction: 'outbound',
      authorId: ME,
      clientKey: key,
      text,
      status: 'queued',
    });
    stored.push(one);
    return one;
  };
  let saved: readonly PendingMessage[] = unsaved;
  let handlers: SocketHandlers | null = null;
  let lists = 0;
  const rows = createConversationRows();
  rows.put([sampleConversation({ id: CONVERSATION, unreadCount: 2 })]);
  const thread = createThreadStore({
    conversationId: CONVERSATION,
    api: {
      listMessages: async (_, { cursor, limit = 50 }) => {
        lists += 1;
        const newestFirst = stored.toSorted((a, b) => b.sentAtMs - a.sentAtMs);
        const from = cursor === undefined ? 0 : newestFirst.findIndex((one) => one.id === cursor) + 1;
        const items = newestFirst.slice(from, from + limit);
        return { items, nextCursor: from + limit < newestFirst.length ? (items.at(-1)?.id ?? null) : null };
      },
      getConversation: async () => sampleConversation({ id: CONVERSATION }),
      sendText: (_, text, key) => {
        sent.push({ text, key });
        return sending(text, key);
      },
      retryMessage: async (_, id) => message(Number(id.slice(4)), { version: 9, status: 'queued' }),
      markConversationRead: async () => undefined,
      requestTicket: async () => ({ ticket: 't', url: '/socket', expiresInSeconds: 30 }),
    },
    rows,
    connect: (_, given) => {
      handlers = given;
      return { send: () => {}, close: () => {} };
    },
    clock: time.clock,
    random: () => 0,
    newKey: () => `key-${sent.length + 1}`,
    outboxStorage: {
      load: () => [...unsaved],
      save: (pending) => {
        saved = pending;
      },
    },
  });
  return {
    ...time,
    thread,
    rows,
    stored,
    sent,
    saved: () => saved,
    lists: () => lists,
    failSending: (problem: ApiProblem | null) => {
      const works = sending;
      sending = async (text, key) => {
        if (problem !== null) {
          sending = works;
          throw problem;
        }
        return works(text, key);
      };
    },
    holdSending: () => {
      const works = sending;
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      sending = async (text, key) => {
        const one = await works(text, key);
        await held;
        return one;
      };
      return () => release();
    },
    socketOpens: () => handlers?.onOpen(),
    socketSays: (frame: unknown) => handlers?.onText(JSON.stringify(frame)),
    socketBreaks: () => handlers?.onClose(),
    texts: () => thread.messages.value.map((one) => Number(one.id.slice(4))),
  };
};

const noAnswer = new ApiProblem({
  status: 0,
  code: 'no_answer',
  title: 'No connection',
  detail: 'No connection.',
});
const outside = new ApiProblem({
  status: 422,
  code: 'outside_window',
  title: 'Closed',
  detail: 'The window closed.',
});

describe('an open thread', () => {
  it('keeps frames that come before its first page, and applies them after it', async () => {
    const world = setUp(2);
    world.thread.open();
    world.socketSays({ type: 'message.created', seq: 1, message: message(3) });
    await settle();
    world.socketOpens();
    world.socketSays({ type: 'message.created', seq: 2, message: message(4) });
    await settle();
    expect(world.texts()).toContain(4);
    expect(world.texts().slice(0, 2)).toEqual([1, 2]);
  });

  it('loads older pages and never shows a hole for an old message that changes before its page', async () => {
    const world = setUp(120);
    world.thread.open();
    await settle();
    world.socketOpens();
    expect(world.texts()).toHaveLength(50);
    world.socketSays({ type: 'message.updated', seq: 1, message: message(3, { version: 2 }) });
    expect(world.texts()[0]).toBe(71);
    await world.thread.loadOlder();
    await world.thread.loadOlder();
    expect(world.texts()).toHaveLength(120);
    expect(world.thread.hasOlder.value).toBe(false);
  });

  it('catches up with everything that happened while its socket was down', async () => {
    const world = setUp(10);
    world.thread.open();
    await settle();
    world.socketOpens();
    world.socketBreaks();
    for (let number = 11; number <= 80; number += 1) world.stored.push(message(number));
    await world.pass(100);
    world.socketOpens();
    await settle();
    expect(world.texts()).toHaveLength(80);
  });

  it('fetches what the company’s socket announced and its own has not brought', async () => {
    const world = setUp(1);
    world.thread.open();
    await settle();
    world.stored.push(message(2));
    world.thread.expect([{ id: message(2).id, version: 1 }]);
    await world.pass(400);
    expect(world.texts()).toEqual([1, 2]);
    const before = world.lists();
    world.thread.expect([{ id: message(2).id, version: 1 }]);
    await world.pass(400);
    expect(world.lists()).toBe(before);
  });

  it('marks where the unread messages begin, until the person answers', async () => {
    const world = setUp(5);
    world.thread.open();
    await settle();
    expect(world.thread.unreadBeforeId.value).toBe(message(4).id);
    await world.thread.send('Hi');
    expect(world.thread.unreadBeforeId.value).toBeNull();
  });
});

describe('a message that is sent', () => {
  const open = async (unsaved: PendingMessage[] = []) => {
    const world = setUp(1, unsaved);
    world.thread.open();
    await settle();
    world.socketOpens();
    return world;
  };

  it('is shown at once and replaced by the server’s own, in the same place', async () => {
    const world = await open();
    const sent = world.thread.send('Hi');
    expect(world.thread.pending.value).toMatchObject([{ key: 'key-1', text: 'Hi', state: 'sending' }]);
    await sent;
    expect(world.thread.pending.value).toEqual([]);
    expect(world.texts()).toEqual([1, 2]);
    expect(world.thread.messages.value.map(world.thread.keyOf)).toEqual([message(1).id, 'key-1']);
  });

  it('is never shown twice when the socket is faster than the answer', async () => {
    const world = await open();
    const release = world.holdSending();
    const sent = world.thread.send('Hi');
    await settle();
    const created = message(2, { direction: 'outbound', authorId: ME, clientKey: 'key-1', text: 'Hi' });
    world.socketSays({ type: 'message.created', seq: 1, message: created });
    expect(world.thread.pending.value).toEqual([]);
    expect(world.texts()).toEqual([1, 2]);
    expect(world.thread.keyOf(created)).toBe('key-1');
    release();
    await sent;
    expect(world.texts()).toEqual([1, 2]);
  });

  it('is kept when there is no answer, and tried again with the same key', async () => {
    const world = await open();
    world.failSending(noAnswer);
    await world.thread.send('Hi');
    expect(world.thread.pending.value).toMatchObject([{ state: 'not_sent', reason: 'No connection.' }]);
    await world.thread.sendAgain('key-1');
    expect(world.sent).toEqual([
      { text: 'Hi', key: 'key-1' },
      { text: 'Hi', key: 'key-1' },
    ]);
    expect(world.thread.pending.value).toEqual([]);
  });

  it('is taken for sent when it arrives after all, although no answer came', async () => {
    const world = await open();
    world.failSending(noAnswer);
    await world.thread.send('Hi');
    const created = message(2, { direction: 'outbound', authorId: ME, clientKey: 'key-1', text: 'Hi' });
    world.socketSays({ type: 'message.created', seq: 1, message: created });
    expect(world.thread.pending.value).toEqual([]);
    expect(world.texts()).toEqual([1, 2]);
  });

  it('is not offered again as it is when the server refused it', async () => {
    const world = await open();
    world.failSending(outside);
    await world.thread.send('Hi');
    expect(world.thread.pending.value).toMatchObject([{ state: 'refused', reason: 'The window closed.' }]);
  });

  it('goes out after the one before it', async () => {
    const world = await open();
    const release = world.holdSending();
    const both = [world.thread.send('first'), world.thread.send('second')];
    await settle();
    expect(world.sent.map(({ text }) => text)).toEqual(['first']);
    release();
    await Promise.all(both);
    expect(world.sent.map(({ text }) => text)).toEqual(['first', 'second']);
  });

  it('survives a reload of the page as not sent', async () => {
    const world = await open([{ key: 'old', text: 'Hi', writtenAtMs: 1, state: 'sending', reason: null }]);
    expect(world.thread.pending.value).toMatchObject([{ key: 'old', state: 'not_sent' }]);
    await world.thread.sendAgain('old');
    expect(world.sent).toEqual([{ text: 'Hi', key: 'old' }]);
    expect(world.saved()).toEqual([]);
  });
});
