import type { Context } from '../../context.ts';
import { noteSendErrors, noteTraffic, type Traffic } from '../../features/channels/index.ts';
import { receivedSubject } from '../../platform/metrics/subjects.ts';
import type { CompanyShare } from './route-items.ts';

/** Notes what a share says of its channels themselves: that Meta still calls, and why messages fail. Never fails. */
export async function noteShare(
  ctx: Pick<Context, 'tenant' | 'clock' | 'publish' | 'log' | 'metrics'>,
  companyId: string,
  { messages, statuses, notices }: CompanyShare,
): Promise<void> {
  const atMs = ctx.clock.nowMs();
  const seen = (list: readonly { channelId: string }[], traffic: Traffic) =>
    list.map(({ channelId }) => ({ channelId, traffic, atMs }));
  await noteTraffic(ctx, companyId, [
    ...seen(messages, 'lastMessageAtMs'),
    ...seen(statuses, 'lastStatusAtMs'),
    ...seen(notices, 'lastNoticeAtMs'),
  ]);
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
