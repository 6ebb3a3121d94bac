import type { World } from '../world/world.ts';
import { metadataOf } from '../webhooks/compose-post.ts';
import type { Update } from '../webhooks/update.ts';
import { saveCustomer } from './customers.ts';
import type { Chat } from './write-as-customer.ts';

/** Passes the thread to another app, or takes it back; meanwhile the customer's messages come as standby. */
export function handOver(world: World, { customer, number }: Chat, to: 'other-app' | 'business'): Update {
  const others = (customer.handedOverBy ?? []).filter((id) => id !== number.phoneNumberId);
  const isAway = to === 'other-app';
  saveCustomer(world, {
    ...customer,
    handedOverBy: isAway ? [...others, number.phoneNumberId] : others,
  });
  const type = isAway ? 'control_passed' : 'control_taken';
  return {
    kind: 'change',
    number,
    field: 'messaging_handovers',
    value: {
      messaging_product: 'whatsapp',
      recipient: metadataOf(number),
      sender: customer.isPhoneHidden ? { user_id: customer.userId } : { phone_number: customer.phone },
      type,
      timestamp: String(Math.floor(world.clock.nowMs() / 1000)),
      [type]: isAway
        ? { previous_owner_role: 'ai_agent', new_owner_role: 'escalation' }
        : { previous_owner_role: 'escalation', new_owner_role: 'ai_agent' },
    },
  };
}
