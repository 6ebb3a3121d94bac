import type { InboundItem, InboundMessage } from '../port.ts';
import { noticeOf, noticeOfItem, ownPhone, rejection, type NumberPlace } from './place.ts';
import { readMessage } from './read-message.ts';
import { phoneIn } from './read-sender.ts';
import * as wire from './wire.ts';

/** Meta's words for how far an old message had come. */
const STATUSES: Record<string, NonNullable<InboundMessage['status']>> = {
  SENT: 'sent',
  PENDING: 'sent',
  DELIVERED: 'delivered',
  READ: 'read',
  PLAYED: 'played',
  ERROR: 'failed',
};

/** Reads one chunk of old messages of the company's phone app: what it is a chunk of is an event of the channel. */
export function readHistoryChunk(
  place: NumberPlace,
  value: unknown,
  profiles: wire.Profile[],
): InboundItem[] {
  const parsed = wire.historyChunk.safeParse(value);
  if (!parsed.success) return [rejection('malformed', place.phoneNumberId, value)];
  const { metadata, threads = [], errors = [] } = parsed.data;
  return [
    ...(metadata === undefined
      ? []
      : [noticeOf({ ...place, value: { history: [{ metadata }] } }, place.phoneNumberId)]),
    ...errors.map((error) => noticeOfItem(place, 'errors', error)),
    ...threads.flatMap((thread) => readThread(place, thread, profiles)),
  ];
}

function readThread(place: NumberPlace, value: unknown, profiles: wire.Profile[]): InboundItem[] {
  const parsed = wire.historyThread.safeParse(value);
  const context = wire.isWire(value) ? wire.objectIn(value, 'context') : {};
  if (!parsed.success) return [rejection('malformed', place.phoneNumberId, value)];
  const threadPhone =
    phoneIn(parsed.data.id) ?? phoneIn(wire.textIn(context, 'wa_id') ?? undefined) ?? undefined;
  return parsed.data.messages.map((message) => readOldMessage(place, message, profiles, threadPhone));
}

/** One old message, of a thread or, with its file, on its own. It is the company's when our number wrote it. */
export function readOldMessage(
  place: NumberPlace,
  value: unknown,
  profiles: wire.Profile[],
  threadPhone?: string,
): InboundItem {
  const isOurs = wire.isWire(value) && isOfCompany(value, place, threadPhone);
  const context = wire.isWire(value) ? wire.objectIn(value, 'history_context') : {};
  return readMessage(place, value, profiles, {
    isEcho: isOurs,
    origin: 'history',
    threadPhone,
    status: isOurs ? (STATUSES[(wire.textIn(context, 'status') ?? '').toUpperCase()] ?? 'sent') : null,
  });
}

function isOfCompany(message: wire.Wire, place: NumberPlace, threadPhone: string | undefined): boolean {
  const from = phoneIn(wire.textIn(message, 'from') ?? undefined);
  if (from === null) return wire.textIn(message, 'to') !== null;
  return from === ownPhone(place) || (threadPhone !== undefined && from.slice(-8) !== threadPhone.slice(-8));
}
