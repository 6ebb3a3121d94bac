import type { InboundMessage } from '../../channels/port.ts';
import type { ArrivedMessage } from './arrival-keys.ts';
import { withPayment } from './payments.rules.ts';
import { messageKeyText, type createAmendmentPlan, type KnownTargets } from './plan-amendments.ts';

/** What payments that arrived change of the messages that asked for them. */
export function planPayments(
  arrived: readonly ArrivedMessage[],
  known: Pick<KnownTargets, 'messages'>,
  changes: Pick<ReturnType<typeof createAmendmentPlan>, 'replace'>,
): void {
  const paymentsOf = Map.groupBy(
    arrived.filter(({ message }) => message.type === 'payment'),
    ({ message, channelId }) => messageKeyText({ channelId, externalId: message.answersExternalId ?? '' }),
  );
  for (const [key, payments] of paymentsOf) {
    const order = known.messages.get(key);
    if (order?.direction !== 'outbound') continue;
    const { type, text, media } = order;
    const content = payments.reduce(
      (now, { message }) => withPayment(now, paymentIn(message)) ?? now,
      order.content,
    );
    if (content !== order.content) changes.replace(order, { type, text, media, content });
  }
}

function paymentIn({ content, sentAtMs }: InboundMessage) {
  // Sound: the channel's reader wrote it; one that is too large to keep says nothing.
  const { payment } = JSON.parse(content ?? '{}') as { payment?: { status: string } };
  return { status: payment?.status ?? 'unknown', timestamp: sentAtMs / 1_000 };
}
