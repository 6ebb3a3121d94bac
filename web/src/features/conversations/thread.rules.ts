import { isNeverUnread, isNotice } from './notices.rules.ts';
import type { Message } from '../../../../workers/contracts/api/messages.ts';
import type { MediaKind } from '../../../../workers/contracts/api/media.ts';
import type { SendableContent } from './sendable.ts';
import { newest } from '../../realtime/newest-wins.rules.ts';

/**
 * Where a message stands in its thread: by its id, as the server keeps and pages it. The id begins with the time that
 * orders it, which knows more than the sender's clock of whole seconds.
 */
export const compareMessages = (a: Message, b: Message): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Both sets of messages in order, each in its newest copy. Gives back `known` itself when nothing changed. */
export const mergeMessages = (
  known: readonly Message[],
  incoming: readonly Message[],
): readonly Message[] => {
  const byId = new Map(known.map((message) => [message.id, message]));
  let changed = false;
  for (const message of incoming) {
    const before = byId.get(message.id);
    const kept = newest(before, message, (copy) => copy.version);
    if (kept === before || (before !== undefined && before.version === message.version)) continue;
    byId.set(message.id, kept);
    changed = true;
  }
  return changed ? [...byId.values()].toSorted(compareMessages) : known;
};

/** The file of a message that is on its way. */
export interface PendingFile {
  kind: MediaKind;
  filename: string;
  sizeBytes: number;
  /** A picture of it in this page; null where there is none. */
  previewUrl: string | null;
  isVoice: boolean;
  /** How much of it has gone up, 0 to 1. */
  uploadedShare: number;
}

/** A message that the person wrote and the server has not confirmed. */
export interface PendingMessage {
  /** Also its Idempotency-Key, so that trying again never sends twice. */
  key: string;
  /** What a person reads of it. */
  text: string;
  /** Null while its file is not uploaded. */
  content: SendableContent | null;
  file: PendingFile | null;
  writtenAtMs: number;
  state: 'sending' | 'not_sent' | 'refused';
  /** Why, in plain words; null while it is on its way. */
  reason: string | null;
}

/** The oldest of the unread messages, before which the divider stands; null when all were read. */
export const firstUnreadId = (messages: readonly Message[], unreadCount: number): string | null => {
  let left = unreadCount;
  let first: string | null = null;
  for (let index = messages.length - 1; index >= 0 && left > 0; index -= 1) {
    const message = messages[index];
    if (message?.direction !== 'inbound' || isNeverUnread(message)) continue;
    first = message.id;
    left -= 1;
  }
  return first;
};

export type ThreadItem =
  | { kind: 'message'; key: string; message: Message }
  | { kind: 'pending'; key: string; pending: PendingMessage };

export type ThreadBlock =
  | { kind: 'unread'; key: string }
  | { kind: 'group'; key: string; isInbound: boolean; authorId: string | null; items: ThreadItem[] };

export interface ThreadDay {
  key: string;
  atMs: number;
  blocks: ThreadBlock[];
}

interface LayoutInput {
  messages: readonly Message[];
  pending: readonly PendingMessage[];
  myUserId: string;
  unreadBeforeId: string | null;
  /** Under which key a message is drawn: its id, or the key it had before it was stored. */
  keyOf: (message: Message) => string;
  /** Any text that is the same for two moments of the same day. */
  dayOf: (atMs: number) => string;
}

/** Messages of one person within this time stand close together. */
const GROUP_WITHIN_MS = 5 * 60_000;

export const layoutThread = (input: LayoutInput): ThreadDay[] => {
  const days: ThreadDay[] = [];
  let day: ThreadDay | null = null;
  let group: Extract<ThreadBlock, { kind: 'group' }> | null = null;
  let previousAtMs = 0;

  const place = (item: ThreadItem, atMs: number, isInbound: boolean, authorId: string | null) => {
    const key = input.dayOf(atMs);
    if (day?.key !== key) {
      day = { key, atMs, blocks: [] };
      group = null;
      days.push(day);
    }
    if (item.kind === 'message' && item.message.id === input.unreadBeforeId) {
      group = null;
      day.blocks.push({ kind: 'unread', key: 'unread' });
    }
    const fits =
      group !== null &&
      group.isInbound === isInbound &&
      group.authorId === authorId &&
      atMs - previousAtMs < GROUP_WITHIN_MS;
    if (group === null || !fits) {
      group = { kind: 'group', key: item.key, isInbound, authorId, items: [] };
      day.blocks.push(group);
    }
    group.items.push(item);
    previousAtMs = atMs;
  };

  for (const message of input.messages) {
    const item: ThreadItem = { kind: 'message', key: input.keyOf(message), message };
    place(item, message.sentAtMs, message.direction === 'inbound', writerOf(message));
  }
  for (const pending of input.pending) {
    const item: ThreadItem = { kind: 'pending', key: pending.key, pending };
    place(item, Math.max(pending.writtenAtMs, previousAtMs), false, input.myUserId);
  }
  return days;
};

/** Who wrote it, as far as it keeps messages apart: of a group the member, of the company the user or the phone app. */
const writerOf = (message: Message): string | null => {
  if (isNotice(message)) return 'nobody';
  return message.direction === 'inbound'
    ? (message.sender?.contactId ?? message.sender?.name ?? null)
    : (message.authorId ?? message.origin);
};

const isSameItem = (a: ThreadItem, b: ThreadItem | undefined): boolean =>
  b !== undefined &&
  a.key === b.key &&
  (a.kind === 'message'
    ? b.kind === 'message' && a.message === b.message
    : b.kind === 'pending' && a.pending === b.pending);

const isSameBlock = (a: ThreadBlock, b: ThreadBlock | undefined): boolean => {
  if (b === undefined || a.key !== b.key) return false;
  if (a.kind === 'unread' || b.kind === 'unread') return a.kind === b.kind;
  return (
    a.isInbound === b.isInbound &&
    a.authorId === b.authorId &&
    a.items.length === b.items.length &&
    a.items.every((item, index) => isSameItem(item, b.items[index]))
  );
};

const isSameDay = (a: ThreadDay, b: ThreadDay | undefined): boolean =>
  b !== undefined &&
  a.blocks.length === b.blocks.length &&
  a.blocks.every((block, index) => isSameBlock(block, b.blocks[index]));

/** The same layout, made of the earlier one's days and blocks where they are alike: those are not drawn again. */
export const reuseLayout = (earlier: readonly ThreadDay[], next: readonly ThreadDay[]): ThreadDay[] => {
  const earlierDays = new Map(earlier.map((day) => [day.key, day]));
  return next.map((day) => {
    const was = earlierDays.get(day.key);
    if (was === undefined) return day;
    if (isSameDay(day, was)) return was;
    const earlierBlocks = new Map(was.blocks.map((block) => [block.key, block]));
    const blocks = day.blocks.map((block) => {
      const wasBlock = earlierBlocks.get(block.key);
      return wasBlock !== undefined && isSameBlock(block, wasBlock) ? wasBlock : block;
    });
    return { ...day, blocks };
  });
};
