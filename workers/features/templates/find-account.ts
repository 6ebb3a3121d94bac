import type { TemplateAccount } from '../../channels/port.ts';
import type { Context } from '../../context.ts';
import { NotFoundError, ValidationError } from '../../platform/errors.ts';
import { findChannel, listChannelRows, tokenPlace, type ChannelRow } from '../channels/index.ts';

/** The WhatsApp account of a channel, with the token that manages its templates. */
export async function findAccount(
  ctx: Pick<Context, 'tenant' | 'envelope'>,
  companyId: string,
  channelId: string,
): Promise<TemplateAccount> {
  const channel = await findChannel(ctx.tenant(companyId), channelId);
  if (channel === null) throw new NotFoundError('channel');
  if (channel.disconnectedAtMs !== null) {
    throw ValidationError.ofFields([{ path: 'channelId', message: 'This number is disconnected.' }]);
  }
  return accountOf(ctx, channel);
}

/** The account by its own id, through whichever of its channels was connected last. */
export async function findAccountOf(
  ctx: Pick<Context, 'tenant' | 'envelope'>,
  companyId: string,
  wabaId: string,
): Promise<TemplateAccount> {
  const channels = await listChannelRows(ctx.tenant(companyId));
  const channel = channels.findLast((one) => one.wabaId === wabaId && one.disconnectedAtMs === null);
  if (channel === undefined) {
    throw ValidationError.ofFields([
      { path: 'channelId', message: 'No connected number belongs to this template’s account any more.' },
    ]);
  }
  return accountOf(ctx, channel);
}

export async function accountOf(
  ctx: Pick<Context, 'envelope'>,
  channel: ChannelRow,
): Promise<TemplateAccount> {
  const place = tokenPlace(channel.companyId, channel.id);
  return { wabaId: channel.wabaId, accessToken: await ctx.envelope.open(place, channel.accessTokenSealed) };
}
