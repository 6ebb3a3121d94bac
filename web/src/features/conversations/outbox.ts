import { signal } from '@preact/signals';
import type { Upload } from '../../../../workers/contracts/api/media.ts';
import { IDEMPOTENCY_KEY_DAYS, type Message } from '../../../../workers/contracts/api/messages.ts';
import { asApiProblem } from '../../api/api-problem.ts';
import { contentOfUpload, type OutgoingFile, type SendableContent } from './sendable.ts';
import type { PendingMessage } from './thread.rules.ts';

export interface OutboxStorage {
  load: () => PendingMessage[];
  save: (pending: readonly PendingMessage[]) => void;
}

export type UploadFile = (
  file: OutgoingFile,
  given: { onProgress: (share: number) => void; signal: AbortSignal },
) => Promise<Upload>;

interface OutboxDeps {
  storage: OutboxStorage;
  newKey: () => string;
  nowMs: () => number;
  send: (content: SendableContent, key: string) => Promise<Message>;
  upload: UploadFile;
  onStored: (message: Message) => void;
}

export type Outbox = ReturnType<typeof createOutbox>;

const PAGE_CLOSED = 'The page was closed before it was sent.';
const FILE_LOST = 'The page was closed before the file was uploaded. Attach it again.';

const TOO_OLD =
  'It may have been sent, but that was too long ago to tell. Look at the thread, and write it anew.';
/** A repeat is recognised for a while; a day of it is left for clocks that differ. */
const SAFE_FOR_MS = (IDEMPOTENCY_KEY_DAYS - 1) * 86_400_000;

/** What was written and is not confirmed. It survives a reload; every further try uses the same key. */
export const createOutbox = ({ storage, newKey, nowMs, send, upload, onStored }: OutboxDeps) => {
  const pending = signal<readonly PendingMessage[]>(storage.load().map((one) => afterReload(one, nowMs())));
  /** The keys that this page drew a bubble for: the stored message takes its place, so it stays the same element. */
  const drawn = new Set(pending.peek().map((one) => one.key));
  /** What has files in this page, and their uploads. */
  const files = new Map<string, { file: OutgoingFile; cancel: AbortController; uploaded: Promise<Upload> }>();
  let queue: Promise<void> = Promise.resolve();

  const set = (next: readonly PendingMessage[]) => {
    pending.value = next;
    storage.save(next);
  };
  const find = (key: string) => pending.peek().find((one) => one.key === key);
  const change = (key: string, to: Partial<PendingMessage>) =>
    set(pending.peek().map((one) => (one.key === key ? { ...one, ...to } : one)));
  const remove = (key: string) => {
    const held = files.get(key);
    held?.cancel.abort();
    files.delete(key);
    set(pending.peek().filter((one) => one.key !== key));
  };

  /** Kept out of storage: it changes many times a second. */
  const showProgress = (key: string, uploadedShare: number) => {
    pending.value = pending
      .peek()
      .map((one) =>
        one.key === key && one.file !== null ? { ...one, file: { ...one.file, uploadedShare } } : one,
      );
  };
  const startUpload = (key: string, file: OutgoingFile) => {
    const cancel = new AbortController();
    const uploaded = upload(file, {
      onProgress: (share) => showProgress(key, share),
      signal: cancel.signal,
    });
    // Whoever delivers it hears of the failure; until then nobody does.
    uploaded.catch(() => {});
    files.set(key, { file, cancel, uploaded });
  };
  /** What can be sent; of a file, once it is uploaded. */
  const contentOf = async (key: string): Promise<SendableContent | null> => {
    const one = find(key);
    const held = files.get(key);
    if (one === undefined || one.content !== null || held === undefined) return one?.content ?? null;
    const { id } = await held.uploaded;
    const content = contentOfUpload(held.file, id);
    if (find(key) !== undefined) change(key, { content });
    return content;
  };

  const deliver = async (key: string) => {
    try {
      const content = await contentOf(key);
      // Taken back meanwhile.
      if (content === null || find(key) === undefined) return;
      const message = await send(content, key);
      remove(key);
      onStored(message);
    } catch (thrown) {
      const { isTemporary, message } = asApiProblem(thrown);
      change(key, { state: isTemporary ? 'not_sent' : 'refused', reason: message });
    }
  };

  /** One after the other: two quick replies never swap. */
  const enqueue = (key: string): Promise<void> => {
    queue = queue.then(() => deliver(key));
    return queue;
  };
  const add = (one: Pick<PendingMessage, 'key' | 'text' | 'content' | 'file'>) => {
    drawn.add(one.key);
    set([...pending.peek(), { ...one, writtenAtMs: nowMs(), state: 'sending', reason: null }]);
    return enqueue(one.key);
  };

  return {
    pending,
    keyOf: ({ id, clientKey }: Message): string =>
      clientKey !== null && drawn.has(clientKey) ? clientKey : id,
    /** `text` is what a person reads of it until it is stored. */
    send: (content: SendableContent, text: string): Promise<void> =>
      add({ key: newKey(), text, content, file: null }),
    /** Uploads begin at once, side by side; what is sent keeps its order. */
    sendFile: (file: OutgoingFile): Promise<void> => {
      const key = newKey();
      startUpload(key, file);
      return add({ key, text: file.caption.trim(), content: null, file: shownFile(file) });
    },
    sendAgain: async (key: string): Promise<void> => {
      const one = find(key);
      if (one === undefined || one.state === 'sending') return;
      if (isTooOld(one, nowMs())) {
        change(key, { state: 'refused', reason: TOO_OLD });
        return;
      }
      const held = files.get(key);
      if (one.content === null && held !== undefined) startUpload(key, held.file);
      change(key, { state: 'sending', reason: null });
      await enqueue(key);
    },
    /** Takes it back; an upload ends. */
    discard: remove,
    /** A stored message arrived, perhaps before the answer to its sending, perhaps although no answer came. */
    claim: ({ clientKey }: Message) => {
      if (clientKey !== null && find(clientKey) !== undefined) remove(clientKey);
    },
  };
};

const shownFile = (file: OutgoingFile): PendingMessage['file'] => ({
  kind: file.kind,
  filename: file.filename,
  sizeBytes: file.body.size,
  previewUrl: file.previewUrl,
  isVoice: file.voice !== null,
  uploadedShare: 0,
});

const isTooOld = ({ writtenAtMs }: PendingMessage, nowMs: number) => nowMs - writtenAtMs > SAFE_FOR_MS;

const afterReload = (one: PendingMessage, nowMs: number): PendingMessage => {
  const file = one.file === null ? null : { ...one.file, previewUrl: null };
  if (one.content === null) return { ...one, file, state: 'refused', reason: FILE_LOST };
  if (isTooOld(one, nowMs)) return { ...one, file, state: 'refused', reason: TOO_OLD };
  return one.state === 'sending'
    ? { ...one, file, state: 'not_sent', reason: PAGE_CLOSED }
    : { ...one, file };
};
