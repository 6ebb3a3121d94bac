import type { Hono } from 'hono';
import { z } from 'zod';
import type { GraphEnv } from '../graph/graph-env.ts';
import { readBody } from '../control/problem.ts';

/** One call that a receiver got. */
export interface ReceivedCall {
  atMs: number;
  headers: Record<string, string>;
  body: string;
}

interface Receiver {
  status: number;
  calls: ReceivedCall[];
}

/** Calls kept of each receiver; older ones are forgotten. */
const MAX_CALLS = 200;
/** Receivers kept; the oldest is forgotten. */
const MAX_RECEIVERS = 100;

const name = z.string().regex(/^[\w-]{1,64}$/);
const answerSchema = z.strictObject({ status: z.int().min(200).max(599) });

/**
 * Systems of companies that webhooks are sent to: whatever is posted to `/receivers/:name` is kept, and answered with the
 * status that the receiver was told to give (200 at first). In memory only.
 */
export function createReceivers(nowMs: () => number) {
  const receivers = new Map<string, Receiver>();
  const receiverOf = (given: string): Receiver => {
    const key = name.parse(given);
    const known = receivers.get(key) ?? { status: 200, calls: [] };
    receivers.delete(key);
    receivers.set(key, known);
    const [oldest] = receivers.keys();
    if (receivers.size > MAX_RECEIVERS && oldest !== undefined) receivers.delete(oldest);
    return known;
  };
  return {
    addDoor(app: Hono<GraphEnv>): void {
      app.post('/receivers/:name', async (context) => {
        const receiver = receiverOf(context.req.param('name'));
        receiver.calls.push({
          atMs: nowMs(),
          headers: Object.fromEntries(context.req.raw.headers),
          body: await context.req.text(),
        });
        receiver.calls.splice(0, receiver.calls.length - MAX_CALLS);
        return new Response(null, { status: receiver.status });
      });
    },
    addControl(control: Hono): void {
      control.get('/receivers/:name', (context) => context.json(receiverOf(context.req.param('name'))));
      control.put('/receivers/:name', async (context) => {
        const receiver = receiverOf(context.req.param('name'));
        receiver.status = (await readBody(context.req.raw, answerSchema)).status;
        return context.json(receiver);
      });
    },
    forget: () => receivers.clear(),
  };
}
