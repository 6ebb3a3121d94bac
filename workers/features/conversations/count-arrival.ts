import { effectOf } from './arrival.rules.ts';
import type { PlacedMessage } from './arrived-row.ts';
import { standsLast } from './last-message.rules.ts';
import type { StoredHandover } from './handover.rules.ts';
import type { ArrivedRow } from './receive-queries.ts';

/** What a message does to its conversation: counts, the window, what the list shows, who has the thread. */
export function countArrival(
  { message, receivedAtMs, conversation, atMs }: PlacedMessage,
  row: ArrivedRow,
): void {
  const effect = effectOf(message);
  const wroteAtMs = Math.min(message.sentAtMs, receivedAtMs);
  conversation.activity += 1;
  if (effect.opensNew) conversation.status = 'open';
  if (effect.isNews) {
    conversation.unreadCount += 1;
    conversation.lastInboundAtMs = Math.max(conversation.lastInboundAtMs ?? 0, wroteAtMs);
  }
  if (effect.pausesAutomations)
    conversation.automationsPausedAtMs = Math.max(conversation.automationsPausedAtMs ?? 0, wroteAtMs);
  if (effect.isShown && standsLast(conversation, { id: row.id, atMs })) {
    conversation.lastMessageAtMs = atMs;
    conversation.lastMessageId = row.id;
    conversation.lastMessageDirection = row.direction;
  }
  if (message.referral !== null) conversation.referral = JSON.stringify(message.referral);
  if (message.origin === 'standby') {
    const handover: StoredHandover = { app: null, sinceMs: message.sentAtMs, endedAtMs: null };
    conversation.handover = JSON.stringify(handover);
  }
}
