import { phoneDigits } from '../meta/phone-digits.ts';
import { createWamid } from '../meta/wamid.ts';
import type { Message } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { metadataOf } from '../webhooks/compose-post.ts';
import type { Update } from '../webhooks/update.ts';
import { changeEarlierBubble } from './change-earlier-bubble.ts';
import { contextOnWire } from './context-on-wire.ts';
import { contactOnWire, echoRecipientOnWire } from './customer-on-wire.ts';
import { draftMessage } from './draft-message.ts';
import { describeMediaOnWire } from './media-on-wire.ts';
import type { Chat } from './write-as-customer.ts';
import { typesWithoutBubble } from './written-message.ts';
import type { WrittenMessage } from './written-message.ts';

/** The fields under which Meta tells of what the business does with its own phone. */
export type EchoField = 'smb_message_echoes' | 'message_echoes';

/** The business answers with its phone app: the customer sees it, and whoever uses the API is told. */
export function writeOnPhoneApp(
  world: World,
  { customer, number }: Chat,
  written: WrittenMessage,
  field: EchoField = 'smb_message_echoes',
): { message: Message; update: Update } {
  const atMs = written.timestampMs ?? world.clock.nowMs();
  const id = written.id ?? createWamid('from-business', customer.phone, world.ids);
  const content = describeMediaOnWire(world, number, written.type, written.content);
  const draft = draftMessage({
    id,
    customerId: customer.id,
    phoneNumberId: number.phoneNumberId,
    direction: 'from-business',
    isFromPhoneApp: true,
    type: written.type,
    content,
    replyTo: written.replyTo ?? null,
    isForwarded: written.isForwarded ?? false,
    atMs,
    status: 'delivered',
  });
  const known = world.store.messages.find(id);
  const message =
    known ?? (typesWithoutBubble.has(written.type) ? { ...draft, seq: 0 } : world.store.messages.add(draft));
  changeEarlierBubble(world, written.type, content);
  world.happenings.publish({ kind: 'message.changed', message });
  return {
    message,
    update: {
      kind: 'change',
      number,
      field,
      value: {
        messaging_product: 'whatsapp',
        metadata: metadataOf(number),
        contacts: [contactOnWire(customer)],
        message_echoes: [
          {
            from: phoneDigits(number.displayPhoneNumber),
            ...echoRecipientOnWire(customer),
            id,
            timestamp: String(Math.floor(atMs / 1000)),
            ...contextOnWire(world, number, written),
            type: written.type,
            ...(content === undefined ? {} : { [written.type]: content }),
            ...written.extra,
          },
        ],
      },
    },
  };
}
