import type { Channel, CreateChannelRequest } from '../../contracts/api/channels.ts';
import type { Context } from '../../context.ts';
import { assertNever, ConflictError, HouseError, ValidationError } from '../../platform/errors.ts';
import { findMetaAppOf } from '../access/index.ts';
import { channelOf, deleteRoute, insertChannel, insertRoute, type ChannelRow } from './queries.ts';

/**
 * Connects a WhatsApp number. The token is checked against Meta (unless that is skipped, which only a local
 * deployment allows), sealed, and the number routed here; a number that is connected anywhere is refused.
 */
export async function createChannel(
  ctx: Pick<Context, 'config' | 'clock' | 'ids' | 'directory' | 'tenant' | 'envelope' | 'channels'>,
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
  if (!input.skipVerification) await verifyAtProvider(ctx, input);

  const id = ctx.ids.next('ch');
  const row: ChannelRow = {
    companyId,
    id,
    kind: 'cloud',
    name: input.name,
    phoneNumberId: input.phoneNumberId,
    wabaId: input.wabaId,
    displayPhoneNumber: input.displayPhoneNumber,
    app: input.app,
    accessTokenSealed: await ctx.envelope.seal(tokenPlace(companyId, id), input.accessToken),
    disconnectedAtMs: null,
    createdAtMs: ctx.clock.nowMs(),
  };
  // The route first, because it decides whose number it is; what arrives before the channel's row finds its company.
  await claimNumber(ctx, row);
  const db = ctx.tenant(companyId);
  try {
    await db.batch([insertChannel(db, row)]);
  } catch (error) {
    await ctx.directory.batch([deleteRoute(ctx.directory, row.phoneNumberId)]);
    throw error;
  }
  return channelOf(row);
}

/** Where a channel's access token is sealed. */
export function tokenPlace(companyId: string, channelId: string) {
  return { companyId, table: 'channels', row: channelId, column: 'access_token' };
}

async function verifyAtProvider(ctx: Pick<Context, 'channels'>, input: CreateChannelRequest): Promise<void> {
  const verification = await ctx.channels.cloud.verify(input);
  switch (verification.kind) {
    case 'right':
      return;
    case 'wrong_token':
      throw ValidationError.ofFields([
        { path: 'accessToken', message: 'Meta does not accept this access token for the number.' },
      ]);
    case 'wrong_number':
      throw ValidationError.ofFields([
        { path: 'phoneNumberId', message: 'Meta does not know this phone number id.' },
      ]);
    case 'wrong_account':
      throw ValidationError.ofFields([
        { path: 'wabaId', message: 'This number is not one of this WhatsApp Business Account.' },
      ]);
    case 'unreachable':
      throw new HouseError('meta', verification.cause);
    default:
      assertNever(verification);
  }
}

async function claimNumber(ctx: Pick<Context, 'directory'>, row: ChannelRow): Promise<void> {
  try {
    await ctx.directory.batch([
      insertRoute(ctx.directory, {
        phoneNumberId: row.phoneNumberId,
        wabaId: row.wabaId,
        app: row.app === 'company' ? row.companyId : 'deployment',
        companyId: row.companyId,
        channelId: row.id,
      }),
    ]);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    throw new ConflictError('number_taken', 'This number is already connected in this deployment.', {
      fields: [{ path: 'phoneNumberId', message: 'This number is already connected.' }],
    });
  }
}
