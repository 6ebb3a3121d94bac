import { ApiProblem } from '../../api/api-problem.ts';
import type { Message } from '../../../../workers/contracts/api/messages.ts';
import type { SocketHandlers } from '../../realtime/lasting-socket.ts';
import { createManualClock } from '../../realtime/manual-clock.ts';
import { createConversationRows } from './conversation-rows.ts';
import type { UploadFile } from './outbox.ts';
import type { SendableContent } from './sendable.ts';
import type { PendingMessage } from './thread.rules.ts';
import { createThreadStore } from './thread-store.ts';
import { sampleConversation, sampleMessage } from './sample-rows.ts';

const identifier = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`;
const CONVERSATION = identifier('conv', 1);
export const ME = identifier('usr', 1);
export const message = (number: number, given: Partial<Message> = {}): Message =>
  sampleMessage({
    id: identifier('msg', number),
    conversationId: CONVERSATION,
    channelId: identifier('ch', 1),
    sentAtMs: number * 1_000,
    ...given,
  });

/** A thread with a server behind it that holds `count` messages; the test is its clock and its socket. */
export const setUpThread = (count: number, unsaved: PendingMessage[] = []) => {
  const time = createManualClock();
  const stored = Array.from({ length: count }, (_, index) => message(index + 1));
  const sent: { content: SendableContent; key: string }[] = [];
  let sending: (content: SendableContent, key: string) => Promise<Message> = async (content, key) => {
    const one = message(stored.length + 1, {
      direction: 'outbound',
      authorId: ME,
      clientKey: key,
      text: content.type === 'text' ? content.text : null,
      type: content.type,
      status: 'queued',
    });
    stored.push(one);
    return one;
  };
  let keys = 0;
  let upload: UploadFile = async ({ kind, filename, body }) => ({
    id: `upl_${filename}`,
    kind,
    mimeType: body.type,
    sizeBytes: body.size,
    filename,
    width: null,
    height: null,
    durationMs: null,
    waveform: null,
    voice: false,
    animated: false,
    hasThumbnail: false,
    usableUntilMs: 0,
  });
  let saved: readonly PendingMessage[] = unsaved;
  let handlers: SocketHandlers | null = null;
  let lists = 0;
  let doListsFail = false;
  const rows = createConversationRows();
  rows.put([sampleConversation({ id: CONVERSATION, unreadCount: 2 })]);
  const thread = createThreadStore({
    conversationId: CONVERSATION,
    api: {
      listMessages: async (_, { cursor, limit = 50 }) => {
        lists += 1;
        if (doListsFail) throw noAnswer;
        const newestFirst = stored.toSorted((a, b) => b.sentAtMs - a.sentAtMs);
        const from = cursor === undefined ? 0 : newestFirst.findIndex((one) => one.id === cursor) + 1;
        const items = newestFirst.slice(from, from + limit);
        return { items, nextCursor: from + limit < newestFirst.length ? (items.at(-1)?.id ?? null) : null };
      },
      getConversation: async () => sampleConversation({ id: CONVERSATION }),
      sendMessage: (_, content, key) => {
        sent.push({ content, key });
        return sending(content, key);
      },
      retryMessage: async (_, id) => message(Number(id.slice(4)), { version: 9, status: 'queued' }),
      decideMessage: async (_, id) => message(Number(id.slice(4)), { version: 9, status: 'sent' }),
      retryMedia: async (_, id) => message(Number(id.slice(4)), { version: 9 }),
      markConversationRead: async () => undefined,
      showTyping: async () => undefined,
      requestTicket: async () => ({ ticket: 't', url: '/socket', expiresInSeconds: 30 }),
    },
    rows,
    connect: (_, given) => {
      handlers = given;
      return { send: () => {}, close: () => {} };
    },
    clock: time.clock,
    random: () => 0,
    whenTracked: Promise.resolve(),
    newKey: () => {
      keys += 1;
      return `key-${keys}`;
    },
    upload: (...given) => upload(...given),
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
    setUpload: (next: (works: UploadFile) => UploadFile) => {
      upload = next(upload);
    },
    lists: () => lists,
    failLists: (fail: boolean) => {
      doListsFail = fail;
    },
    change: (next: Message) => {
      stored[stored.findIndex((one) => one.id === next.id)] = next;
    },
    failSending: (problem: ApiProblem | null) => {
      const works = sending;
      sending = async (content, key) => {
        if (problem !== null) {
          sending = works;
          throw problem;
        }
        return works(content, key);
      };
    },
    holdSending: () => {
      const works = sending;
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      sending = async (content, key) => {
        const one = await works(content, key);
        await held;
        return one;
      };
      return () => release();
    },
    socketOpens: () => handlers?.onOpen(),
    socketSays: (frame: unknown) => handlers?.onText(JSON.stringify(frame)),
    socketBreaks: () => handlers?.onClose(1006),
    texts: () => thread.messages.value.map((one) => Number(one.id.slice(4))),
  };
};

export const noAnswer = new ApiProblem({
  status: 0,
  code: 'no_answer',
  title: 'No connection',
  detail: 'No connection.',
});
