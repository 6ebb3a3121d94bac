import type { Hono } from 'hono';
import { z } from 'zod';
import { accountEventNames, isAccountEventName } from '../phones/account-events.ts';
import { announceAccountEvent } from '../phones/announce-account-event.ts';
import { syncContacts } from '../phones/sync-contacts.ts';
import { declineHistory, syncHistory } from '../phones/sync-history.ts';
import { limits } from '../meta/limits.ts';
import { createCustomer } from '../phones/customers.ts';
import type { World } from '../world/world.ts';
import { getCustomer, getNumber } from './look-up.ts';
import { ControlProblem, readBody } from './problem.ts';

const someCustomers = z.union([
  z.int().min(1).max(1000),
  z.array(z.string().min(1).max(64)).min(1).max(1000),
]);

const historySchema = z.strictObject({
  isDeclined: z.boolean().default(false),
  /** How many new customers, or which known ones. */
  customers: someCustomers.default(3),
  messagesPerThread: z.int().min(1).max(1000).default(10),
  days: z.int().min(1).max(limits.historyDays).default(100),
  hasMedia: z.boolean().default(true),
  messagesPerChunk: z.int().min(1).max(10_000).default(100),
});

const contactsSchema = z.strictObject({
  customers: someCustomers.default(3),
  action: z.enum(['add', 'remove']).default('add'),
});

const eventSchema = z.strictObject({
  event: z.string().max(100),
  /** Keys that replace those of the ready example. */
  value: z.record(z.string(), z.unknown()).default({}),
});

const HISTORY_MESSAGES = 20_000;

/** What happens to a number and its account: events, and the phone app's first synchronization. */
export function addNumberEventRoutes(app: Hono, world: World): void {
  const customersOf = (wanted: number | string[]) =>
    typeof wanted === 'number'
      ? Array.from({ length: wanted }, () => createCustomer(world, {}))
      : wanted.map((id) => getCustomer(world, id));

  app.get('/account-events', (context) => context.json({ items: accountEventNames }));

  app.post('/numbers/:id/account-events', async (context) => {
    const number = getNumber(world, context.req.param('id'));
    const { event, value } = await readBody(context.req.raw, eventSchema);
    if (!isAccountEventName(event)) {
      throw new ControlProblem(
        422,
        `event: there is no ${event}. There are: ${accountEventNames.join(', ')}.`,
      );
    }
    const update = announceAccountEvent(world, number, event, value);
    world.outbox.add(update);
    return context.json({ field: update.field, value: update.value }, 201);
  });

  app.post('/numbers/:id/history', async (context) => {
    const number = getNumber(world, context.req.param('id'));
    const { isDeclined, customers, ...history } = await readBody(context.req.raw, historySchema);
    if (isDeclined) {
      world.outbox.add(declineHistory(number));
      return context.json({ updates: 1, customerIds: [] }, 201);
    }
    const count = typeof customers === 'number' ? customers : customers.length;
    if (count * history.messagesPerThread > HISTORY_MESSAGES) {
      throw new ControlProblem(422, `A history has at most ${HISTORY_MESSAGES} messages.`);
    }
    const people = customersOf(customers);
    const updates = syncHistory(world, number, { ...history, customers: people });
    world.outbox.add(...updates);
    return context.json({ updates: updates.length, customerIds: people.map(({ id }) => id) }, 201);
  });

  app.post('/numbers/:id/contacts', async (context) => {
    const number = getNumber(world, context.req.param('id'));
    const { customers, action } = await readBody(context.req.raw, contactsSchema);
    const people = customersOf(customers);
    world.outbox.add(syncContacts(world, number, people, action));
    return context.json({ customerIds: people.map(({ id }) => id) }, 201);
  });
}
