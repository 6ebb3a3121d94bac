import type { InboundMessage } from '../../channels/port.ts';
import type { PlacedMessage } from './arrived-row.ts';
import { withPayment } from './payments.rules.ts';
import type { createAmendmentPlan } from './plan-amendments.ts';

/** What payments that arrived change of the messages that asked for them; one of a message that is not there waits for it. */
export function planPayments(
  arrived: readonly PlacedMessage[],
  changes: Pick<ReturnType<typeof createAmendmentPlan>, 'amend'>,
): void {
  for (const { message, channelId, conversation, receivedAtMs } of arrived) {
    if (message.type !== 'payment' || message.answersExternalId === null) continue;
    const order = { channelId, externalId: message.answersExternalId };
    const payment = {
      kind: 'payment' as const,
      by: 'whatsapp',
      atMs: message.sentAtMs,
      conversationId: conversation.id,
      contactId: conversation.contactId,
      externalId: message.externalId,
      direction: message.direction,
      memberId: null,
      emoji: null,
      text: null,
      content: withPayment(null, paymentIn(message)),
      holders: [],
    };
    changes.amend(order, payment, receivedAtMs);
  }
}

function paymentIn({ content, sentAtMs }: InboundMessage) {
  // Sound: the channel's reader wrote it; one that is too large to keep says nothing.
  const { payment } = JSON.parse(content ?? '{}') as { payment?: { status: string } };
  return { status: payment?.status ?? 'unknown', timestamp: sentAtMs / 1_000 };
}
