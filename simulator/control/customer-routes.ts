import type { Hono } from 'hono';
import { z } from 'zod';
import { createCustomer, saveCustomer } from '../phones/customers.ts';
import { writeAsCustomer } from '../phones/write-as-customer.ts';
import type { World } from '../world/world.ts';
import { getCustomer, getGroup, getNumber, requireMember } from './look-up.ts';
import { ControlProblem, readBody } from './problem.ts';
import { toWrittenMessage, writtenMessageSchema } from './written-message.ts';

export const userIdSchema = z
  .string()
  .regex(/^[A-Z]{2}(\.ENT)?\.[A-Za-z0-9]{1,128}$/, 'must look like BR.1234567890');

const customerFields = {
  name: z.string().min(1).max(200).optional(),
  phone: z
    .string()
    .regex(/^\d{7,15}$/, 'must be 7 to 15 digits with country code, without +')
    .optional(),
  userId: userIdSchema.optional(),
  username: z.string().min(1).max(100).nullable().optional(),
  isPhoneHidden: z.boolean().optional(),
  parentUserId: z
    .string()
    .regex(/^[A-Z]{2}\.ENT\.[A-Za-z0-9]{1,128}$/, 'must look like BR.ENT.1234567890')
    .nullable()
    .optional(),
};

const customerSchema = z.strictObject(customerFields);

export function addCustomerRoutes(app: Hono, world: World): void {
  const requireFree = (
    fields: { phone?: string | undefined; userId?: string | undefined },
    ownId?: string,
  ) => {
    const owners = [
      fields.phone === undefined ? undefined : world.store.customers.findByPhone(fields.phone),
      fields.userId === undefined ? undefined : world.store.customers.findByUserId(fields.userId),
    ];
    if (owners.some((owner) => owner && owner.id !== ownId)) {
      throw new ControlProblem(409, 'Another customer has this phone number or user id.');
    }
  };

  app.get('/customers', (context) => context.json({ items: world.store.customers.list() }));

  app.post('/customers', async (context) => {
    const fields = await readBody(context.req.raw, customerSchema);
    requireFree(fields);
    return context.json(createCustomer(world, fields), 201);
  });

  app.get('/customers/:id', (context) => context.json(getCustomer(world, context.req.param('id'))));

  app.patch('/customers/:id', async (context) => {
    const customer = getCustomer(world, context.req.param('id'));
    const fields = await readBody(context.req.raw, customerSchema);
    requireFree(fields, customer.id);
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    return context.json(saveCustomer(world, { ...customer, ...given }));
  });

  app.delete('/customers/:id', (context) => {
    const customer = getCustomer(world, context.req.param('id'));
    world.store.customers.remove(customer.id);
    world.chats.close({ customerId: customer.id });
    world.happenings.publish({ kind: 'customer.removed', customerId: customer.id });
    return context.body(null, 204);
  });

  app.post('/customers/:id/messages', async (context) => {
    const customer = getCustomer(world, context.req.param('id'));
    const input = await readBody(context.req.raw, writtenMessageSchema);
    const number = getNumber(world, input.phoneNumberId);
    if (input.groupId !== undefined) requireMember(getGroup(world, input.groupId), customer, number);
    const { message, update } = writeAsCustomer(world, { customer, number }, toWrittenMessage(input));
    world.outbox.add(update);
    return context.json(message, 201);
  });
}
