import { batch, computed, signal } from '@preact/signals';
import type { Message } from '../../../../workers/contracts/api/messages.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { nothingToCancel, type Clock } from '../../realtime/clock.ts';
import { createConversationFeed, type StoredFrame } from '../../realtime/conversation-feed.ts';
import type { ConnectSocket } from '../../realtime/lasting-socket.ts';
import type { ConversationRows } from './conversation-rows.ts';
import { createOutbox, type OutboxStorage } from './outbox.ts';
import { compareMessages, firstUnreadId, mergeMessages } from './thread.rules.ts';

interface ThreadDeps {
  conversationId: string;
  api: Pick<
    Api,
    | 'listMessages'
    | 'getConversation'
    | 'sendText'
    | 'retryMessage'
    | 'markConversationRead'
    | 'requestTicket'
  >;
  rows: ConversationRows;
  connect: ConnectSocket;
  clock: Clock;
  random: () => number;
  newKey: () => string;
  outboxStorage: OutboxStorage;
}

type Phase = 'loading' | 'ready' | 'failed';

const PAGE_ROWS = 50;
/** Beyond this many missed pages the thread starts again from its end. */
const MAX_CATCH_UP_PAGES = 6;
/** The conversation's socket normally tells first; only what it has not told by then is fetched. */
const TRUST_SOCKET_MS = 400;

export type ThreadStore = ReturnType<typeof createThreadStore>;

