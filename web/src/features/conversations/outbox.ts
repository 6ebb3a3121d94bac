import { signal } from '@preact/signals';
import type { Message } from '../../../../workers/contracts/api/messages.ts';
import type { OutboundContent } from '../../../../workers/contracts/api/outbound.ts';
import { asApiProblem } from '../../api/api-problem.ts';
import type { PendingMessage } from './thread.rules.ts';

export interface OutboxStorage {
  load: () => PendingMessage[];
  save: (pending: readonly PendingMessage[]) => void;
}

interface OutboxDeps {
  storage: OutboxStorage;
  newKey: () => string;
  nowMs: () => number;
  send: (content: OutboundContent, key: string) => Promise<Message>;
  onStored: (message: Message) => void;
}

export type Outbox = ReturnType<typeof createOutbox>;

/** What was written and is not confirmed. It survives a reload; every further try uses the same key. */
export const createOutbox = ({ storage, newKey, nowMs, send, onStored }: OutboxDeps) => {
  const pending = signal<readonly PendingMessage[]>(
    storage
      .load()
      .map((one) =>
        one.state === 'sending'
          ? { ...one, state: 'not_sent', reason: 'The page was closed before it was sent.' }
          : one,
      ),
  );
  /** The keys that this page drew a bubble for: the stored message takes its place, so it stays the same element. */
  const drawn = new Set(pending.peek().map((one) => one.key));
  let queue: Promise<void> = Promise.resolve();

  const set = (next: readonly PendingMessage[]) => {
    pending.value = next;
    storage.save(next);
  };
  const change = (key: string, to: Partial<PendingMessage>) =>
    set(pending.peek().map((one) => (one.key === key ? { ...one, ...to } : one)));
  const remove = (key: string) => set(pending.peek().filter((one) => one.key !== key));

  const deliver = async (key: string, content: OutboundContent) => {
    try {
      const message = await send(content, key);
      remove(key);
      onStored(message);
    } catch (thrown) {
      const { isTemporary, message } = asApiProblem(thrown);
      change(key, { state: isTemporary ? 'not_sent' : 'refused', reason: message });
    }
  };

  /** One after the other: two quick replies never swap. */
  const enqueue = (key: string, content: OutboundContent): Promise<void> => {
    queue = queue.then(() => deliver(key, content));
    return queue;
  };

  return {
    pending,
    keyOf: ({ id, clientKey }: Message): string =>
      clientKey !== null && drawn.has(clientKey) ? clientKey : id,
    /** `text` is what a person reads of it until it is stored. */
    send: (content: OutboundContent, text: string): Promise<void> => {
      const key = newKey();
      drawn.add(key);
      const one: PendingMessage = {
        key,
        text,
        content,
        writtenAtMs: nowMs(),
        state: 'sending',
        reason: null,
      };
      set([...pending.peek(), one]);
      return enqueue(key, content);
    },
    sendAgain: async (key: string): Promise<void> => {
      const one = pending.peek().find((other) => other.key === key);
      if (one === undefined || one.state === 'sending') return;
      change(key, { state: 'sending', reason: null });
      await enqueue(key, one.content);
    },
    discard: remove,
    /** A stored message arrived, perhaps before the answer to its sending, perhaps although no answer came. */
    claim: ({ clientKey }: Message) => {
      if (clientKey !== null && pending.peek().some((one) => one.key === clientKey)) remove(clientKey);
    },
  };
};
