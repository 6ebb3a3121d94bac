import { phoneDigits } from '../meta/phone-digits.ts';
import type { BusinessNumber, JsonObject } from '../world/types.ts';
import type { World } from '../world/world.ts';
import type { WrittenMessage } from './written-message.ts';

/** What a message answers, or that it was forwarded. */
export function contextOnWire(
  world: World,
  number: BusinessNumber,
  written: Pick<WrittenMessage, 'replyTo' | 'isForwarded' | 'isFrequentlyForwarded'>,
): JsonObject {
  if (written.replyTo !== undefined) {
    const answered = world.store.messages.find(written.replyTo);
    const author =
      answered?.direction === 'from-customer'
        ? world.store.customers.find(answered.customerId)?.phone
        : phoneDigits(number.displayPhoneNumber);
    return { context: { ...(author === undefined ? {} : { from: author }), id: written.replyTo } };
  }
  if (written.isFrequentlyForwarded) return { context: { frequently_forwarded: true } };
  if (written.isForwarded) return { context: { forwarded: true } };
  return {};
}
