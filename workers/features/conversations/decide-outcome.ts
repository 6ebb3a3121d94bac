import type { SendOutcome } from '../../channels/port.ts';
import type { MessageError, MessageStatus } from '../../contracts/api/messages.ts';
import { assertNever } from '../../platform/errors.ts';

/** How often a send that was provably not made is tried, and how long is waited before each retry, in seconds. */
export const RETRY_SECONDS = [3, 6, 12, 24, 48];

/** The first try, and the retries. */
export const MAX_SEND_ATTEMPTS = 1 + RETRY_SECONDS.length;

/** What an outcome makes of a message that is being sent. */
export interface Decision {
  status: Extract<MessageStatus, 'queued' | 'sent' | 'failed' | 'unknown'>;
  externalId: string | null;
  error: MessageError | null;
  /** Counted attempts from now on. */
  attempts: number;
  dueAtMs: number | null;
}

/**
 * Decides. `random` (0 to 1) spreads retries, so that what failed together does not come back together.
 *
 * Deferred is nobody's fault and counts nothing; rejected and retryable counts; unknown is never repeated by itself.
 */
export function decideOutcome(
  outcome: SendOutcome,
  attempts: number,
  nowMs: number,
  random: number,
): Decision {
  const spread = 1 + random / 4;
  switch (outcome.kind) {
    case 'accepted':
      return { status: 'sent', externalId: outcome.externalId, error: null, attempts, dueAtMs: null };
    case 'unknown':
      return { status: 'unknown', externalId: null, error: outcome.error, attempts, dueAtMs: null };
    case 'deferred': {
      const dueAtMs = Math.ceil(nowMs + outcome.retryAfterSeconds * 1_000 * spread);
      return { status: 'queued', externalId: null, error: outcome.error, attempts, dueAtMs };
    }
    case 'rejected': {
      const waitSeconds = outcome.retryable ? RETRY_SECONDS[attempts] : undefined;
      if (waitSeconds === undefined) {
        return {
          status: 'failed',
          externalId: null,
          error: outcome.error,
          attempts: attempts + 1,
          dueAtMs: null,
        };
      }
      const dueAtMs = Math.ceil(nowMs + waitSeconds * 1_000 * spread);
      return { status: 'queued', externalId: null, error: outcome.error, attempts: attempts + 1, dueAtMs };
    }
    default:
      return assertNever(outcome);
  }
}
