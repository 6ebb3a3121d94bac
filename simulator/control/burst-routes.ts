import type { Hono } from 'hono';
import { z } from 'zod';
import { createCustomer } from '../phones/customers.ts';
import { writeAsCustomer } from '../phones/write-as-customer.ts';
import type { World } from '../world/world.ts';
import type { Update } from '../webhooks/update.ts';
import { getCustomer, getNumber } from './look-up.ts';
import { ControlProblem, readBody } from './problem.ts';

const BURST_MESSAGES = 20_000;

const burstSchema = z.strictObject({
  phoneNumberId: z.string().min(1).max(64),
  /** How many new customers, or which known ones. */
  customers: z.union([z.int().min(1).max(BURST_MESSAGES), z.array(z.string()).min(1).max(BURST_MESSAGES)]),
  messagesPerCustomer: z.int().min(1).max(BURST_MESSAGES).default(1),
  /** POSTs to spread the messages over, all sent at once. */
  deliveries: z.int().min(1).max(BURST_MESSAGES).default(1),
  /** {n} becomes the number of the message in the burst, from 1. */
  text: z.string().min(1).max(4096).default('Message {n}'),
});

export function addBurstRoutes(app: Hono, world: World): void {
  app.post('/bursts', async (context) => {
    const burst = await readBody(context.req.raw, burstSchema);
    const number = getNumber(world, burst.phoneNumberId);
    const wanted = typeof burst.customers === 'number' ? burst.customers : burst.customers.length;
    if (wanted * burst.messagesPerCustomer > BURST_MESSAGES) {
      throw new ControlProblem(422, `A burst has at most ${BURST_MESSAGES} messages.`);
    }
    const updates: Update[] = [];
    const messageIds: string[] = [];
    const customerIds: string[] = [];
    world.store.inOneTransaction(() => {
      const customers = Array.isArray(burst.customers)
        ? burst.customers.map((id) => getCustomer(world, id))
        : Array.from({ length: burst.customers }, () => createCustomer(world, {}));
      customerIds.push(...customers.map((customer) => customer.id));
      for (let round = 0; round < burst.messagesPerCustomer; round++) {
        for (const customer of customers) {
          const text = burst.text.replaceAll('{n}', String(updates.length + 1));
          const written = writeAsCustomer(
            world,
            { customer, number },
            { type: 'text', content: { body: text } },
          );
          messageIds.push(written.message.id);
          updates.push(written.update);
        }
      }
    });
    const size = Math.ceil(updates.length / burst.deliveries);
    const deliveries = [];
    for (let start = 0; start < updates.length; start += size) {
      deliveries.push(...world.outbox.addTogether(updates.slice(start, start + size)));
    }
    return context.json({ customerIds, messageIds, deliveries: deliveries.map(({ seq }) => seq) }, 201);
  });
}
