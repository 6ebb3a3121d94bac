import { createHash } from 'node:crypto';
import {
  MAX_EVENT_PAYLOAD_BYTES,
  type ChannelNotice,
  type Rejection,
  type RejectionReason,
} from '../port.ts';
import { clipped, jsonOf, storable } from './bounded-text.ts';
import {
  accountOfNotice,
  isKnownField,
  idOfNotice,
  nameOfNotice,
  numberOfNotice,
  secondsIn,
} from './notices.ts';
import { phoneIn } from './read-sender.ts';
import { objectIn, textIn, type Wire } from './wire.ts';

/** Where in a delivery something stands. */
export interface Place {
  wabaId: string;
  /** Only of news that are not messages. */
  timeSeconds: number | null;
  field: string;
  value: Wire;
}

/** A place of which the number is known. */
export interface NumberPlace extends Place {
  phoneNumberId: string;
}

/** What stands there as an event of the channel. */
export function noticeOf(
  place: Place,
  phoneNumberId: string | null = numberOfNotice(place.value),
): ChannelNotice {
  const text = jsonOf(place.value);
  return {
    kind: 'notice',
    phoneNumberId,
    wabaId: accountOfNotice(place.value, place.wabaId),
    eventKind: isKnownField(place.field) ? 'account' : 'unknown',
    field: place.field,
    name: clipped(nameOfNotice(place.value), 128),
    externalId: idOfNotice(place.value),
    occurredAtMs: (place.timeSeconds ?? secondsIn(place.value) ?? 0) * 1_000,
    dedupeKey: `${place.field}:${createHash('sha256')
      .update(`${place.wabaId}\n${place.timeSeconds}\n${text}`)
      .digest('base64url')}`,
    payload: text.length > MAX_EVENT_PAYLOAD_BYTES ? null : storable(text),
  };
}

/** One item of a list of the place, as an event of its own. */
export function noticeOfItem(
  place: NumberPlace,
  key: string,
  item: unknown,
  field = place.field,
): ChannelNotice {
  return noticeOf({ ...place, field, value: { [key]: [item] } }, place.phoneNumberId);
}

/** Our own number as digits; null where Meta did not write one. */
export function ownPhone(place: Place): string | null {
  const written = textIn(objectIn(place.value, 'metadata'), 'display_phone_number');
  return phoneIn(written?.replace(/[\s()-]/g, ''));
}

export function rejection(
  reason: RejectionReason,
  phoneNumberId: string | null,
  content: unknown,
): Rejection {
  return {
    kind: 'rejection',
    reason,
    phoneNumberId,
    content: typeof content === 'string' ? content : jsonOf(content),
  };
}
