import { batch, computed, signal } from '@preact/signals';
import type { DecisionRequest, Message } from '../../../../workers/contracts/api/messages.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import type { Clock } from '../../realtime/clock.ts';
import { createConversationFeed, type StoredFrame } from '../../realtime/conversation-feed.ts';
import type { ConnectSocket } from '../../realtime/lasting-socket.ts';
import { createCatchUp } from './catch-up.ts';
import type { ConversationRows } from './conversation-rows.ts';
import { createOutbox, type OutboxStorage, type UploadFile } from './outbox.ts';
import type { OutgoingFile, SendableContent } from './sendable.ts';
import { compareMessages, firstUnreadId, mergeMessages } from './thread.rules.ts';

interface ThreadDeps {
  conversationId: string;
  api: Pick<
    Api,
    | 'listMessages'
    | 'getConversation'
    | 'sendMessage'
    | 'retryMessage'
    | 'retryMedia'
    | 'decideMessage'
    | 'markConversationRead'
    | 'showTyping'
    | 'requestTicket'
  >;
  rows: ConversationRows;
  connect: ConnectSocket;
  clock: Clock;
  random: () => number;
  /** Nothing is loaded before: what changes after it is told. */
  whenTracked: Promise<void>;
  newKey: () => string;
  outboxStorage: OutboxStorage;
  upload: UploadFile;
}

type Phase = 'loading' | 'ready' | 'failed';

const PAGE_ROWS = 50;
/** The customer's typing sign stands for 25 seconds: it is renewed before. */
const SHOW_TYPING_EVERY_MS = 20_000;

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
  /** The message that the person is about to answer. */
  const replyTo = signal<Message | null>(null);
  let early: Message[] = [];
  let isOpen = false;
  let typingShownAtMs = -Infinity;
  /** The socket opened while the first page was on its way: what happened between the two was told to nobody here. */
  let mayBeStale = false;

  const outbox = createOutbox({
    storage: deps.outboxStorage,
    upload: deps.upload,
    newKey: deps.newKey,
    nowMs: clock.nowMs,
    send: (content, key) => api.sendMessage(conversationId, content, key),
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
    await deps.whenTracked;
    const fetch = catchUp.beginFetch();
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
      fetch.done();
      if (mayBeStale) void catchUp.run();
      else catchUp.check();
      mayBeStale = false;
    } catch (thrown) {
      problem.value = asApiProblem(thrown);
      if (phase.peek() !== 'ready') phase.value = 'failed';
    }
  };

  const catchUp = createCatchUp({
    fetchPage: (from) =>
      api.listMessages(conversationId, {
        limit: PAGE_ROWS,
        ...(from === undefined ? {} : { cursor: from }),
      }),
    known: () => messages.peek(),
    isWatched: () => isOpen && phase.peek() === 'ready',
    onCaughtUp: (missed) => take(missed),
    onStartAgain: (newest, next) =>
      batch(() => {
        const oldest = newest.at(-1);
        // Frames may have come since the pages were read.
        const later = messages
          .peek()
          .filter((message) => oldest !== undefined && compareMessages(message, oldest) > 0);
        for (const message of newest) outbox.claim(message);
        messages.value = mergeMessages(later, newest);
        cursor.value = next;
      }),
    clock,
  });

  const catchUpFrom = async (unread: number) => {
    await catchUp.run();
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
      onOpen: () => {
        if (phase.peek() === 'ready') void catchUp.run();
        else mayBeStale = true;
      },
    });
  const room = signal<ReturnType<typeof createConversationFeed> | null>(null);

  return {
    conversationId,
    messages,
    phase,
    problem,
    isLoadingOlder,
    unreadBeforeId,
    replyTo,
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
      catchUp.rest();
      room.peek()?.close();
      room.value = null;
    },
    load,
    wake: () => room.peek()?.wake(),
    nudge: () => room.peek()?.nudge(),

    /** The company's socket says that these messages changed; what the conversation's does not bring is fetched. */
    expect: catchUp.expect,
    /** These messages changed while nobody told. A thread that is not on screen catches up when it is opened. */
    missed: catchUp.missed,
    /** So much happened that nobody told that the thread starts again from its end. */
    lost: catchUp.lost,

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

    /** `text` is what a person reads of it until it is stored. */
    send: (content: SendableContent, text: string) => {
      unreadBeforeId.value = null;
      room.peek()?.stoppedTyping();
      return outbox.send(content, text);
    },
    sendFile: (file: OutgoingFile) => {
      unreadBeforeId.value = null;
      return outbox.sendFile(file);
    },
    sendAgain: outbox.sendAgain,
    discard: outbox.discard,
    /** Without emoji the reaction is taken back. */
    react: async (messageId: string, emoji: string) => {
      await api.sendMessage(
        conversationId,
        { type: 'reaction', reaction: { messageId, emoji } },
        deps.newKey(),
      );
      const known = messages.peek().find(({ id }) => id === messageId);
      // It shows in its message, of which the socket tells.
      if (known !== undefined) catchUp.expect([{ id: messageId, version: known.version + 1 }]);
    },
    /** What a person says became of a message whose answer was lost. */
    decide: async (messageId: string, outcome: DecisionRequest['outcome']) =>
      take([await api.decideMessage(conversationId, messageId, outcome)]),
    retryMedia: async (messageId: string) => take([await api.retryMedia(conversationId, messageId)]),
    retry: async (messageId: string) => take([await api.retryMessage(conversationId, messageId)]),
    /** Colleagues see it at once, and so does the customer. */
    typing: () => {
      room.peek()?.typing();
      if (clock.nowMs() - typingShownAtMs < SHOW_TYPING_EVERY_MS) return;
      typingShownAtMs = clock.nowMs();
      // A sign that does not come is none that anybody misses.
      api.showTyping(conversationId).catch(() => {});
    },
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
