import type { Context } from '../../context.ts';
import { noteSendErrors, noteTraffic, type Traffic } from '../../features/channels/index.ts';
import { receivedSubject } from '../../platform/metrics/subjects.ts';
import type { CompanyShare } from './route-items.ts';

/**
 * Notes that Meta still calls these channels. Before anything of it is stored, so that whoever hears of a message and
 * asks for its channel finds it noted. Never fails.
 */
export async function noteArrival(
  ctx: Pick<Context, 'tenant' | 'clock' | 'log'>,
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
}

/** Notes what a share says of how its channels are: how much came, and why messages fail. Never fails. */
export async function noteShare(
  ctx: Pick<Context, 'tenant' | 'clock' | 'publish' | 'log' | 'metrics'>,
  companyId: string,
  { messages, statuses }: CompanyShare,
): Promise<void> {
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
