import type { ChannelNotice, InboundItem } from '../port.ts';
import { noticeOf, noticeOfItem, rejection, type NumberPlace, type Place } from './place.ts';
import { numberOfNotice } from './notices.ts';
import { readCall, readCallStatus } from './read-call.ts';
import { readGroup } from './read-group.ts';
import { readHistoryChunk, readOldMessage } from './read-history.ts';
import { readMessage, type Arrival } from './read-message.ts';
import {
  identityChangeOf,
  readAddressBook,
  readHandover,
  readPreference,
  readUserIdUpdate,
} from './read-news.ts';
import { profilesOf } from './read-sender.ts';
import { isPayment, readPayment } from './read-payment.ts';
import { readStatus } from './read-status.ts';
import * as wire from './wire.ts';

/** Items read of one delivery, give or take a change. Meta sends at most 1,000, and more of history. */
const MAX_ITEMS = 20_000;

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
    if (items.length >= MAX_ITEMS) return [...items, rejection('malformed', null, entry)];
    for (const item of readEntry(entry)) items.push(item);
  }
  return items;
}

function readEntry(value: unknown): InboundItem[] {
  const entry = wire.entry.safeParse(value);
  if (!entry.success) return [rejection('malformed', null, value)];
  return entry.data.changes.flatMap((changeValue) => {
    const change = wire.change.safeParse(changeValue);
    if (!change.success) return [rejection('malformed', null, changeValue)];
    return readChange({
      wabaId: entry.data.id,
      timeSeconds: entry.data.time ?? null,
      field: change.data.field,
      value: change.data.value,
    });
  });
}

/** The lists of a value that are read item by item, whichever field they come under. */
const LISTS = new Set([
  'messages',
  'statuses',
  'message_echoes',
  'calls',
  'history',
  'errors',
  'user_preferences',
  'user_id_update',
  'groups',
  'state_sync',
]);
/** What says whom and what a value is about, and nothing by itself. */
const FRAME = new Set(['metadata', 'messaging_product', 'contacts']);
/** Fields whose whole content is in such lists; others are of the account, and known by their field. */
const FIELDS_OF_LISTS = new Set([
  'messages',
  'message_echoes',
  'smb_message_echoes',
  'history',
  'standby',
  'calls',
  'user_preferences',
  'user_id_update',
  'smb_app_state_sync',
  'group_lifecycle_update',
  'group_participants_update',
  'group_settings_update',
  'group_status_update',
]);

function readChange(place: Place): InboundItem[] {
  if (place.field === 'messaging_handovers') {
    const phoneNumberId = numberOfNotice(place.value);
    return phoneNumberId === null ? [noticeOf(place)] : readHandover({ ...place, phoneNumberId });
  }
  if (!FIELDS_OF_LISTS.has(place.field)) return [noticeOf(place)];
  const metadata = wire.metadata.safeParse(place.value['metadata']);
  if (metadata.success) return readLists({ ...place, phoneNumberId: metadata.data.phone_number_id });
  // What is about a number must say which; everything else can still be the account's.
  return place.field === 'messages' ? [rejection('malformed', null, place.value)] : [noticeOf(place)];
}

/**
 * What a notice holds when it is of the number: values that name none, of an account that has only this one. The notice
 * itself where it holds no list, or was too large to be kept.
 */
export function readAsOfNumber(notice: ChannelNotice, phoneNumberId: string): InboundItem[] {
  if (!FIELDS_OF_LISTS.has(notice.field) || notice.payload === null) return [notice];
  const value: unknown = JSON.parse(notice.payload);
  if (!wire.isWire(value)) return [notice];
  const { wabaId, field } = notice;
  return readLists({ wabaId, timeSeconds: null, field, value, phoneNumberId });
}

function readLists(place: NumberPlace, origin: Arrival['origin'] = null): InboundItem[] {
  const profiles = profilesOf(place.value['contacts']);
  return Object.entries(place.value).flatMap(([key, content]): InboundItem[] => {
    if (FRAME.has(key) || content === null) return [];
    if (key === 'standby' && wire.isWire(content)) {
      return readLists({ ...place, value: { ...place.value, standby: null, ...content } }, 'standby');
    }
    if (!LISTS.has(key)) {
      const list = Array.isArray(content) ? content : [content];
      const field = place.field === 'messages' ? key : place.field;
      return list.map((item) => noticeOfItem(place, key, item, field));
    }
    if (!Array.isArray(content)) return [rejection('malformed', place.phoneNumberId, { [key]: content })];
    return readList(place, key, content, profiles, origin);
  });
}

function readList(
  place: NumberPlace,
  key: string,
  list: unknown[],
  profiles: wire.Profile[],
  origin: Arrival['origin'],
): InboundItem[] {
  switch (key) {
    case 'messages':
      if (place.field === 'history') return list.map((message) => readOldMessage(place, message, profiles));
      return list.flatMap((message) => readArrival(place, message, profiles, origin));
    case 'message_echoes':
      return list.map((message) =>
        readMessage(place, message, profiles, {
          isEcho: true,
          origin: origin ?? 'phone_app',
          status: 'sent',
        }),
      );
    case 'statuses':
      return list.flatMap((status) => {
        if (isPayment(status)) return readPayment(place, status, profiles);
        return place.field === 'calls' || (wire.isWire(status) && status['type'] === 'call')
          ? readCallStatus(place, status, profiles)
          : [readStatus(place, status)];
      });
    case 'calls':
      return list.flatMap((call) => readCall(place, call, profiles));
    case 'history':
      return list.flatMap((chunk) => readHistoryChunk(place, chunk, profiles));
    case 'user_preferences':
      return list.flatMap((preference) => readPreference(place, preference, profiles));
    case 'user_id_update':
      return list.flatMap((update) => readUserIdUpdate(place, update));
    case 'groups':
      return list.flatMap((group) => readGroup(place, group, profiles));
    case 'state_sync':
      return readAddressBook(place, list, profiles);
    default:
      return list.map((item) => noticeOfItem(place, key, item));
  }
}

function readArrival(
  place: NumberPlace,
  value: unknown,
  profiles: wire.Profile[],
  origin: Arrival['origin'],
): InboundItem[] {
  const item = readMessage(place, value, profiles, { isEcho: false, origin });
  const change = item.kind === 'message' ? identityChangeOf(item, value) : null;
  return change === null ? [item] : [item, change];
}
