import type { Context } from '../../context.ts';
import { listChannelRows } from './queries.ts';

/** The other channels of the same account. */
export async function otherNumbers(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  channelId: string,
): Promise<string[]> {
  const channels = await listChannelRows(ctx.tenant(companyId));
  const wabaId = channels.find(({ id }) => id === channelId)?.wabaId;
  return channels.filter((one) => one.wabaId === wabaId && one.id !== channelId).map(({ id }) => id);
}
