import type { Hono } from 'hono';
import { unsupportedRequest } from '../meta/errors.ts';
import type { Group, JsonObject } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { requireNumber } from './authenticate.ts';
import { pick } from './describe-number.ts';
import type { GraphEnv } from './graph-env.ts';

export function addGroupReadRoutes(app: Hono<GraphEnv>, world: World): void {
  app.get('/:version/:numberId/groups', (context) => {
    const numberId = context.req.param('numberId');
    const number = world.store.numbers.find(numberId);
    if (!number) throw unsupportedRequest('GET', numberId);
    requireNumber(world, context.req.raw, number, 'whatsapp_business_messaging');
    const groups = world.store.groups.list().filter((group) => group.phoneNumberId === numberId);
    return context.json({ data: { groups: groups.map(({ id, subject }) => ({ id, subject })) } });
  });

  app.get('/:version/:groupId', async (context, next) => {
    const group = world.store.groups.find(context.req.param('groupId'));
    const number = group && world.store.numbers.find(group.phoneNumberId);
    if (!group || !number) return next();
    requireNumber(world, context.req.raw, number, 'whatsapp_business_messaging');
    return context.json({
      messaging_product: 'whatsapp',
      ...pick(describeGroup(world, group), context.req.query('fields'), ['subject', 'description']),
    });
  });
}

function describeGroup(world: World, group: Group): JsonObject {
  const participants = group.memberIds
    .map((id) => world.store.customers.find(id))
    .filter((member) => member !== undefined)
    .map((member) => ({
      ...(member.isPhoneHidden ? {} : { wa_id: member.phone }),
      user_id: member.userId,
    }));
  return {
    subject: group.subject,
    description: group.description,
    suspended: group.isSuspended ?? false,
    join_approval_mode: 'auto_approve',
    participants,
    total_participant_count: participants.length,
    id: group.id,
  };
}
