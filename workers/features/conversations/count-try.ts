import type { SendOutcome } from '../../channels/port.ts';
import type { Context } from '../../context.ts';
import { bucketsOf } from '../../platform/metrics/counts.ts';
import { channelSubject } from '../../platform/metrics/subjects.ts';
import { decideOutcome } from './decide-outcome.ts';
import type { MessageRow } from './rules.ts';

/**
 * Counts one try to send, when the provider has answered: here, and not where the answer is written down, because that
 * may happen twice, and a report may have been faster. What is sent again later is neither done nor failed.
 */
export function countTry(
  ctx: Pick<Context, 'metrics'>,
  message: Pick<MessageRow, 'channelId' | 'attempts'>,
  outcome: SendOutcome,
  /** When the provider was asked and when it had answered; null: it was not asked. */
  asked: { atMs: number; endedAtMs: number } | null,
): void {
  const isTriedAgain = decideOutcome(outcome, message.attempts, 0, 0).dueAtMs !== null;
  const ended = outcome.kind === 'accepted' ? { done: 1 } : isTriedAgain ? { retried: 1 } : { failed: 1 };
  const took = asked === null ? {} : { buckets: bucketsOf(asked.endedAtMs - asked.atMs) };
  ctx.metrics.record(channelSubject(message.channelId), { ...ended, ...took });
}