/** One conversation's messages: pages from the server, frames as they come, and what is still on its way out. */
export const createThreadStore = (deps: ThreadDeps) => {
  const { conversationId, api, rows, clock } = deps;
  const messages = signal<readonly Message[]>([]);
  const phase = signal<Phase>('loading');
  const problem = signal<ApiProblem | null>(null);
  const cursor = signal<string | null>(null);
  const isLoadingOlder = signal(false);
  const unreadBeforeId = signal<string | null>(null);
  let early: Message[] = [];
  let isOpen = false;
  let isCatchingUp = false;
  let mustCatchUpAgain = false;
  let cancelCheck = nothingToCancel;

  const outbox = createOutbox({
    storage: deps.outboxStorage,
    newKey: deps.newKey,
    nowMs: clock.nowMs,
    send: (text, key) => api.sendText(conversationId, text, key),
    onStored: (message) => take([message]),
  });

  /** Older than everything loaded while more is to load: it comes with its page, or the thread would have a hole. */
  const isBelowHorizon = (message: Message) => {
    const oldest = messages.peek()[0];
    return cursor.peek() !== null && oldest !== undefined && compareMessages(message, oldest) < 0;
  };

  const take = (incoming: readonly Message[]) => {
    if (phase.peek() !== 'ready') {
      early.push(...incoming);
      return;
    }
    batch(() => {
      for (const message of incoming) outbox.claim(message);
      const fitting = incoming.filter((message) => !isBelowHorizon(message));
      messages.value = mergeMessages(messages.peek(), fitting);
    });
  };

  const load = async () => {
    if (phase.peek() !== 'ready') phase.value = 'loading';
    problem.value = null;
    try {
      const [page, conversation] = await Promise.all([
        api.listMessages(conversationId, { limit: PAGE_ROWS }),
        rows.peek(conversationId) ?? api.getConversation(conversationId),
      ]);
      batch(() => {
        rows.put([conversation]);
        messages.value = mergeMessages([], page.items);
        cursor.value = page.nextCursor;
        unreadBeforeId.value = firstUnreadId(
          messages.peek(),
          rows.peek(conversationId)?.unreadCount ?? conversation.unreadCount,
        );
        phase.value = 'ready';
        const waiting = early;
        early = [];
        take(waiting);
      });
    } catch (thrown) {
      problem.value = asApiProblem(thrown);
      if (phase.peek() !== 'ready') phase.value = 'failed';
    }
  };

  /** Loads from the newest backwards until what comes is already here. */
  const catchUp = async () => {
    if (isCatchingUp) {
      mustCatchUpAgain = true;
      return;
    }
    isCatchingUp = true;
    try {
      const known = new Set(messages.peek().map((message) => message.id));
      const missed: Message[] = [];
      let from: string | undefined;
      for (let page = 0; page < MAX_CATCH_UP_PAGES; page += 1) {
        const { items, nextCursor } = await api.listMessages(conversationId, {
          limit: PAGE_ROWS,
          ...(from === undefined ? {} : { cursor: from }),
        });
        missed.push(...items);
        if (nextCursor === null || items.some((message) => known.has(message.id))) {
          take(missed);
          return;
        }
        from = nextCursor;
      }
      batch(() => {
        messages.value = mergeMessages([], missed);
        cursor.value = from ?? null;
      });
    } catch {
      cancelCheck();
      cancelCheck = clock.after(3_000, () => void (isOpen && catchUp()));
    } finally {
      isCatchingUp = false;
      if (mustCatchUpAgain) {
        mustCatchUpAgain = false;
        void catchUp();
      }
    }
  };

  const catchUpFrom = async (unread: number) => {
    await catchUp();
    if (unread > 0) unreadBeforeId.value = firstUnreadId(messages.peek(), unread);
  };

  const onStored = (frame: StoredFrame) => {
    if (frame.type === 'conversation.updated') rows.put([frame.conversation]);
    else take([frame.message]);
  };

  const feed = () =>
    createConversationFeed({
      requestUrl: async () => (await api.requestTicket(conversationId)).url,
      connect: deps.connect,
      clock,
      random: deps.random,
      onStored,
      onOpen: () => void (phase.peek() === 'ready' ? catchUp() : undefined),
    });
  const room = signal<ReturnType<typeof createConversationFeed> | null>(null);

  return {
    conversationId,
    messages,
    phase,
    problem,
    isLoadingOlder,
    unreadBeforeId,
    pending: outbox.pending,
    keyOf: outbox.keyOf,
    hasOlder: computed(() => cursor.value !== null),
    viewers: computed(() => room.value?.viewers.value ?? []),
    typists: computed(() => room.value?.typists.value ?? []),

    open: () => {
      isOpen = true;
      room.value = feed();
      room.value.open();
      if (phase.peek() === 'ready') {
        unreadBeforeId.value = null;
        const unread = rows.peek(conversationId)?.unreadCount ?? 0;
        void catchUpFrom(unread);
      } else void load();
    },
    close: () => {
      isOpen = false;
      cancelCheck();
      room.peek()?.close();
      room.value = null;
    },
    load,
    wake: () => room.peek()?.wake(),

    /** The company's socket says that these messages changed; fetches what the conversation's has not brought. */
    expect: (changed: readonly { id: string; version: number }[]) => {
      if (!isOpen) return;
      cancelCheck();
      cancelCheck = clock.after(TRUST_SOCKET_MS, () => {
        const known = new Map(messages.peek().map((message) => [message.id, message.version]));
        if (changed.some(({ id, version }) => (known.get(id) ?? -1) < version)) void catchUp();
      });
    },
    /** Something happened here that nobody told in time. A thread that is not on screen catches up when it is opened. */
    mayHaveMissed: () => {
      if (isOpen && phase.peek() === 'ready') void catchUp();
    },

    loadOlder: async () => {
      const from = cursor.peek();
      if (from === null || isLoadingOlder.peek() || phase.peek() !== 'ready') return;
      isLoadingOlder.value = true;
      try {
        const page = await api.listMessages(conversationId, { cursor: from, limit: PAGE_ROWS });
        batch(() => {
          messages.value = mergeMessages(messages.peek(), page.items);
          cursor.value = page.nextCursor;
        });
      } catch (thrown) {
        problem.value = asApiProblem(thrown);
      } finally {
        isLoadingOlder.value = false;
      }
    },

    send: (text: string) => {
      unreadBeforeId.value = null;
      room.peek()?.stoppedTyping();
      return outbox.send(text);
    },
    sendAgain: outbox.sendAgain,
    discard: outbox.discard,
    retry: async (messageId: string) => take([await api.retryMessage(conversationId, messageId)]),
    typing: () => room.peek()?.typing(),
    stoppedTyping: () => room.peek()?.stoppedTyping(),

    markRead: async () => {
      if ((rows.peek(conversationId)?.unreadCount ?? 0) === 0) return;
      rows.showRead(conversationId);
      try {
        await api.markConversationRead(conversationId);
      } catch {
        // The count comes back with the next copy of the row; nothing is lost.
      }
    },
  };
};
