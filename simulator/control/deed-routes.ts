import type { Hono } from 'hono';
import { z } from 'zod';
import { callBusiness } from '../phones/call-business.ts';
import { changeIdentity } from '../phones/change-identity.ts';
import { handOver } from '../phones/hand-over.ts';
import { preferMarketing } from '../phones/prefer-marketing.ts';
import type { Chat } from '../phones/write-as-customer.ts';
import { writeOnPhoneApp } from '../phones/write-on-phone-app.ts';
import type { World } from '../world/world.ts';
import { userIdSchema } from './customer-routes.ts';
import { getCustomer, getNumber } from './look-up.ts';
import { ControlProblem, readBody } from './problem.ts';
import { toWrittenMessage, writtenMessageSchema } from './written-message.ts';

const inChat = { phoneNumberId: z.string().min(1).max(64) };

const echoSchema = writtenMessageSchema.omit({ groupId: true }).extend({
  field: z.enum(['smb_message_echoes', 'message_echoes']).default('smb_message_echoes'),
});

const callSchema = z.strictObject({
  ...inChat,
  direction: z.enum(['USER_INITIATED', 'BUSINESS_INITIATED']).default('USER_INITIATED'),
  outcome: z.enum(['answered', 'missed', 'rejected', 'failed']).default('answered'),
  durationSeconds: z.int().min(0).max(86_400).default(60),
  callbackData: z.string().max(512).optional(),
});

const identitySchema = z.strictObject({
  ...inChat,
  phone: z
    .string()
    .regex(/^\d{7,15}$/, 'must be 7 to 15 digits with country code, without +')
    .optional(),
  userId: userIdSchema.optional(),
});

const preferenceSchema = z.strictObject({ ...inChat, value: z.enum(['stop', 'resume', 'signup']) });

const handoverSchema = z.strictObject({ ...inChat, to: z.enum(['other-app', 'business']) });

/** What happens between a customer and the business beside the customer's own messages. */
export function addDeedRoutes(app: Hono, world: World): void {
  const chatOf = (customerId: string, phoneNumberId: string): Chat => ({
    customer: getCustomer(world, customerId),
    number: getNumber(world, phoneNumberId),
  });

  app.post('/customers/:id/echoes', async (context) => {
    const { field, ...input } = await readBody(context.req.raw, echoSchema);
    const chat = chatOf(context.req.param('id'), input.phoneNumberId);
    const { message, update } = writeOnPhoneApp(world, chat, toWrittenMessage(input), field);
    world.outbox.add(update);
    return context.json(message, 201);
  });

  app.post('/customers/:id/calls', async (context) => {
    const { phoneNumberId, ...call } = await readBody(context.req.raw, callSchema);
    const chat = chatOf(context.req.param('id'), phoneNumberId);
    const { message, updates } = callBusiness(world, chat, call);
    world.outbox.add(...updates);
    return context.json(message, 201);
  });

  app.post('/customers/:id/identity', async (context) => {
    const { phoneNumberId, ...identity } = await readBody(context.req.raw, identitySchema);
    const chat = chatOf(context.req.param('id'), phoneNumberId);
    if (identity.phone === undefined && identity.userId === undefined) {
      throw new ControlProblem(422, 'A new phone, a new userId, or both.');
    }
    const owners = [
      identity.phone === undefined ? undefined : world.store.customers.findByPhone(identity.phone),
      identity.userId === undefined ? undefined : world.store.customers.findByUserId(identity.userId),
    ];
    if (owners.some((owner) => owner !== undefined)) {
      throw new ControlProblem(409, 'A customer has this phone number or user id.');
    }
    const { customer, updates } = changeIdentity(world, chat, identity);
    world.outbox.add(...updates);
    return context.json(customer);
  });

  app.post('/customers/:id/marketing', async (context) => {
    const { phoneNumberId, value } = await readBody(context.req.raw, preferenceSchema);
    const chat = chatOf(context.req.param('id'), phoneNumberId);
    world.outbox.add(preferMarketing(world, chat, value));
    return context.json(getCustomer(world, chat.customer.id));
  });

  app.post('/customers/:id/handover', async (context) => {
    const { phoneNumberId, to } = await readBody(context.req.raw, handoverSchema);
    const chat = chatOf(context.req.param('id'), phoneNumberId);
    world.outbox.add(handOver(world, chat, to));
    return context.json(getCustomer(world, chat.customer.id));
  });
}
