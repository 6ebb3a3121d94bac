import { signal } from '@preact/signals';
import type { OutboundContent } from '../../../../workers/contracts/api/outbound.ts';
import type { Drafts } from '../conversations/drafts.ts';
import type { ThreadStore } from '../conversations/thread-store.ts';

interface ComposerDeps {
  thread: ThreadStore;
  drafts: Pick<Drafts, 'read' | 'write'>;
}

/** `text` is what a person reads of it until it is stored. */
export type SendContent = (content: OutboundContent, text: string) => void;

export type ComposerStore = ReturnType<typeof createComposerStore>;

/** What a person is about to send in one conversation. It stays while they look at others. */
export const createComposerStore = ({ thread, drafts }: ComposerDeps) => {
  const { conversationId } = thread;
  const text = signal(drafts.read(conversationId));

  const write = (next: string) => {
    text.value = next;
    drafts.write(conversationId, next);
    if (next.trim() === '') thread.stoppedTyping();
    else thread.typing();
  };

  /** The message that is being answered, taken: what follows answers nothing any more. */
  const takeReply = (): { replyTo?: string } => {
    const replied = thread.replyTo.peek();
    thread.replyTo.value = null;
    return replied === null ? {} : { replyTo: replied.id };
  };

  const sendContent: SendContent = (content, shown) => {
    const isReply = content.type !== 'template' && content.type !== 'reaction';
    void thread.send(isReply ? { ...content, ...takeReply() } : content, shown);
  };

  return {
    thread,
    text,
    write,
    sendContent,
    /** Sends what is written. */
    send: () => {
      const written = text.peek().trim();
      if (written === '') return;
      write('');
      sendContent({ type: 'text', text: written }, written);
    },
  };
};
