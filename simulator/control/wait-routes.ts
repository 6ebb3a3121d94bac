import type { Hono } from 'hono';
import { z } from 'zod';
import { assertNever } from '../world/assert-never.ts';
import type { World } from '../world/world.ts';
import { getMessage } from './look-up.ts';
import { readQuery } from './problem.ts';

const timeoutMs = z.coerce.number().int().min(0).max(60_000).default(10_000);

const waitSchema = z.discriminatedUnion('for', [
  /** Nothing is left to happen by itself: no status due, no webhook on its way (held ones do not count). */
  z.strictObject({ for: z.literal('idle'), timeoutMs }),
  /** The business wrote to this customer after the given message (or ever). */
  z.strictObject({
    for: z.literal('message'),
    customerId: z.string(),
    afterId: z.string().optional(),
    phoneNumberId: z.string().optional(),
    timeoutMs,
  }),
  /** A message has had this status; for a customer's message that is accepted, read or undelivered. */
  z.strictObject({ for: z.literal('status'), messageId: z.string(), status: z.string(), timeoutMs }),
  /** A call to the Graph API was answered, later than the given position of the journal. */
  z.strictObject({
    for: z.literal('graph-call'),
    afterSeq: z.coerce.number().int().min(0).default(0),
    timeoutMs,
  }),
]);

type Wait = z.infer<typeof waitSchema>;

/** Answers as soon as it has happened, 408 when it has not in time, so that callers never sleep. */
export function addWaitRoutes(app: Hono, world: World): void {
  app.get('/wait', async (context) => {
    const wait = readQuery(context.req.raw, waitSchema);
    const look = () => findAwaited(world, wait);
    const found = look() ?? (await waitFor(world, look, wait.timeoutMs));
    if (found === undefined) {
      return context.json({ error: `It has not happened within ${wait.timeoutMs} ms: ${wait.for}.` }, 408);
    }
    return context.json(found);
  });
}

function waitFor(
  world: World,
  look: () => object | undefined,
  timeoutMs: number,
): Promise<object | undefined> {
  return new Promise((resolve) => {
    const finish = (found: object | undefined) => {
      unsubscribe();
      cancelTimeout();
      resolve(found);
    };
    const unsubscribe = world.happenings.subscribe(() => {
      const found = look();
      if (found) finish(found);
    });
    const cancelTimeout = world.clock.after(timeoutMs, () => finish(undefined));
  });
}

function findAwaited(world: World, wait: Wait): object | undefined {
  switch (wait.for) {
    case 'idle':
      return world.work.isIdle() ? { isIdle: true } : undefined;
    case 'message': {
      const afterSeq = wait.afterId === undefined ? 0 : getMessage(world, wait.afterId).seq;
      return world.store.messages
        .listFromBusinessAfter(wait.customerId, afterSeq)
        .find((message) => wait.phoneNumberId === undefined || message.phoneNumberId === wait.phoneNumberId);
    }
    case 'status': {
      const message = world.store.messages.find(wait.messageId);
      return message?.statusHistory.some((change) => change.status === wait.status) ? message : undefined;
    }
    case 'graph-call':
      return world.store.graphCalls.list(1, wait.afterSeq)[0];
    default:
      return assertNever(wait);
  }
}
