import type { Context } from '../../context.ts';
import { noteSendErrors, noteTraffic } from '../../features/channels/index.ts';
import { receivedSubject } from '../../platform/metrics/subjects.ts';
import { trafficOf, type CompanyShare } from './route-items.ts';

/**
 * Notes that Meta still calls these channels, where only notices came. Before any of them is stored, so that whoever
 * hears of one and asks for its channel finds it noted; for the same reason messages and statuses have it noted in the
 * batch that stores them. Never fails.
 */
export async function noteNotices(
  ctx: Pick<Context, 'tenant' | 'clock' | 'log'>,
  companyId: string,
  share: CompanyShare,
): Promise<void> {
  await noteTraffic(ctx, companyId, trafficOf(share, ctx.clock.nowMs()).notices);
}

/**
 * Notes what a share says of how its channels are: how much came, why messages fail, and that Meta calls where nothing
 * of it had to be stored. Never fails.
 */
export async function noteShare(
  ctx: Pick<Context, 'tenant' | 'clock' | 'publish' | 'log' | 'metrics'>,
  companyId: string,
  share: CompanyShare,
): Promise<void> {
  const { messages, statuses } = share;
  const seen = trafficOf(share, ctx.clock.nowMs());
  await noteTraffic(ctx, companyId, [...seen.messages, ...seen.statuses]);
  for (const [channelId, items] of Map.groupBy([...messages, ...statuses], (one) => one.channelId))
    ctx.metrics.record(receivedSubject(channelId), { done: items.length });
  const failures = statuses.flatMap(({ channelId, update }) =>
    update.error === null ? [] : [{ channelId, error: update.error, atMs: update.atMs }],
  );
  for (const [channelId, list] of Map.groupBy(failures, (one) => one.channelId)) {
    ctx.metrics.record(receivedSubject(channelId), { failed: list.length });
    await noteSendErrors(ctx, companyId, channelId, list);
  }
}
