import type { Hono } from 'hono';
import { z } from 'zod';
import { sampleMessages } from '../phones/sample-messages.ts';
import { sampleFile, sendOneOfEach } from '../phones/send-one-of-each.ts';
import { isSampleName, sampleNames } from '../phones/store-sample.ts';
import { writeAsCustomer } from '../phones/write-as-customer.ts';
import type { World } from '../world/world.ts';
import { getCustomer, getGroup, getNumber, requireMember } from './look-up.ts';
import { ControlProblem, readBody } from './problem.ts';

const oneOfEachSchema = z.strictObject({ phoneNumberId: z.string().min(1).max(64) });

const sampleSchema = z.strictObject({
  phoneNumberId: z.string().min(1).max(64),
  /** A file or a kind of message of the list. */
  kind: z.string().min(1).max(60),
  groupId: z.string().min(1).max(200).optional(),
});

/** Ready examples, for whoever has no picture or order at hand. */
export function addSampleRoutes(app: Hono, world: World): void {
  const kinds = [...sampleNames, ...new Set(sampleMessages('', 0).map(({ kind }) => kind))];

  app.get('/samples', (context) => context.json({ items: kinds }));

  app.post('/customers/:id/samples', async (context) => {
    const customer = getCustomer(world, context.req.param('id'));
    const { phoneNumberId, kind, groupId } = await readBody(context.req.raw, sampleSchema);
    const number = getNumber(world, phoneNumberId);
    if (groupId !== undefined) requireMember(getGroup(world, groupId), customer, number);
    const answered = world.store.messages
      .listThread(customer.id, number.phoneNumberId, 100)
      .findLast(({ direction }) => direction === 'from-business');
    const written = isSampleName(kind)
      ? sampleFile(world, number, kind)
      : sampleMessages(answered?.id ?? '', Math.floor(world.clock.nowMs() / 1000)).find(
          (sample) => sample.kind === kind,
        );
    if (!written) {
      throw new ControlProblem(422, `kind: there is no ${kind}. There are: ${kinds.join(', ')}.`);
    }
    const { message, update } = writeAsCustomer(
      world,
      { customer, number },
      { ...written, groupId, replyTo: written.replyTo === '' ? undefined : written.replyTo },
    );
    world.outbox.add(update);
    return context.json(message, 201);
  });

  app.post('/customers/:id/one-of-each', async (context) => {
    const customer = getCustomer(world, context.req.param('id'));
    const { phoneNumberId } = await readBody(context.req.raw, oneOfEachSchema);
    const number = getNumber(world, phoneNumberId);
    return context.json({ items: sendOneOfEach(world, { customer, number }) }, 201);
  });
}
