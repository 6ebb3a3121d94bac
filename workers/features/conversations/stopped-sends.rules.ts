import type { MessageError } from '../../contracts/api/messages.ts';
import { shownHandover } from './handover.rules.ts';
import { explainDisconnected, explainUnreadableToken } from './lost-outcome.ts';
import { windowEndsAt, type MessageRow } from './rules.ts';

/** A failed message with what decides whether it may be sent again. */
export type FailedSend = Pick<MessageRow, 'conversationId' | 'id' | 'type' | 'error' | 'failedAtMs'> & {
  lastInboundAtMs: number | null;
  handover: string | null;
  /** Whether something else went out in its conversation after it. */
  isFollowed: 0 | 1;
};

const OURS: ReadonlySet<string> = new Set([explainDisconnected().title, explainUnreadableToken().title]);

/** What may be done about a failed message; null: its number was not to blame. */
export function sortFailed(
  message: FailedSend,
  isOfNumber: (error: MessageError) => boolean,
  nowMs: number,
): 'sendable' | 'followed' | 'closed' | null {
  // Sound: only our own code writes the column.
  const error = message.error === null ? null : (JSON.parse(message.error) as MessageError);
  if (error === null || !(isOfNumber(error) || (error.code === 0 && OURS.has(error.title)))) return null;
  if (message.isFollowed === 1) return 'followed';
  if (shownHandover(message.handover) !== null) return 'closed';
  const windowEndsAtMs = windowEndsAt(message.lastInboundAtMs);
  const isOpen = message.type === 'template' || (windowEndsAtMs !== null && nowMs < windowEndsAtMs);
  return isOpen ? 'sendable' : 'closed';
}
