import type { Channel, CreateChannelRequest } from '../../contracts/api/channels.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { ConflictError, ValidationError } from '../../platform/errors.ts';
import { findMetaAppOf } from '../access/index.ts';
import { upsertFacts } from './fact-queries.ts';
import { findInterrupted } from './find-interrupted.ts';
import { logChannel } from './log-channel.ts';
import { prepareNumber } from './prepare-number.ts';
import {
  channelOf,
  deleteRoute,
  findDisconnected,
  putRoute,
  upsertChannel,
  type ChannelRow,
} from './queries.ts';
import { verifyApp } from './verify-app.ts';
import { verifyAtProvider } from './verify-at-provider.ts';
import { wakeTemplateSync } from './wake-template-sync.ts';

/**
 * Connects a WhatsApp number. The token is checked against Meta (unless that is skipped, which only a local
 * deployment allows), the app subscribed to the account's webhooks, the number registered where a PIN is given, the
 * token sealed, and the number routed here; a number that is connected anywhere is refused. One that this company
 * disconnected before comes back as the same channel.
 */
export async function createChannel(
  ctx: Pick<
    Context,
    | 'config'
    | 'clock'
    | 'ids'
    | 'directory'
    | 'tenant'
    | 'envelope'
    | 'channels'
    | 'accounts'
    | 'publish'
    | 'queues'
    | 'log'
  >,
  companyId: string,
  input: CreateChannelRequest,
): Promise<Channel> {
  if (input.skipVerification && !ctx.config.isLocal) {
    throw ValidationError.ofFields([
      { path: 'skipVerification', message: 'Only a local deployment can skip the check.' },
    ]);
  }
  if (input.app === 'company' && (await findMetaAppOf(ctx.directory, companyId)) === null) {
    throw ValidationError.ofFields([{ path: 'app', message: "Store your company's own Meta app first." }]);
  }
  const appId = input.app === 'company' ? (input.appId ?? null) : null;
  if (!input.skipVerification) {
    await verifyAtProvider(ctx, input);
    if (appId !== null) await verifyApp(ctx, { appId, accessToken: input.accessToken });
  }

  const db = ctx.tenant(companyId);
  const before = await findDisconnected(db, input.phoneNumberId);
  const id = before?.id ?? (await findInterrupted(ctx, companyId, input.phoneNumberId)) ?? ctx.ids.next('ch');
  const row: ChannelRow = {
    companyId,
    id,
    kind: 'cloud',
    name: input.name,
    phoneNumberId: input.phoneNumberId,
    wabaId: input.wabaId,
    displayPhoneNumber: input.displayPhoneNumber,
    app: input.app,
    appId,
    accessTokenSealed: await ctx.envelope.seal(tokenPlace(companyId, id), input.accessToken),
    disconnectedAtMs: null,
    createdAtMs: before?.createdAtMs ?? ctx.clock.nowMs(),
  };
  // The route first, because it decides whose number it is; what arrives before the channel's row finds its company.
  await claimNumber(ctx, row);
  try {
    if (!input.skipVerification) await prepareNumber(ctx, input);
    // In between the number may have been another company's: nothing of that time is ever read again for this one.
    const again = [{ channelId: id, fact: 'connection', value: '{}', asOfMs: ctx.clock.nowMs() } as const];
    await logChannel(ctx, db, id, [
      upsertChannel(db, row),
      ...(before === null ? [] : [upsertFacts(db, again)]),
    ]);
  } catch (error) {
    await ctx.directory.batch([deleteRoute(ctx.directory, row.phoneNumberId, row.id)]);
    throw error;
  }
  if (!input.skipVerification) await wakeTemplateSync(ctx, companyId, id);
  return channelOf(row);
}

/** Where a channel's access token is sealed. */
export function tokenPlace(companyId: string, channelId: string) {
  return { companyId, table: 'channels', row: channelId, column: 'access_token' };
}

async function claimNumber(ctx: Pick<Context, 'directory'>, row: ChannelRow): Promise<void> {
  const app = row.app === 'company' ? row.companyId : 'deployment';
  const { phoneNumberId, wabaId, companyId, id: channelId } = row;
  const [claimed] = await ctx.directory.batch([
    putRoute(ctx.directory, { phoneNumberId, wabaId, app, companyId, channelId }),
  ]);
  if (rowsOf(claimed).length > 0) return;
  throw new ConflictError('number_taken', 'This number is already connected in this deployment.', {
    fields: [{ path: 'phoneNumberId', message: 'This number is already connected.' }],
  });
}
