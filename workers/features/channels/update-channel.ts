import type { Channel, UpdateChannelRequest } from '../../contracts/api/channels.ts';
import type { Context } from '../../context.ts';
import { ConflictError, NotFoundError, ValidationError } from '../../platform/errors.ts';
import { planAlerts } from '../alerts/index.ts';
import { closeBreaker } from './close-breaker.ts';
import { tokenPlace } from './create-channel.ts';
import { logChannel } from './log-channel.ts';
import { troubleKey } from './plan-account-news.ts';
import { channelOf, editChannel, findChannel, type ChannelEdit } from './queries.ts';
import { verifyApp } from './verify-app.ts';
import { verifyAtProvider } from './verify-at-provider.ts';

const TOKEN_TROUBLES = [
  'token.invalid',
  'token.expired',
  'token.expires_in_days',
  'token.expires_soon',
] as const;

/**
 * A new name, a new access token, the id of the company's own app. The old token stays until Meta has accepted the new one
 * for this number.
 */
export async function updateChannel(
  ctx: Pick<
    Context,
    'clock' | 'ids' | 'tenant' | 'envelope' | 'channels' | 'accounts' | 'publish' | 'queues' | 'bindings'
  >,
  companyId: string,
  channelId: string,
  input: UpdateChannelRequest,
): Promise<Channel> {
  const db = ctx.tenant(companyId);
  const row = await findChannel(db, channelId);
  if (row === null) throw new NotFoundError('channel');
  if (row.disconnectedAtMs !== null) {
    throw new ConflictError('channel_disconnected', 'This number is disconnected. Connect it again.');
  }
  const { accessToken, appId = row.appId } = input;
  if (accessToken !== undefined) await verifyAtProvider(ctx, { ...row, accessToken });
  if (appId !== null && appId !== row.appId) {
    if (row.app !== 'company') {
      throw ValidationError.ofFields([
        { path: 'appId', message: 'This number’s webhooks are signed by the app of this deployment.' },
      ]);
    }
    await verifyApp(ctx, {
      appId,
      accessToken:
        accessToken ?? (await ctx.envelope.open(tokenPlace(companyId, channelId), row.accessTokenSealed)),
    });
  }
  const edit: ChannelEdit = {
    ...(input.name === undefined ? {} : { name: input.name }),
    ...(input.appId === undefined ? {} : { appId: input.appId }),
    ...(accessToken === undefined
      ? {}
      : { accessTokenSealed: await ctx.envelope.seal(tokenPlace(companyId, channelId), accessToken) }),
  };
  const atMs = ctx.clock.nowMs();
  const over = accessToken === undefined ? [] : TOKEN_TROUBLES;
  const alerts = await planAlerts(ctx, db, {
    raise: [],
    resolve: over.map((kind) => ({ key: troubleKey(row, kind, null), atMs })),
  });
  await logChannel(ctx, db, channelId, [editChannel(db, channelId, edit), ...alerts.statements]);
  // What had stopped for want of a good token goes on.
  if (accessToken !== undefined) await closeBreaker(ctx, companyId, channelId, { scopes: ['account'] });
  return channelOf({ ...row, ...edit });
}
