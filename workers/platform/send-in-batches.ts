/** Most messages of one call. Source: Cloudflare Queues, limits. */
const MAX_BATCH_MESSAGES = 100;

/** Sends small messages, however many: in calls of as many as the queue takes at once. Fails with the first that fails. */
export async function sendInBatches<Body>(
  queue: Pick<Queue<Body>, 'sendBatch'>,
  bodies: readonly Body[],
): Promise<void> {
  for (let from = 0; from < bodies.length; from += MAX_BATCH_MESSAGES) {
    const part = bodies.slice(from, from + MAX_BATCH_MESSAGES);
    await queue.sendBatch(part.map((body) => ({ body })));
  }
}
