import { signal } from '@preact/signals';
import * as z from 'zod/mini';
import { mediaKind } from '../../../../workers/contracts/api/media.ts';
import { outboundContent } from '../../../../workers/contracts/api/outbound.ts';
import type { BrowserStorage } from '../../app/browser-storage.ts';
import type { OutboxStorage } from './outbox.ts';
import type { PendingMessage } from './thread.rules.ts';

const PREFIX = 'recado.draft.';
const OUTBOX_PREFIX = 'recado.unsent.';

export type Drafts = ReturnType<typeof createDrafts>;

/** What a person has begun to write, per conversation; kept in the browser until sent or signed out. */
export const createDrafts = (storage: BrowserStorage, userId: string) => {
  const keyOf = (conversationId: string) => `${PREFIX}${userId}.${conversationId}`;
  const prefix = keyOf('');
  /** The conversations with a draft, for the list. */
  const drafted = signal<ReadonlySet<string>>(
    new Set(storage.keys(prefix).map((key) => key.slice(prefix.length))),
  );
  return {
    drafted,
    read: (conversationId: string): string => storage.read(keyOf(conversationId)) ?? '',
    write: (conversationId: string, text: string) => {
      const isEmpty = text.trim() === '';
      storage.write(keyOf(conversationId), isEmpty ? null : text);
      if (isEmpty !== drafted.peek().has(conversationId)) return;
      const next = new Set(drafted.peek());
      if (isEmpty) next.delete(conversationId);
      else next.add(conversationId);
      drafted.value = next;
    },
    outboxOf: (conversationId: string): OutboxStorage => {
      const key = `${OUTBOX_PREFIX}${userId}.${conversationId}`;
      return {
        load: () => readPending(storage.read(key)),
        save: (pending) => storage.write(key, pending.length === 0 ? null : JSON.stringify(pending)),
      };
    },
  };
};

/** Leaves nothing of a person's writing behind. */
export const forgetWriting = (storage: BrowserStorage) => {
  for (const key of [...storage.keys(PREFIX), ...storage.keys(OUTBOX_PREFIX)]) storage.write(key, null);
};

const readPending = (stored: string | null): PendingMessage[] => {
  try {
    const parsed: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(parsed) ? parsed.map(withContent).filter(isPending) : [];
  } catch {
    return [];
  }
};

/** Earlier versions kept the text of a text message only. */
const withContent = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'text' in value && !('content' in value)
    ? { ...value, content: { type: 'text', text: value.text }, file: null }
    : value;

const pendingFile = z.nullable(
  z.object({
    kind: mediaKind,
    filename: z.string(),
    sizeBytes: z.number(),
    isVoice: z.boolean(),
    uploadedShare: z.number(),
  }),
);

const isPending = (value: unknown): value is PendingMessage =>
  typeof value === 'object' &&
  value !== null &&
  'key' in value &&
  typeof value.key === 'string' &&
  'text' in value &&
  typeof value.text === 'string' &&
  'content' in value &&
  (value.content === null || z.safeParse(outboundContent, value.content).success) &&
  'file' in value &&
  z.safeParse(pendingFile, value.file).success &&
  'writtenAtMs' in value &&
  typeof value.writtenAtMs === 'number' &&
  'state' in value &&
  (value.state === 'sending' || value.state === 'not_sent' || value.state === 'refused');
