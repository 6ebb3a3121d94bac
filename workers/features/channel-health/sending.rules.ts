import type { SendingWindow } from '../../contracts/api/channel-sending.ts';
import type { LaneWindow } from '../../contracts/api/operations.ts';

/** What was tried, with what was reported of it later, span by span. */
export function sendingWindowsOf(
  sent: readonly LaneWindow[],
  received: readonly LaneWindow[],
): SendingWindow[] {
  return sent.map(({ minutes, done, failed, retried, perMinute, p50Ms, p95Ms }, index) => {
    const reportedFailed = received[index]?.failed ?? 0;
    const tries = done + failed + retried;
    // What is reported in a span may have been sent before it: never more than all.
    const errorShare = tries === 0 ? null : Math.min(1, (failed + retried + reportedFailed) / tries);
    return {
      minutes,
      sent: done,
      refused: failed,
      retried,
      reportedFailed,
      sentPerMinute: perMinute,
      errorShare,
      p50Ms,
      p95Ms,
    };
  });
}
