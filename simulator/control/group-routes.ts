import type { Hono } from 'hono';
import { z } from 'zod';
import { changeGroup, createGroup, deleteGroup } from '../phones/change-group.ts';
import type { World } from '../world/world.ts';
import { getCustomer, getGroup, getNumber } from './look-up.ts';
import { readBody } from './problem.ts';

const customerIds = z.array(z.string().min(1).max(64)).max(1000);

const groupSchema = z.strictObject({
  phoneNumberId: z.string().min(1).max(64),
  subject: z.string().min(1).max(128),
  description: z.string().max(2048).default(''),
  memberIds: customerIds.default([]),
});

const changesSchema = z.strictObject({
  subject: z.string().min(1).max(128).optional(),
  description: z.string().max(2048).optional(),
  hasNewIcon: z.boolean().default(false),
  isSuspended: z.boolean().optional(),
  addMemberIds: customerIds.default([]),
  removeMemberIds: customerIds.default([]),
  initiatedBy: z.enum(['business', 'participant']).default('participant'),
});

export function addGroupRoutes(app: Hono, world: World): void {
  const members = (ids: string[]) => ids.map((id) => getCustomer(world, id));

  app.get('/groups', (context) => context.json({ items: world.store.groups.list() }));

  app.post('/groups', async (context) => {
    const { phoneNumberId, memberIds, ...rest } = await readBody(context.req.raw, groupSchema);
    const number = getNumber(world, phoneNumberId);
    const { group, update } = createGroup(world, number, { ...rest, members: members(memberIds) });
    world.outbox.add(update);
    return context.json(group, 201);
  });

  app.patch('/groups/:id', async (context) => {
    const group = getGroup(world, context.req.param('id'));
    const changes = await readBody(context.req.raw, changesSchema);
    const changed = changeGroup(world, getNumber(world, group.phoneNumberId), group, {
      subject: changes.subject,
      description: changes.description,
      hasNewIcon: changes.hasNewIcon,
      isSuspended: changes.isSuspended,
      added: members(changes.addMemberIds),
      removed: members(changes.removeMemberIds),
      initiatedBy: changes.initiatedBy,
    });
    world.outbox.add(...changed.updates);
    return context.json(changed.group);
  });

  app.delete('/groups/:id', (context) => {
    const group = getGroup(world, context.req.param('id'));
    world.outbox.add(deleteGroup(world, getNumber(world, group.phoneNumberId), group));
    return context.body(null, 204);
  });
}
