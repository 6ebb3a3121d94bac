import type { Context } from '../../context.ts';
import { listChannelRows } from '../channels/index.ts';
import { sendInBatches } from '../../platform/send-in-batches.ts';
import { walkCompanies } from '../../platform/walk-companies.ts';
import { listCompanyIds } from '../access/index.ts';
import { minuteOf } from './rules.ts';

const MINUTE_MS = 60_000;

/** Once an hour for every connected channel, each company in a minute of its own: a job that asks Meta how it is. */
export async function queueRefreshes(
  ctx: Pick<Context, 'directory' | 'tenant' | 'clock' | 'log' | 'queues'>,
): Promise<void> {
  const minute = Math.floor(ctx.clock.nowMs() / MINUTE_MS) % 60;
  const companyIds = (await listCompanyIds(ctx.directory)).filter((id) => minuteOf(id) === minute);
  await walkCompanies(ctx, 'channels.refresh', companyIds, async (companyId) => {
    const channels = (await listChannelRows(ctx.tenant(companyId))).filter(
      ({ disconnectedAtMs }) => disconnectedAtMs === null,
    );
    await sendInBatches(
      ctx.queues.jobs,
      channels.map(({ id }) => ({
        v: 1,
        kind: 'channel.refresh',
        lane: 'jobs',
        companyId,
        ref: { channelId: id },
      })),
    );
  });
}
