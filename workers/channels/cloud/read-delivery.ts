import { createHash } from 'node:crypto';
import type { MessageError } from '../../contracts/api/messages.ts';
import {
  MAX_CONTENT_BYTES,
  MAX_EVENT_PAYLOAD_BYTES,
  type ChannelNotice,
  type InboundItem,
  type Rejection,
  type RejectionReason,
  type Sender,
} from '../port.ts';
import { readCallbackData } from './callback-data.ts';
import { explainError } from './errors.ts';
import { isKnownField, nameOfNotice, numberOfNotice } from './notices.ts';
import { readText } from './read-text.ts';
import * as wire from './wire.ts';

/** The longest text kept in a message's row, in characters; the whole stays in the archive. Ours. */
const MAX_STORED_TEXT_CHARACTERS = 65_536;
/** Items read of one delivery, give or take an entry. Meta sends at most 1,000. */
const MAX_ITEMS = 20_000;
const STATUSES = ['sent', 'delivered', 'read', 'played', 'failed'] as const;

/**
 * Reads one delivery of Meta's, as the JSON text that was signed. Gives every item on its own, in the order of the
 * text: what cannot be read becomes a rejection and costs its neighbours nothing. Never throws.
 */
export function readDelivery(raw: string): InboundItem[] {
  let body: unknown;
  try {
    body = JSON.parse(raw);
  } catch {
    return [rejection('not_json', null, raw)];
  }
  const delivery = wire.delivery.safeParse(body);
  if (!delivery.success) return [rejection('wrong_object', null, raw)];
  const items: InboundItem[] = [];
  for (const entry of delivery.data.entry) {
    // Far beyond what Meta sends: whoever signs this with an app of their own fills our memory, not their inbox.
    if (items.length >= MAX_ITEMS) return [...items, rejection('malformed', null, jsonOf(entry))];
    for (const item of readEntry(entry)) items.push(item);
  }
  return items;
}

function readEntry(value: unknown): InboundItem[] {
  const entry = wire.entry.safeParse(value);
  if (!entry.success) return [rejection('malformed', null, jsonOf(value))];
  return entry.data.changes.flatMap((changeValue) => {
    const change = wire.change.safeParse(changeValue);
    if (!change.success) return [rejection('malformed', null, jsonOf(changeValue))];
    const { field, value: content } = change.data;
    const place: Place = {
      wabaId: entry.data.id,
      timeSeconds: entry.data.time ?? null,
      field,
      value: content,
    };
    return field === 'messages' ? readMessagesChange(place) : [noticeOf(place)];
  });
}

interface Place {
  wabaId: string;
  timeSeconds: number | null;
  field: string;
  value: wire.Wire;
}

function readMessagesChange(place: Place): InboundItem[] {
  const metadata = wire.metadata.safeParse(place.value['metadata']);
  if (!metadata.success) return [rejection('malformed', null, jsonOf(place.value))];
  const phoneNumberId = metadata.data.phone_number_id;
  const { messages, statuses, contacts, errors, metadata: _, messaging_product: __, ...others } = place.value;
  const profiles = listOf(contacts).flatMap((contact) => {
    const parsed = wire.profile.safeParse(contact);
    return parsed.success ? [parsed.data] : [];
  });
  return [
    ...Object.entries({ messages, statuses, errors })
      .filter(([, list]) => list !== undefined && list !== null && !Array.isArray(list))
      .map(([key, list]) => rejection('malformed', phoneNumberId, jsonOf({ [key]: list }))),
    ...listOf(messages).map((message) => readMessage(phoneNumberId, message, profiles)),
    ...listOf(statuses).map((status) => readStatus(place, phoneNumberId, status)),
    ...listOf(errors).map((error) => noticeOf({ ...place, value: { errors: [error] } }, phoneNumberId)),
    ...Object.entries(others).flatMap(([key, content]) =>
      (Array.isArray(content) ? content : [content]).map((item) =>
        noticeOf({ ...place, field: key, value: { [key]: [item] } }, phoneNumberId),
      ),
    ),
  ];
}

