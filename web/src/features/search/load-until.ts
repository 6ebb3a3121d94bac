import { effect } from '@preact/signals';
import type { ThreadStore } from '../conversations/thread-store.ts';

/** Pages that are loaded on the way to a message. Ours: what lies further back is shown by itself. */
const MAX_PAGES = 20;

type Thread = Pick<ThreadStore, 'messages' | 'phase' | 'hasOlder' | 'isLoadingOlder' | 'loadOlder'>;

/** Loads a thread back to a message. Gives whether it got there. */
export const loadUntil = async (thread: Thread, messageId: string, signal: AbortSignal): Promise<boolean> => {
  await until(() => thread.phase.value !== 'loading', signal);
  for (let page = 0; !signal.aborted; page += 1) {
    const messages = thread.messages.peek();
    if (messages.some(({ id }) => id === messageId)) return true;
    if (page === MAX_PAGES || !thread.hasOlder.peek() || isBehind(messages[0]?.id, messageId)) return false;
    // Somebody scrolls as well: one page at a time.
    await until(() => !thread.isLoadingOlder.value, signal);
    await thread.loadOlder();
    if (thread.messages.peek() === messages) return false;
  }
  return false;
};

/** Ids begin with their time: a message that is newer than the oldest one here, and not here, does not exist. */
const isBehind = (oldestId: string | undefined, messageId: string): boolean =>
  oldestId !== undefined && messageId > oldestId;

const until = (isSo: () => boolean, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      queueMicrotask(() => stop());
      resolve();
    };
    signal.addEventListener('abort', done, { once: true });
    const stop = effect(() => {
      if (isSo() || signal.aborted) done();
    });
  });
