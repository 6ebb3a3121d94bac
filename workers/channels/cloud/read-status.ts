import type { MessagePricing } from '../../contracts/api/messages.ts';
import { MAX_EVENT_PAYLOAD_BYTES, type InboundItem } from '../port.ts';
import { clipped, jsonWithin } from './bounded-text.ts';
import { readCallbackData } from './callback-data.ts';
import { explainFault } from './errors.ts';
import { noticeOf, rejection, type NumberPlace } from './place.ts';
import { errorOf } from './read-message.ts';
import * as wire from './wire.ts';

const STATUSES = ['sent', 'delivered', 'read', 'played', 'failed'] as const;

/** Reads what became of a message that was sent. A status that is not known is listed, and changes nothing. */
export function readStatus(place: NumberPlace, value: unknown): InboundItem {
  const { phoneNumberId } = place;
  const parsed = wire.status.safeParse(value);
  if (!parsed.success) return rejection('malformed', phoneNumberId, value);
  const status = parsed.data;
  // A payment fails without its message having failed.
  const isPayment = status.type === 'payment';
  const known = isPayment ? undefined : STATUSES.find((name) => name === status.status);
  if (known === undefined) {
    return {
      ...noticeOf({ ...place, value: { statuses: [value] } }, phoneNumberId),
      name: clipped(isPayment ? `payment ${status.status}` : status.status, 64),
      externalId: status.id,
      occurredAtMs: status.timestamp * 1_000,
    };
  }
  const error = status.errors?.[0];
  const failure = error === undefined ? explainFault('Failed', 'Meta gave no reason.') : errorOf(error);
  return {
    kind: 'status',
    phoneNumberId,
    externalId: status.id,
    status: known,
    atMs: status.timestamp * 1_000,
    error: known === 'failed' ? failure : null,
    pricing: pricingOf(status),
    ours: readCallbackData(status.biz_opaque_callback_data),
    participant: participantOf(status),
    payload: jsonWithin(value, MAX_EVENT_PAYLOAD_BYTES),
  };
}

/** Of a message to a group, whose copy the status is about. Meta has spelled it in several ways. */
function participantOf(status: wire.Status): string | null {
  return (
    status.recipient_participant_id ??
    status.participant_recipient_id ??
    status.recipient_participant_user_id ??
    status.participant_recipient_user_id ??
    null
  );
}

/** What Meta charges: beside the status, or, in some of Meta's examples, inside its conversation. */
function pricingOf(status: wire.Status): MessagePricing | null {
  const pricing = status.pricing ?? status.conversation?.pricing;
  if (pricing === undefined) return null;
  return {
    billable: pricing.billable ?? null,
    model: clipped(pricing.pricing_model, 64),
    type: clipped(pricing.type, 64),
    category: clipped(pricing.category, 64),
  };
}
