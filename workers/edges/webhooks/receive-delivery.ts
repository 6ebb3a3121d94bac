import type { DeliveryBody, MetaDelivery } from '../../contracts/queues.ts';
import type { Clock } from '../../platform/clock.ts';
import { HouseError } from '../../platform/errors.ts';
import { cryptoIds } from '../../platform/ids.ts';
import { verifyWebhookSignature } from '../../platform/security/webhook-signature.ts';
import { MAX_WEBHOOK_BYTES, readBoundedBody } from '../read-bounded-body.ts';
import { fits, splitDelivery, type DeliveryLane } from './split-delivery.ts';

/** What the hot path needs, and nothing more: no database. */
export interface DeliveryDoor {
  env: DoorBindings;
  clock: Clock;
}

interface DoorBindings {
  WEBHOOKS: Queue<DeliveryBody>;
  STATUSES: Queue<DeliveryBody>;
  ARCHIVE: R2Bucket;
}

/** The Meta app at whose address a delivery came. */
export interface ReceivingApp {
  /** `deployment`, or the company's id. */
  name: string;
  secret: string;
}

const utf8 = new TextDecoder();

/** Most bytes of one `sendBatch`. Source: Cloudflare Queues limits (256 KB). */
const MAX_BATCH_BYTES = 240_000;
/** Most messages of one `sendBatch`. Source: Cloudflare Queues limits. */
const MAX_BATCH_MESSAGES = 100;

/**
 * Takes one webhook delivery: bounds it, verifies the signature over its raw bytes, and hands it to the queues.
 * Answers 200 once something durable has it, 401 for a wrong signature, 413 over 3 MB. Throws a `HouseError` when nothing
 * durable took it: Meta is to send it again.
 */
export async function receiveDelivery(
  door: DeliveryDoor,
  app: ReceivingApp,
  request: Request,
): Promise<Response> {
  const bytes = await readBoundedBody(request, MAX_WEBHOOK_BYTES);
  if (bytes === null) return new Response('Too large', { status: 413 });
  const signature = request.headers.get('x-hub-signature-256');
  if (!(await verifyWebhookSignature(app.secret, signature, bytes))) {
    return new Response('Wrong signature', { status: 401 });
  }
  try {
    await handOver(door, app, utf8.decode(bytes));
  } catch (error) {
    throw new HouseError('queue', error);
  }
  return new Response('OK');
}

async function handOver({ env, clock }: DeliveryDoor, app: ReceivingApp, raw: string): Promise<void> {
  const receivedAtMs = clock.nowMs();
  const ids = cryptoIds(() => receivedAtMs);
  const bodies: Record<DeliveryLane, DeliveryBody[]> = { webhooks: [], statuses: [] };
  for (const [index, part] of splitDelivery(raw).entries()) {
    const head = {
      v: 1 as const,
      lane: part.lane,
      companyId: null,
      ref: ids.next('dlv'),
      app: app.name,
      // Parts come one after the other, as what they hold was written.
      receivedAtMs: receivedAtMs + index,
    };
    if (fits(part.raw)) {
      bodies[part.lane].push({ ...head, kind: 'meta.delivery', raw: part.raw });
    } else {
      const key = `spilled/${new Date(receivedAtMs).toISOString().slice(0, 10)}/${head.ref}.json`;
      await env.ARCHIVE.put(key, part.raw);
      bodies[part.lane].push({ ...head, kind: 'meta.spilled-delivery', key });
    }
  }
  await Promise.all([sendAll(env.WEBHOOKS, bodies.webhooks), sendAll(env.STATUSES, bodies.statuses)]);
}

async function sendAll(queue: Queue<DeliveryBody>, bodies: DeliveryBody[]): Promise<void> {
  const [first] = bodies;
  if (first === undefined) return;
  if (bodies.length === 1) return void (await queue.send(first));
  let batch: { body: DeliveryBody }[] = [];
  let bytes = 0;
  for (const body of bodies) {
    const size = body.kind === 'meta.delivery' ? sizeInQueue(body) : 1_000;
    if (batch.length === MAX_BATCH_MESSAGES || (batch.length > 0 && bytes + size > MAX_BATCH_BYTES)) {
      await queue.sendBatch(batch);
      batch = [];
      bytes = 0;
    }
    batch.push({ body });
    bytes += size;
  }
  await queue.sendBatch(batch);
}

function sizeInQueue(body: MetaDelivery): number {
  return new TextEncoder().encode(JSON.stringify(body)).length;
}
