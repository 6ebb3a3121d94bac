import type { World } from '../world/world.ts';
import type { JsonObject } from '../world/types.ts';
import type { Update } from '../webhooks/update.ts';
import { recipientOnWire } from './customer-on-wire.ts';

export type PaymentStatus = 'pending' | 'captured' | 'failed';

/** What the business is told when the customer pays an order; undefined where the message is none. */
export function payOrder(world: World, messageId: string, status: PaymentStatus): Update | undefined {
  const message = world.store.messages.find(messageId);
  const number = message && world.store.numbers.find(message.phoneNumberId);
  const customer = message && world.store.customers.find(message.customerId);
  const content = message && objectOf(message.content);
  if (!number || !customer || content?.['type'] !== 'order_details') return undefined;
  const parameters = objectOf(objectOf(content['action'])['parameters']);
  return {
    kind: 'status',
    number,
    contact: null,
    statuses: [
      {
        id: message.id,
        type: 'payment',
        status,
        timestamp: String(Math.floor(world.clock.nowMs() / 1000)),
        ...recipientOnWire(customer),
        payment: {
          reference_id: parameters['reference_id'],
          amount: parameters['total_amount'],
          currency: parameters['currency'],
        },
      },
    ],
  };
}

function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
