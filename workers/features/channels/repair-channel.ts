import type { RepairChannelRequest } from '../../contracts/api/channels.ts';
import type { Context } from '../../context.ts';
import { ConflictError, NotFoundError } from '../../platform/errors.ts';
import { closeBreaker } from './close-breaker.ts';
import { tokenPlace } from './create-channel.ts';
import { noteRegistration } from './note-registration.ts';
import { prepareNumber } from './prepare-number.ts';
import { findChannel } from './queries.ts';

/** Subscribes the app to the account's webhooks again, and with a PIN registers the number again. */
export async function repairChannel(
  ctx: Pick<
    Context,
    'tenant' | 'envelope' | 'accounts' | 'clock' | 'ids' | 'publish' | 'queues' | 'bindings'
  >,
  companyId: string,
  channelId: string,
  input: RepairChannelRequest,
): Promise<void> {
  const row = await findChannel(ctx.tenant(companyId), channelId);
  if (row === null) throw new NotFoundError('channel');
  if (row.disconnectedAtMs !== null) {
    throw new ConflictError('channel_disconnected', 'This number is disconnected. Connect it again.');
  }
  const accessToken = await ctx.envelope.open(tokenPlace(companyId, channelId), row.accessTokenSealed);
  await prepareNumber(ctx, { ...row, accessToken, pin: input.pin });
  if (input.pin === undefined) return;
  await noteRegistration(ctx, companyId, row, { isRegistered: true, status: 'CONNECTED', problem: null });
  await closeBreaker(ctx, companyId, channelId, { scopes: ['number'] });
}
