import type { Referral } from '../../contracts/api/conversations.ts';
import type { InboundItem, InboundMessage, Sender } from '../port.ts';
import { clipped } from './bounded-text.ts';
import { contentWithin } from './content-within.ts';
import { explainError } from './errors.ts';
import { ownPhone, rejection, type NumberPlace } from './place.ts';
import { MAX_STORED_TEXT_CHARACTERS, readAmendment } from './read-amendment.ts';
import { readMedia } from './read-media.ts';
import { isNameless, phoneIn, senderOf } from './read-sender.ts';
import { readText } from './read-text.ts';
import * as wire from './wire.ts';

/** How a message came: as what its list says of it. */
export interface Arrival {
  /** An echo is what the company wrote somewhere else. */
  isEcho: boolean;
  origin: InboundMessage['origin'];
  /** The customer of a thread that is named once for all of its messages. */
  threadPhone?: string | undefined;
  status?: InboundMessage['status'];
}

/** What is said beside the content, and has a place of its own. */
const ENVELOPE = new Set([
  'id',
  'from',
  'from_user_id',
  'from_parent_user_id',
  'to',
  'to_user_id',
  'to_parent_user_id',
  'group_id',
  'timestamp',
  'type',
  'text',
  'history_context',
]);

/** Reads one message of any list of Meta's. Its types are not told apart: one of next year is kept as it is. */
export function readMessage(
  place: NumberPlace,
  value: unknown,
  profiles: wire.Profile[],
  arrival: Arrival,
): InboundItem {
  const { phoneNumberId } = place;
  const parsed = wire.message.safeParse(value);
  if (!parsed.success || !wire.isWire(value)) return rejection('malformed', phoneNumberId, value);
  const message = parsed.data;
  const sender = customerOf(place, message, profiles, arrival);
  const groupId = message.group_id ?? null;
  if (isNameless(sender) && !(arrival.isEcho && groupId !== null)) {
    return rejection('malformed', phoneNumberId, value);
  }
  const amends = readAmendment(value);
  const error = message.errors?.[0];
  const isKept = keptOfEnvelope(place, message, arrival);
  const content = Object.fromEntries(
    Object.entries(value).filter(([key]) => !ENVELOPE.has(key) || isKept.has(key)),
  );
  const { content: kept, whole } = contentWithin(content);
  return {
    kind: 'message',
    phoneNumberId,
    externalId: message.id,
    direction: arrival.isEcho ? 'outbound' : 'inbound',
    origin: arrival.origin,
    sender,
    groupId,
    type: message.type,
    text: clipped(readText(value), MAX_STORED_TEXT_CHARACTERS),
    content: kept,
    wholeContent: whole,
    members: null,
    media: readMedia(value),
    amends,
    answersExternalId: amends === null ? wire.idIn(wire.objectIn(value, 'context'), 'id') : null,
    referral: readReferral(value, message.timestamp * 1_000),
    error: error === undefined ? null : errorOf(error),
    status: arrival.status ?? null,
    sentAtMs: message.timestamp * 1_000,
  };
}

export function errorOf(error: wire.WireError) {
  return explainError(error.code, error.title ?? error.message, error.error_data?.details ?? error.details);
}

function customerOf(
  place: NumberPlace,
  message: wire.Message,
  profiles: wire.Profile[],
  arrival: Arrival,
): Sender {
  if (arrival.threadPhone !== undefined) {
    return senderOf({ phone: arrival.threadPhone, userId: undefined }, profiles);
  }
  if (!arrival.isEcho) {
    const { from, from_user_id: userId, from_parent_user_id: parentUserId } = message;
    return senderOf({ phone: from, userId, parentUserId }, profiles);
  }
  const { to, to_user_id: userId, to_parent_user_id: parentUserId } = message;
  // In a group, `to` is the group.
  const other = isToOurselves(place, message) ? message.from : to;
  const phone = message.group_id === undefined ? other : undefined;
  return senderOf({ phone, userId, parentUserId }, profiles);
}

/** Where what we wrote is said to be to our own number, the customer is on the other side. */
function isToOurselves(place: NumberPlace, { to }: wire.Message): boolean {
  return to !== undefined && phoneIn(to) === ownPhone(place);
}

/** What of the envelope has no other place: sides that are the other way round, how far a customer's old message came. */
function keptOfEnvelope(place: NumberPlace, message: wire.Message, arrival: Arrival): ReadonlySet<string> {
  if (!arrival.isEcho) return new Set(['history_context']);
  return new Set(isToOurselves(place, message) ? ['from', 'to'] : []);
}

/** The ad or post that the customer came from. Source: Meta, messages from ads that click to WhatsApp. */
function readReferral(message: wire.Wire, atMs: number): Referral | null {
  const referral = message['referral'];
  if (!wire.isWire(referral)) return null;
  const part = (key: string, characters: number) => clipped(wire.textIn(referral, key), characters);
  return {
    sourceType: part('source_type', 64),
    sourceId: part('source_id', 256),
    sourceUrl: part('source_url', 2_048),
    headline: part('headline', 512),
    body: part('body', 2_048),
    mediaType: part('media_type', 64),
    clickId: part('ctwa_clid', 512),
    atMs,
  };
}