function readMessage(phoneNumberId: string, value: unknown, profiles: wire.Profile[]): InboundItem {
  const parsed = wire.message.safeParse(value);
  if (!parsed.success) return rejection('malformed', phoneNumberId, jsonOf(value));
  const message = parsed.data;
  const sender = senderOf(message.from, message.from_user_id, profiles);
  if (sender.phone === null && sender.userId === null) {
    return rejection('malformed', phoneNumberId, jsonOf(value));
  }
  const whole = value as wire.Wire;
  const {
    id: _,
    from: __,
    from_user_id: ___,
    timestamp: ____,
    type: _____,
    text: ______,
    ...content
  } = whole;
  const text = readText(whole);
  const error = message.errors?.[0];
  return {
    kind: 'message',
    phoneNumberId,
    externalId: message.id,
    direction: 'inbound',
    origin: null,
    sender,
    groupId: null,
    type: message.type,
    text: clipped(text, MAX_STORED_TEXT_CHARACTERS),
    content: Object.keys(content).length === 0 ? null : jsonWithin(content, MAX_CONTENT_BYTES),
    media: null,
    amends: null,
    answersExternalId: null,
    referral: null,
    error: error === undefined ? null : errorOf(error),
    status: null,
    sentAtMs: message.timestamp * 1_000,
  };
}

function senderOf(
  from: string | undefined,
  fromUserId: string | undefined,
  profiles: wire.Profile[],
): Sender {
  const phone = from !== undefined && /^\d{1,20}$/.test(from) ? from : null;
  const profile =
    profiles.find((one) => fromUserId !== undefined && one.user_id === fromUserId) ??
    profiles.find((one) => phone !== null && one.wa_id === phone) ??
    // Meta's `wa_id` and `from` may differ in national prefixes (Argentina, Brazil, Mexico): the end is the same.
    profiles.find((one) => phone !== null && one.wa_id?.slice(-8) === phone.slice(-8));
  return {
    phone,
    userId: fromUserId ?? profile?.user_id ?? null,
    parentUserId: null,
    username: clipped(profile?.profile?.username, 64),
    profileName: clipped(profile?.profile?.name, 120),
  };
}

function readStatus(place: Place, phoneNumberId: string, value: unknown): InboundItem {
  const parsed = wire.status.safeParse(value);
  if (!parsed.success) return rejection('malformed', phoneNumberId, jsonOf(value));
  const status = parsed.data;
  const known = STATUSES.find((name) => name === status.status);
  const payload = jsonWithin(value, MAX_EVENT_PAYLOAD_BYTES);
  if (known === undefined) {
    return {
      ...noticeOf({ ...place, value: { statuses: [value] } }, phoneNumberId),
      name: clipped(status.status, 64),
      externalId: status.id,
      occurredAtMs: status.timestamp * 1_000,
    };
  }
  const error = status.errors?.[0];
  return {
    kind: 'status',
    phoneNumberId,
    externalId: status.id,
    status: known,
    atMs: status.timestamp * 1_000,
    error:
      known === 'failed'
        ? error === undefined
          ? explainError(0, 'Failed', undefined)
          : errorOf(error)
        : null,
    pricing: null,
    ours: readCallbackData(status.biz_opaque_callback_data),
    participant:
      status.recipient_participant_id ??
      status.participant_recipient_id ??
      status.recipient_participant_user_id ??
      null,
    payload,
  };
}

function noticeOf(place: Place, phoneNumberId: string | null = numberOfNotice(place.value)): ChannelNotice {
  const text = jsonOf(place.value);
  return {
    kind: 'notice',
    phoneNumberId,
    wabaId: place.wabaId,
    eventKind: isKnownField(place.field) ? 'account' : 'unknown',
    field: place.field,
    name: clipped(nameOfNotice(place.field, place.value), 128),
    externalId: null,
    occurredAtMs: (place.timeSeconds ?? 0) * 1_000,
    dedupeKey: `${place.field}:${createHash('sha256')
      .update(`${place.wabaId}\n${place.timeSeconds}\n${text}`)
      .digest('base64url')}`,
    payload: text.length > MAX_EVENT_PAYLOAD_BYTES ? null : storable(text),
  };
}

function errorOf(error: {
  code: number;
  title?: string | undefined;
  message?: string | undefined;
  details?: string | undefined;
  error_data?: { details?: string | undefined } | undefined;
}): MessageError {
  return explainError(error.code, error.title ?? error.message, error.error_data?.details ?? error.details);
}

function rejection(reason: RejectionReason, phoneNumberId: string | null, content: string): Rejection {
  return { kind: 'rejection', reason, phoneNumberId, content };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function clipped(text: string | null | undefined, characters: number): string | null {
  if (text === null || text === undefined || text === '') return null;
  const part = storable(text).slice(0, characters);
  // Cut through a surrogate pair: its first half goes too.
  return part.isWellFormed() ? part : part.slice(0, -1);
}

/** A NUL would end the text for SQLite's JSON functions, and half a surrogate pair is no text at all. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}

/** Nesting that JSON.parse takes can be too deep for JSON.stringify (it throws at about 10,000 levels). */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
}

function jsonWithin(value: unknown, maxBytes: number): string | null {
  const text = jsonOf(value);
  return text === '' || new TextEncoder().encode(text).length > maxBytes ? null : text;
}
