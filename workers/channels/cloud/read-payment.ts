import { MAX_CONTENT_BYTES, type InboundItem } from '../port.ts';
import { jsonWithin } from './bounded-text.ts';
import { rejection, type NumberPlace } from './place.ts';
import { isNameless, senderOf } from './read-sender.ts';
import { readStatus } from './read-status.ts';
import * as wire from './wire.ts';

/** Whether a status is of an order's payment: it comes under the id of the message that asked for it. */
export function isPayment(value: unknown): boolean {
  return wire.isWire(value) && value['type'] === 'payment';
}

/**
 * Reads what became of a payment: a note in the thread, beside what is listed of every status that is not known. Source:
 * Meta, payments API, payment status notifications.
 */
export function readPayment(place: NumberPlace, value: unknown, profiles: wire.Profile[]): InboundItem[] {
  const { phoneNumberId } = place;
  const parsed = wire.paymentStatus.safeParse(value);
  if (!parsed.success) return [rejection('malformed', phoneNumberId, value)];
  const { id, status, timestamp, payment, ...person } = parsed.data;
  const listed = readStatus(place, value);
  const sender = senderOf(
    {
      phone: person.recipient_id ?? person.from,
      userId: person.recipient_user_id,
      parentUserId: person.recipient_parent_user_id,
    },
    profiles,
  );
  if (isNameless(sender)) return [listed];
  return [
    listed,
    {
      kind: 'message',
      phoneNumberId,
      // Each step of a payment is told once, however often Meta tells it.
      externalId: `payment:${status}:${timestamp}:${id}`,
      direction: 'inbound',
      origin: null,
      sender,
      groupId: null,
      type: 'payment',
      text: null,
      content: jsonWithin({ payment: { ...payment, status } }, MAX_CONTENT_BYTES),
      wholeContent: null,
      members: null,
      media: null,
      amends: null,
      answersExternalId: id,
      referral: null,
      error: null,
      status: null,
      sentAtMs: timestamp * 1_000,
    },
  ];
}
