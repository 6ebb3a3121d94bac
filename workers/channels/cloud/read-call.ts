import type { CallUpdate, InboundItem } from '../port.ts';
import { noticeOfItem, ownPhone, type NumberPlace } from './place.ts';
import { isNameless, phoneIn, senderOf } from './read-sender.ts';
import * as wire from './wire.ts';

/** Meta's words for the events of a call; older ones are in capitals with a prefix. */
const EVENTS: Record<string, CallUpdate['event']> = {
  call_created: 'created',
  connect: 'connected',
  call_connect: 'connected',
  terminate: 'ended',
  call_terminate: 'ended',
};
const STATUSES: Record<string, CallUpdate['event']> = {
  ringing: 'ringing',
  accepted: 'accepted',
  rejected: 'rejected',
};

/** Reads an event of a call: as news of the call, and as an event of the channel. */
export function readCall(place: NumberPlace, value: unknown, profiles: wire.Profile[]): InboundItem[] {
  const update = updateOf(place, value, profiles);
  return [...(update === null ? [] : [update]), noticeOfItem(place, 'calls', value)];
}

function updateOf(place: NumberPlace, value: unknown, profiles: wire.Profile[]): CallUpdate | null {
  const parsed = wire.call.safeParse(value);
  if (!parsed.success) return null;
  const call = parsed.data;
  const externalId = call.id ?? call.wacid;
  const event = eventOf(call);
  const direction = directionOf(call, place);
  const atSeconds = call.timestamp ?? call.end_time ?? call.start_time;
  if (externalId === undefined || event === null || direction === null || atSeconds === undefined)
    return null;
  const person =
    direction === 'inbound'
      ? { phone: call.from, userId: call.from_user_id, parentUserId: call.from_parent_user_id }
      : { phone: call.to, userId: call.to_user_id, parentUserId: call.to_parent_user_id };
  const sender = senderOf(person, profiles);
  if (isNameless(sender)) return null;
  return {
    kind: 'call',
    phoneNumberId: place.phoneNumberId,
    externalId,
    direction,
    person: sender,
    event,
    outcome: event === 'ended' ? outcomeOf(call, direction) : null,
    durationSeconds: event === 'ended' ? (call.duration ?? null) : null,
    beganAtMs: event === 'ended' && call.start_time !== undefined ? call.start_time * 1_000 : null,
    atMs: atSeconds * 1_000,
  };
}

/** Reads how far a call of ours has come. */
export function readCallStatus(place: NumberPlace, value: unknown, profiles: wire.Profile[]): InboundItem[] {
  const notice = noticeOfItem(place, 'statuses', value);
  const parsed = wire.callStatus.safeParse(value);
  const event = parsed.success ? STATUSES[parsed.data.status.toLowerCase()] : undefined;
  if (!parsed.success || event === undefined) return [notice];
  const status = parsed.data;
  const person = senderOf(
    {
      phone: status.recipient_id,
      userId: status.recipient_user_id,
      parentUserId: status.recipient_parent_user_id,
    },
    profiles,
  );
  if (isNameless(person)) return [notice];
  const update: CallUpdate = {
    kind: 'call',
    phoneNumberId: place.phoneNumberId,
    externalId: status.id,
    direction: 'outbound',
    person,
    event,
    outcome: event === 'rejected' ? 'rejected' : null,
    durationSeconds: null,
    beganAtMs: null,
    atMs: status.timestamp * 1_000,
  };
  return [update, notice];
}

function eventOf(call: wire.Call): CallUpdate['event'] | null {
  const event = EVENTS[call.event?.toLowerCase() ?? ''];
  return event ?? STATUSES[statusOf(call)] ?? null;
}

const statusOf = ({ status }: wire.Call) =>
  (Array.isArray(status) ? status.at(-1) : status)?.toLowerCase() ?? '';

function directionOf(call: wire.Call, place: NumberPlace): CallUpdate['direction'] | null {
  if (call.direction?.toUpperCase() === 'USER_INITIATED') return 'inbound';
  if (call.direction?.toUpperCase() === 'BUSINESS_INITIATED') return 'outbound';
  // Where Meta does not say, our own number does.
  const ours = ownPhone(place);
  if (ours === null) return null;
  if (phoneIn(call.from) === ours) return 'outbound';
  return phoneIn(call.to) === ours ? 'inbound' : null;
}

/** A call has a start only when both sides talked. Source: Meta, call terminate webhook. */
function outcomeOf(call: wire.Call, direction: CallUpdate['direction']): CallUpdate['outcome'] {
  if (call.start_time !== undefined || (call.duration ?? 0) > 0) return 'answered';
  if (statusOf(call) === 'rejected') return 'rejected';
  if (direction === 'inbound') return 'missed';
  return statusOf(call) === 'failed' ? 'failed' : 'missed';
}
