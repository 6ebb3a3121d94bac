import type { Context } from '../../context.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { tokenPlace } from './create-channel.ts';
import { logChannel } from './log-channel.ts';
import {
  countRoutesOfAccount,
  deleteRoute,
  findChannel,
  markDisconnected,
  type ChannelRow,
} from './queries.ts';

/**
 * Disconnects a number: nothing is received or sent any more, its history stays. With the account's last number the
 * app stops receiving the account's webhooks. Asked again, it finishes what was interrupted.
 */
export async function disconnectChannel(
  ctx: Pick<Context, 'clock' | 'directory' | 'tenant' | 'envelope' | 'accounts' | 'publish' | 'log'>,
  companyId: string,
  channelId: string,
): Promise<void> {
  const db = ctx.tenant(companyId);
  const row = await findChannel(db, channelId);
  if (row === null) throw new NotFoundError('channel');
  await ctx.directory.batch([deleteRoute(ctx.directory, row.phoneNumberId, channelId)]);
  if (row.disconnectedAtMs !== null) return;
  await unsubscribeLast(ctx, row);
  await logChannel(ctx, db, channelId, [markDisconnected(db, channelId, ctx.clock.nowMs())]);
}

/** Meta may refuse or not answer: that keeps nobody connected, what still arrives is routed to nobody. */
async function unsubscribeLast(
  ctx: Pick<Context, 'directory' | 'envelope' | 'accounts' | 'log'>,
  row: ChannelRow,
): Promise<void> {
  if ((await countRoutesOfAccount(ctx.directory, row.wabaId)) > 0) return;
  try {
    const accessToken = await ctx.envelope.open(tokenPlace(row.companyId, row.id), row.accessTokenSealed);
    const answer = await ctx.accounts.unsubscribe({ wabaId: row.wabaId, accessToken });
    if (answer.kind !== 'done') {
      ctx.log.warn('channel.unsubscribe_failed', { companyId: row.companyId, channelId: row.id, answer });
    }
  } catch (error) {
    ctx.log.warn('channel.unsubscribe_failed', { companyId: row.companyId, channelId: row.id, error });
  }
}
