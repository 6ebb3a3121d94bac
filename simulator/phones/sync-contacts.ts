import type { BusinessNumber, Customer, JsonObject } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { metadataOf } from '../webhooks/compose-post.ts';
import type { Update } from '../webhooks/update.ts';

/** The address book of the business's phone: contacts that were added (or changed), or removed. */
export function syncContacts(
  world: World,
  number: BusinessNumber,
  customers: readonly Customer[],
  action: 'add' | 'remove' = 'add',
): Update {
  const timestamp = String(Math.floor(world.clock.nowMs() / 1000));
  return {
    kind: 'change',
    number,
    field: 'smb_app_state_sync',
    value: {
      messaging_product: 'whatsapp',
      metadata: metadataOf(number),
      state_sync: customers.map((customer) => ({
        type: 'contact',
        contact: contactOf(customer, action),
        action,
        metadata: { timestamp },
      })),
    },
  };
}

function contactOf(customer: Customer, action: 'add' | 'remove'): JsonObject {
  return {
    ...(action === 'remove'
      ? {}
      : { full_name: customer.name, first_name: customer.name.split(' ')[0] ?? customer.name }),
    ...(customer.isPhoneHidden ? {} : { phone_number: customer.phone }),
    user_id: customer.userId,
    ...(customer.username === null ? {} : { username: customer.username }),
  };
}
