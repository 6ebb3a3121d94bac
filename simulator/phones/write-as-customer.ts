import { createWamid } from '../meta/wamid.ts';
import type { BusinessNumber, Customer, JsonObject, Message } from '../world/types.ts';
import { callbackOf } from '../world/callback-of.ts';
import type { World } from '../world/world.ts';
import { metadataOf } from '../webhooks/compose-post.ts';
import type { Update } from '../webhooks/update.ts';
import { changeEarlierBubble } from './change-earlier-bubble.ts';
import { contextOnWire } from './context-on-wire.ts';
import { contactOnWire, senderOnWire } from './customer-on-wire.ts';
import { draftMessage } from './draft-message.ts';
import { describeMediaOnWire } from './media-on-wire.ts';
import { typesWithoutBubble } from './written-message.ts';
import type { WrittenMessage } from './written-message.ts';

export type Chat = { customer: Customer; number: BusinessNumber };

/** Puts the message into the thread and gives the update that tells the business. */
export function writeAsCustomer(
  world: World,
  from: Chat,
  written: WrittenMessage,
): { message: Message; update: Update } {
  const { customer, number } = from;
  const atMs = written.timestampMs ?? world.clock.nowMs();
  const userDigits = customer.isPhoneHidden ? customer.userId.replaceAll(/\D/g, '') : customer.phone;
  const id = written.id ?? createWamid('from-customer', userDigits, world.ids);
  const content = describeMediaOnWire(world, number, written.type, written.content);
  const draft = draftMessage({
    id,
    customerId: customer.id,
    ...(written.groupId === undefined ? {} : { groupId: written.groupId }),
    phoneNumberId: number.phoneNumberId,
    direction: 'from-customer',
    type: written.type,
    content,
    replyTo: written.replyTo ?? null,
    isForwarded: written.isForwarded ?? written.isFrequentlyForwarded ?? false,
    atMs,
    status: callbackOf(number) !== null && number.isSubscribed ? 'sending' : 'undelivered',
  });
  const known = world.store.messages.find(id);
  const message =
    known ?? (typesWithoutBubble.has(written.type) ? { ...draft, seq: 0 } : world.store.messages.add(draft));
  changeEarlierBubble(world, written.type, content);
  world.happenings.publish({ kind: 'message.changed', message });
  return {
    message,
    update: updateOf(
      from,
      {
        ...contextOnWire(world, number, written),
        ...senderOnWire(customer),
        ...(written.groupId === undefined ? {} : { group_id: written.groupId }),
        id,
        timestamp: String(Math.floor(atMs / 1000)),
        type: written.type,
        ...(content === undefined ? {} : { [written.type]: content }),
        ...written.extra,
      },
      written.valueErrors,
    ),
  };
}

/** While another app has the thread, the business only listens. */
function updateOf(
  { customer, number }: Chat,
  message: JsonObject & { id: string },
  valueErrors: JsonObject[] = [],
): Update {
  const contact = message['type'] === 'system' ? null : contactOnWire(customer);
  const isAway = customer.handedOverBy?.includes(number.phoneNumberId) ?? false;
  if (!isAway && valueErrors.length === 0) return { kind: 'message', number, contact, message };
  return {
    kind: 'change',
    number,
    field: isAway ? 'standby' : 'messages',
    messageId: message.id,
    value: {
      messaging_product: 'whatsapp',
      metadata: metadataOf(number),
      ...(contact === null ? {} : { contacts: [contact] }),
      ...(isAway ? { standby: { messages: [message] } } : { messages: [message] }),
      ...(valueErrors.length === 0 ? {} : { errors: valueErrors }),
    },
  };
}
