import { env } from 'cloudflare:workers';
import type { Message } from '../contracts/api/messages.ts';
import { expireUploads } from '../features/files/index.ts';
import { mediaFetch, wakeDueMedia } from '../features/media/index.ts';
import type { Deployment, Person } from './deployment.ts';
import { pdf } from './files.ts';
import { delivery, value } from './meta-payloads.ts';

const HOUR_MS = 60 * 60 * 1_000;

/** Every way through files: uploaded, looked at, sent, forgotten by Meta and by us; received, fetched, failed, asked for. */
export async function exerciseMedia(
  deployment: Deployment,
  owner: Person,
  place: { number: string; path: string; from: string; run: string },
): Promise<void> {
  const { json, graph, clock, jobs } = deployment;
  const upload = async () => {
    const response = await deployment.upload(owner, '/v1/uploads?kind=document', pdf(), 'application/pdf');
    return (await response.json<{ id: string }>()).id;
  };
  const sent = await upload();
  const orphan = await upload();
  await json(owner, 'GET', `/v1/uploads/${sent}/link`);
  const send = () =>
    json(owner, 'POST', `${place.path}/messages`, { type: 'document', document: { uploadId: sent } });
  await send();
  graph.answers.push({ status: 200, body: { id: '9100' } });
  await deployment.drain();
  // As if it had been handed over hours ago: the clock must not go there, because all else here is of today.
  await env.TENANT.prepare('UPDATE provider_media SET expires_at_ms = expires_at_ms - ? WHERE upload_id = ?')
    .bind(2 * HOUR_MS, sent)
    .run();
  await send();
  graph.answers.push({ status: 400, body: { error: { code: 100, message: 'media id' } } });
  await deployment.consumeBatch('messages-urgent');
  graph.answers.push({ status: 200, body: { id: '9101' } });
  clock.now += 10_000;
  await deployment.drain();

  await deployment.deliver(
    delivery({
      value: value(place.number, {
        contacts: [{ profile: { name: 'Noor Haddad' }, wa_id: place.from }],
        messages: [
          {
            from: place.from,
            id: `wamid.${place.run}.file`,
            timestamp: String(Math.floor(clock.now / 1_000)),
            type: 'document',
            document: {
              id: `66${place.run}`,
              mime_type: 'application/pdf',
              filename: `file ${place.run}.pdf`,
            },
          },
        ],
      }),
    }),
  );
  await deployment.drain();
  const { items } = await json<{ items: Message[] }>(owner, 'GET', `${place.path}/messages?limit=20`);
  const received = items.find(({ type, direction }) => type === 'document' && direction === 'inbound');
  if (received === undefined) throw new Error('the customer’s file did not arrive');
  jobs.waiting.length = 0;
  const body = mediaFetch(owner.companyId, { conversationId: received.conversationId, id: received.id });
  graph.answers.push('reset');
  await deployment.consumeMessages('media', [{ queue: 'media', id: `r${place.run}`, body, attempts: 1 }]);
  graph.answers.push({ status: 400, body: { error: { code: 190 } } });
  await deployment.consumeMessages('media', [{ queue: 'media', id: `f${place.run}`, body, attempts: 1 }]);
  await json(owner, 'POST', `${place.path}/messages/${received.id}/media/retry`);
  jobs.waiting.length = 0;
  await json(owner, 'POST', `${place.path}/media-links`, { messageIds: [received.id] });
  const ctx = deployment.context();
  await wakeDueMedia(ctx, owner.companyId, [`${received.conversationId}/${received.id}`]);
  await expireUploads(ctx, owner.companyId, [sent, orphan]);
  jobs.waiting.length = 0;
}
