import type { DeliveryBody } from '../../contracts/queues.ts';
import type { Context } from '../../context.ts';

/** A delivery with its text, wherever that was kept. */
export interface Delivery {
  ref: string;
  app: string;
  receivedAtMs: number;
  raw: string;
}

/** Fetches the text of spilled deliveries. A text that is gone (its lifetime is over) throws. */
export async function loadDelivery(ctx: Pick<Context, 'archive'>, body: DeliveryBody): Promise<Delivery> {
  const { ref, app, receivedAtMs } = body;
  if (body.kind === 'meta.delivery') return { ref, app, receivedAtMs, raw: body.raw };
  const object = await ctx.archive.get(body.key);
  if (object === null) throw new Error(`the spilled delivery ${ref} is gone`);
  return { ref, app, receivedAtMs, raw: await object.text() };
}

/**
 * Keeps the deliveries of one queue batch as they came, in one object: JSON lines under the day and hour of the
 * first. Done before anything is acknowledged, so that whatever is read wrongly can be read again.
 */
export async function archiveDeliveries(
  ctx: Pick<Context, 'archive' | 'ids'>,
  deliveries: readonly Delivery[],
): Promise<void> {
  const [first] = deliveries;
  if (first === undefined) return;
  const hour = new Date(first.receivedAtMs).toISOString().slice(0, 13).replace('T', '/');
  await ctx.archive.put(
    `deliveries/${hour}/${ctx.ids.next('arc')}.jsonl`,
    deliveries.map((delivery) => JSON.stringify(delivery)).join('\n'),
  );
}
