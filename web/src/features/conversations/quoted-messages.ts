import { signal } from '@preact/signals';
import type { Message } from '../../../../workers/contracts/api/messages.ts';
import type { Api } from '../../api/api.ts';

interface QuotedDeps {
  conversationId: string;
  api: Pick<Api, 'listMessagesAround'>;
  loaded: () => readonly Message[];
}

/** The messages that others answer: of the thread where they are loaded, else fetched one by one. */
export const createQuotedMessages = ({ conversationId, api, loaded }: QuotedDeps) => {
  const fetched = signal<ReadonlyMap<string, Message>>(new Map());
  const asked = new Set<string>();

  const fetch = async (id: string) => {
    try {
      const { items } = await api.listMessagesAround(conversationId, id, 1);
      const found = items.find((message) => message.id === id);
      if (found !== undefined) fetched.value = new Map(fetched.peek()).set(id, found);
    } catch {
      // The quote stays "An earlier message"; the next time it is drawn it is asked for again.
      asked.delete(id);
    }
  };

  return ({ context }: Message): Message | null => {
    if (context === null) return null;
    const { messageId, externalId } = context;
    const here = loaded().find(
      (message) => message.id === messageId || (externalId !== null && message.externalId === externalId),
    );
    if (here !== undefined || messageId === null) return here ?? null;
    const elsewhere = fetched.value.get(messageId);
    if (elsewhere !== undefined) return elsewhere;
    if (!asked.has(messageId)) {
      asked.add(messageId);
      void fetch(messageId);
    }
    return null;
  };
};
