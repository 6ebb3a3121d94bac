import { createWamid } from '../meta/wamid.ts';
import type { Customer } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { metadataOf } from '../webhooks/compose-post.ts';
import type { Update } from '../webhooks/update.ts';
import { contactOnWire } from './customer-on-wire.ts';
import { saveCustomer } from './customers.ts';
import { writeAsCustomer } from './write-as-customer.ts';
import type { Chat } from './write-as-customer.ts';

export type NewIdentity = { phone?: string | undefined; userId?: string | undefined };

/**
 * The customer moves to another number, another user id, or both. The thread is told by a system message; a new
 * user id has a field of its own besides.
 */
export function changeIdentity(
  world: World,
  { customer, number }: Chat,
  identity: NewIdentity,
): { customer: Customer; updates: Update[] } {
  const next: Customer = {
    ...customer,
    phone: identity.phone ?? customer.phone,
    userId: identity.userId ?? customer.userId,
  };
  const hasNewUserId = next.userId !== customer.userId;
  const { update } = writeAsCustomer(
    world,
    { customer, number },
    {
      type: 'system',
      id: createWamid('from-customer', customer.phone, world.ids),
      content: {
        body: `User ${customer.name} changed from ${customer.phone} to ${next.phone}`,
        wa_id: next.phone,
        ...(hasNewUserId ? { user_id: next.userId } : {}),
        type: hasNewUserId ? 'user_changed_user_id' : 'user_changed_number',
      },
    },
  );
  const updates: Update[] = [update];
  if (hasNewUserId) {
    updates.push({
      kind: 'change',
      number,
      field: 'user_id_update',
      value: {
        messaging_product: 'whatsapp',
        metadata: metadataOf(number),
        contacts: [contactOnWire(next)],
        user_id_update: [
          {
            ...(next.isPhoneHidden ? {} : { wa_id: next.phone }),
            detail: `User id for ${customer.name} has been updated.`,
            user_id: { previous: customer.userId, current: next.userId },
            timestamp: String(Math.floor(world.clock.nowMs() / 1000)),
          },
        ],
      },
    });
  }
  saveCustomer(world, next);
  return { customer: next, updates };
}
