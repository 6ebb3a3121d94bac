import type { StatusUpdate } from '../../channels/port.ts';
import type { MessageStatus } from '../../contracts/api/messages.ts';
import type { conversations, messages } from './schema.ts';

export type MessageRow = typeof messages.$inferSelect;
export type ConversationRow = typeof conversations.$inferSelect;

/** How long a claim holds, in milliseconds: longer than a send may take (20 s), so that nobody sends beside it. */
export const LEASE_MS = 60_000;
/** A message that waits longer leaves the queue and is found by the clock, in milliseconds. Ours. */
export const LONGEST_QUEUE_WAIT_MS = 5 * 60_000;
/**
 * How long a report is waited for when the provider's answer was lost, in milliseconds from the call. Ours: Meta's come
 * within seconds.
 */
export const DECIDABLE_AFTER_MS = 120_000;

/** How long after the customer's last message free text may be sent, in milliseconds. Source: Meta, service window. */
export const WINDOW_MS = 24 * 60 * 60 * 1_000;
/** The beginning of the newest message that the list shows, in characters. Ours. */
export const PREVIEW_CHARACTERS = 120;

/**
 * How far each status is. A message only moves to a higher rank, in whatever order the provider's reports come.
 * `failed` stands between sent and delivered: it is final unless something later proves the delivery.
 */
export const STATUS_RANK: Record<MessageStatus, number> = {
  received: 0,
  queued: 1,
  sending: 2,
  unknown: 3,
  sent: 4,
  failed: 5,
  delivered: 6,
  read: 7,
  played: 8,
};

/** Statuses of an outbound message that still has to be sent: the next one of its conversation waits for it. */
export const UNFINISHED = ['queued', 'sending'] as const satisfies readonly MessageStatus[];

/**
 * Whether a status is about an earlier try of a message that a person has sent again: such a one must neither stop
 * the present try nor undo its success. Until the present try is answered, the provider's name that the message has
 * is the earlier one's. What proves a delivery counts whichever try it is about.
 */
export function isOfAnEarlierTry(
  message: Pick<MessageRow, 'status' | 'externalId'>,
  update: Pick<StatusUpdate, 'status' | 'externalId'>,
): boolean {
  if (message.externalId === null || STATUS_RANK[update.status] > STATUS_RANK.failed) return false;
  const isItsName = message.externalId === update.externalId;
  return isAnswered(message.status) ? !isItsName : isItsName;
}

/** Whether the provider has said what became of the present try. */
export function isAnswered(status: MessageStatus): boolean {
  return isFinished(status) && status !== 'unknown';
}

export function isFinished(status: MessageStatus): boolean {
  return status !== 'queued' && status !== 'sending';
}

/**
 * From when on a person may decide what became of a message whose answer was lost; null while there is nothing to
 * decide. The claim that it was sent under began `LEASE_MS` before its lease ends.
 */
export function decidableAt(message: Pick<MessageRow, 'status' | 'leaseUntilMs'>): number | null {
  if (message.status !== 'unknown' || message.leaseUntilMs === null) return null;
  return message.leaseUntilMs - LEASE_MS + DECIDABLE_AFTER_MS;
}

/** Whom a message is for, in one spelling per person. */
export function recipientOf(contact: {
  contactPhone: string | null;
  contactUserId: string | null;
  contactGroupId: string | null;
}): string {
  return contact.contactGroupId ?? contact.contactPhone ?? contact.contactUserId ?? '';
}

/** Until when free text may be sent; null when the customer never wrote. */
export function windowEndsAt(lastInboundAtMs: number | null): number | null {
  return lastInboundAtMs === null ? null : lastInboundAtMs + WINDOW_MS;
}

/**
 * The time that orders a message in its thread. The provider gives whole seconds: a message that came within that
 * second or later is placed at its end, so that it does not slip before our own answer of the same second. A time
 * in the future is the provider's mistake, and would keep the message at the end for good: arrival counts instead.
 */
export function orderingTime(sentAtMs: number, receivedAtMs: number): number {
  return Math.min(sentAtMs + 999, receivedAtMs);
}

export function previewOf(text: string | null): string | null {
  if (text === null) return null;
  const line = text.replace(/\s+/g, ' ').trim();
  return Array.from(line).slice(0, PREVIEW_CHARACTERS).join('');
}
