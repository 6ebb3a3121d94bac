import type { World } from '../world/world.ts';
import { metadataOf } from '../webhooks/compose-post.ts';
import type { Update } from '../webhooks/update.ts';
import { contactOnWire } from './customer-on-wire.ts';
import { saveCustomer } from './customers.ts';
import type { Chat } from './write-as-customer.ts';

export type MarketingPreference = 'stop' | 'resume' | 'signup';

const details: Record<MarketingPreference, string> = {
  stop: 'User requested to stop marketing messages',
  resume: 'User requested to resume marketing messages',
  signup: 'User signed up via signup link',
};

/** The customer stops or takes up again the business's marketing; stopped, its marketing templates fail. */
export function preferMarketing(
  world: World,
  { customer, number }: Chat,
  preference: MarketingPreference,
): Update {
  const others = (customer.stoppedMarketingOf ?? []).filter((id) => id !== number.phoneNumberId);
  saveCustomer(world, {
    ...customer,
    stoppedMarketingOf: preference === 'stop' ? [...others, number.phoneNumberId] : others,
  });
  return {
    kind: 'change',
    number,
    field: 'user_preferences',
    value: {
      messaging_product: 'whatsapp',
      metadata: metadataOf(number),
      contacts: [contactOnWire(customer)],
      user_preferences: [
        {
          ...(customer.isPhoneHidden ? {} : { wa_id: customer.phone }),
          user_id: customer.userId,
          detail: details[preference],
          category: 'marketing_messages',
          value: preference,
          ...(preference === 'signup' ? { signup_id: world.ids.graphObject() } : {}),
          // A number here, although message timestamps are strings.
          timestamp: Math.floor(world.clock.nowMs() / 1000),
        },
      ],
    },
  };
}
