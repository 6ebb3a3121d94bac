import type { Message } from '../../../../workers/contracts/api/messages.ts';
import type { Api } from '../../api/api.ts';
import { offline } from '../../api/api-problem.ts';
import type { Forwardable } from './forward.rules.ts';
import type { ThreadStore } from './thread-store.ts';

interface ForwardDeps {
  api: Pick<Api, 'linkMedia'>;
  readFile: (url: string) => Promise<Blob>;
  threadOf: (conversationId: string) => Pick<ThreadStore, 'send' | 'sendFile'>;
}

/** Sends on what is in a message; from there on it is a message of that conversation. Throws ApiProblem. */
export const forwardMessage = async (
  { api, readFile, threadOf }: ForwardDeps,
  message: Pick<Message, 'id' | 'conversationId' | 'media'>,
  what: Forwardable,
  toId: string,
): Promise<void> => {
  if (what.kind === 'content') {
    void threadOf(toId).send(what.content, what.text);
    return;
  }
  const { items } = await api.linkMedia(message.conversationId, [message.id]);
  const [link] = items;
  if (link === undefined) throw offline();
  const body = await readFile(link.url);
  const { media } = message;
  void threadOf(toId).sendFile({
    body,
    kind: what.fileKind,
    filename: what.filename,
    caption: what.caption,
    voice:
      media?.voice === true ? { durationMs: media.durationMs ?? 0, waveform: media.waveform ?? [] } : null,
    previewUrl: null,
  });
};
