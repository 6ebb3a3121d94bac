import type { LaneHealth, LanesHealth } from '../../contracts/api/operations.ts';
import { LANES, type Lane } from '../../contracts/queues.ts';
import type { Context } from '../../context.ts';
import { queueOf } from '../../platform/lane-queue.ts';
import { laneSubject } from '../../platform/metrics/subjects.ts';
import { estimatedWaitSeconds, inFlightOf, WINDOW_MINUTES, windowOf } from './rules.ts';
import { DAY_MS, SUMS } from './watch-subjects.ts';

/** What the present rate is taken from, and what is in flight: the longest that either looks back. */
const RECENT_MS = 10 * 60_000;

type WatchContext = Pick<Context, 'clock' | 'log' | 'metrics' | 'queues'>;

/** How every lane is: what waits, what is being done, and how it went. */
export async function watchLanes(ctx: WatchContext): Promise<LanesHealth> {
  return { items: await watch(ctx, LANES, DAY_MS), asOfMs: ctx.clock.nowMs() };
}

/** The same of one lane, over the last minutes only. */
export async function watchLane(ctx: WatchContext, lane: Lane): Promise<LaneHealth | null> {
  const [health] = await watch(ctx, [lane], RECENT_MS);
  return health ?? null;
}

async function watch(ctx: WatchContext, lanes: readonly Lane[], spanMs: number): Promise<LaneHealth[]> {
  const nowMs = ctx.clock.nowMs();
  const [counted, backlogs] = await Promise.all([
    ctx.metrics.read(lanes.map(laneSubject), nowMs - spanMs),
    Promise.all(lanes.map((lane) => backlogOf(ctx, lane))),
  ]);
  return lanes.map((lane, index): LaneHealth => {
    const own = counted?.filter(({ subject }) => subject === laneSubject(lane)) ?? null;
    const windows =
      own === null ? null : WINDOW_MINUTES.map((minutes) => windowOf(SUMS, own, minutes, nowMs));
    const backlog = backlogs[index] ?? null;
    return {
      lane,
      waiting: backlog?.waiting ?? null,
      oldestAtMs: backlog?.oldestAtMs ?? null,
      inFlight: own === null ? 0 : inFlightOf(SUMS, own, nowMs),
      estimatedWaitSeconds: estimatedWaitSeconds(backlog?.waiting ?? null, windows?.[0]),
      windows,
    };
  });
}

async function backlogOf(
  ctx: Pick<Context, 'log' | 'queues'>,
  lane: Lane,
): Promise<{ waiting: number; oldestAtMs: number | null } | null> {
  try {
    const { backlogCount, oldestMessageTimestamp } = await queueOf(ctx.queues, lane).metrics();
    const oldestAtMs = oldestMessageTimestamp?.getTime() ?? 0;
    return { waiting: backlogCount, oldestAtMs: backlogCount === 0 || oldestAtMs === 0 ? null : oldestAtMs };
  } catch (error) {
    ctx.log.warn('lanes.backlog_unknown', { lane, error });
    return null;
  }
}
