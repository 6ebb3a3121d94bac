import type { MediaKind } from '../contracts/api/media.ts';
import type { Message } from '../contracts/api/messages.ts';
import { mediaFetch } from '../features/media/index.ts';
import { sha256Of } from './files.ts';
import type { GraphAnswer } from './graph.ts';
import { delivery, value } from './meta-payloads.ts';
import { openThread, type Thread } from './thread.ts';

/** A thread with a file in it that nobody has fetched yet, and Meta's side of fetching it. */
export interface MediaThread extends Thread {
  message: Message;
  /** The address that Meta gives for the bytes. */
  readonly address: string;
  /** Meta's answer to the question where the file is. */
  found(bytes: Uint8Array, change?: Record<string, unknown>): Promise<GraphAnswer>;
  /** Runs one try of the job that fetches the file; gives what became of it. */
  fetchOnce(faults?: number): Promise<{ acked: number; retried: number }>;
  reread(): Promise<Message>;
  /** What lies in the bucket; null when nothing does. */
  stored(): Promise<Uint8Array | null>;
}

export const MEDIA_ADDRESS = 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1';
const LAST_TRY = 5;
export { LAST_TRY };

let count = 0;

export async function openMediaThread(
  kind: MediaKind,
  content: Record<string, unknown> = {},
  mediaId: string = `77${++count}`,
): Promise<MediaThread> {
  const thread = await openThread();
  const { deployment, number, phone } = thread;
  await deployment.deliver(
    delivery({
      value: value(number, {
        contacts: [{ profile: { name: 'Ana Souza' }, wa_id: phone }],
        messages: [
          {
            from: phone,
            id: `wamid.MEDIA${phone}`,
            timestamp: String(Math.floor(deployment.clock.now / 1_000)),
            type: kind,
            [kind]: { id: mediaId, mime_type: 'application/x-claimed', ...content },
          },
        ],
      }),
    }),
  );
  await deployment.drain();
  // What the delivery itself asked for waits in the lane: each test runs its tries itself.
  deployment.jobs.waiting.length = 0;
  const reread = async (): Promise<Message> => {
    const page = await deployment.json<{ items: Message[] }>(thread.owner, 'GET', `${thread.path}?limit=100`);
    const found = page.items.find(({ type }) => type === kind);
    if (found === undefined) throw new Error('the thread has no file');
    return found;
  };
  const message = await reread();
  const key = `company/${thread.owner.companyId}/messages/${thread.conversationId}/${message.id}`;
  return {
    ...thread,
    message,
    address: MEDIA_ADDRESS,
    reread,
    async found(bytes, change = {}) {
      return {
        status: 200,
        body: {
          messaging_product: 'whatsapp',
          url: MEDIA_ADDRESS,
          mime_type: 'application/x-claimed',
          sha256: await sha256Of(bytes),
          file_size: String(bytes.length),
          id: mediaId,
          ...change,
        },
      };
    },
    fetchOnce: (faults = 0) =>
      deployment.consumeMessages('media', [
        {
          queue: 'media',
          id: `m${++count}`,
          attempts: 1,
          body: {
            ...mediaFetch(thread.owner.companyId, { conversationId: thread.conversationId, id: message.id }),
            faults,
          },
        },
      ]),
    async stored() {
      const object = await deployment.env.MEDIA.get(key);
      return object === null ? null : new Uint8Array(await object.arrayBuffer());
    },
  };
}
