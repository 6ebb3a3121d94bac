import type { Context } from '../../context.ts';
import { findChannel, findRoute } from './queries.ts';

/**
 * The channel that a connection of this number, which was cut off, has left a route to: of the company's own, and not
 * connected. Null where there is none, or the number is routed to somebody else.
 */
export async function findInterrupted(
  ctx: Pick<Context, 'directory' | 'tenant'>,
  companyId: string,
  phoneNumberId: string,
): Promise<string | null> {
  const route = await findRoute(ctx.directory, phoneNumberId);
  if (route?.companyId !== companyId) return null;
  const channel = await findChannel(ctx.tenant(companyId), route.channelId);
  return channel === null || channel.disconnectedAtMs !== null ? route.channelId : null;
}
