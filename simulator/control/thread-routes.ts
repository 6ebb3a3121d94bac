import type { Hono } from 'hono';
import { z } from 'zod';
import { readChat } from '../phones/carry-message.ts';
import { payOrder } from '../phones/pay-order.ts';
import { reportStatus } from '../phones/report-status.ts';
import type { World } from '../world/world.ts';
import { getCustomer, getMessage, getNumber } from './look-up.ts';
import { ControlProblem, readBody, readQuery } from './problem.ts';

const threadQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  afterSeq: z.coerce.number().int().min(0).default(0),
});

const chatSchema = z.strictObject({
  /** Or a group's id. */
  customerId: z.string().min(1).max(200),
  phoneNumberId: z.string().min(1).max(64),
  /** Whose eyes: a page names itself, so that its chats close with it. */
  viewer: z.string().min(1).max(64).default('control'),
});

const statusSchema = z.strictObject({
  status: z.string().min(1).max(40),
  timestampMs: z.int().min(0).optional(),
  error: z.strictObject({ code: z.int().min(0), details: z.string().max(1000).optional() }).optional(),
});

const paymentSchema = z.strictObject({ status: z.enum(['pending', 'captured', 'failed']) });

export function addThreadRoutes(app: Hono, world: World): void {
  app.get('/threads', (context) => context.json({ items: world.store.messages.listLatestPerThread() }));

  app.get('/threads/:customerId/:phoneNumberId', (context) => {
    const chatId = requireChat(world, context.req.param('customerId'));
    const number = getNumber(world, context.req.param('phoneNumberId'));
    const { limit, afterSeq } = readQuery(context.req.raw, threadQuerySchema);
    return context.json({
      items: world.store.messages.listThread(chatId, number.phoneNumberId, limit, afterSeq),
    });
  });

  app.get('/chats', (context) => context.json({ items: world.chats.list() }));

  app.post('/chats/open', async (context) => {
    const chat = await readBody(context.req.raw, chatSchema);
    requireChat(world, chat.customerId);
    getNumber(world, chat.phoneNumberId);
    // A phone shows one chat at a time.
    world.chats.close({ customerId: chat.customerId, viewer: chat.viewer });
    world.chats.open(chat);
    readChat(world, chat.customerId, chat.phoneNumberId);
    return context.body(null, 204);
  });

  app.post('/chats/close', async (context) => {
    const chat = await readBody(context.req.raw, chatSchema.partial());
    world.chats.close({
      viewer: chat.viewer ?? 'control',
      ...(chat.customerId === undefined ? {} : { customerId: chat.customerId }),
      ...(chat.phoneNumberId === undefined ? {} : { phoneNumberId: chat.phoneNumberId }),
    });
    return context.body(null, 204);
  });

  app.get('/messages/:id', (context) => context.json(getMessage(world, context.req.param('id'))));

  app.post('/messages/:id/statuses', async (context) => {
    const message = getMessage(world, context.req.param('id'));
    if (message.direction !== 'from-business') {
      throw new ControlProblem(409, 'Statuses exist for messages of the business only.');
    }
    const report = await readBody(context.req.raw, statusSchema);
    const update = reportStatus(world, message.id, report);
    if (update) world.outbox.add(update);
    return context.json(getMessage(world, message.id), 201);
  });

  /** The customer pays an order, or cannot. */
  app.post('/messages/:id/payments', async (context) => {
    const message = getMessage(world, context.req.param('id'));
    const { status } = await readBody(context.req.raw, paymentSchema);
    const update = payOrder(world, message.id, status);
    if (!update) throw new ControlProblem(409, 'This message is no order that can be paid.');
    world.outbox.add(update);
    return context.body(null, 204);
  });
}

/** A thread is a customer's or a group's. */
function requireChat(world: World, id: string): string {
  return world.store.groups.find(id)?.id ?? getCustomer(world, id).id;
}
