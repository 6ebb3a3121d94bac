import type { Clock } from './clock.ts';
import { inParallel } from './in-parallel.ts';
import type { Log } from './log.ts';

/** How a walk is bounded. */
export interface WalkLimits {
  /** Companies that are worked for beside each other. */
  atOnce: number;
  /** One company's share, in milliseconds: what takes longer goes on, and is waited for no longer. */
  shareMs: number;
  /** After this no further company is begun, in milliseconds. */
  roundMs: number;
}

/** Ours: a round ends before the cron's next minute, also when its last companies take all of their share. */
export const WALK_LIMITS: WalkLimits = { atOnce: 8, shareMs: 10_000, roundMs: 40_000 };

/**
 * Does the cron's work for companies, in their order. None holds up the others: what fails is logged, what takes too long
 * is left behind, and what is not begun in time is for the next minute. All of it may be repeated beside itself.
 */
export async function walkCompanies<One extends string | { companyId: string }>(
  { clock, log }: { clock: Clock; log: Pick<Log, 'error' | 'warn'> },
  part: string,
  companies: readonly One[],
  work: (one: One) => Promise<void>,
  limits: WalkLimits = WALK_LIMITS,
): Promise<void> {
  const endMs = clock.nowMs() + limits.roundMs;
  let left = 0;
  await inParallel(companies, limits.atOnce, async (one) => {
    if (clock.nowMs() >= endMs) {
      left += 1;
      return;
    }
    try {
      await withinShare(work(one), limits.shareMs);
    } catch (error) {
      const companyId = typeof one === 'string' ? one : one.companyId;
      log.error('cron.company_failed', error, { part, companyId });
    }
  });
  if (left > 0) log.warn('cron.round_ended', { part, left });
}

/** Fails when the work has not ended in time; it goes on all the same. */
export async function withinShare<Result>(work: Promise<Result>, shareMs: number): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end within ${shareMs} ms`)), shareMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The same companies, begun elsewhere each minute: where a round does not reach all of them, it is not always the same
 * ones. A golden share of them further each time, so that beginnings are spread however many there are.
 */
export function inTurn<One>(companies: readonly One[], nowMs: number): One[] {
  const minute = Math.floor(nowMs / 60_000);
  const share = (minute * 0.618_033_988_75) % 1;
  const first = Math.floor(share * companies.length);
  return [...companies.slice(first), ...companies.slice(0, first)];
}
