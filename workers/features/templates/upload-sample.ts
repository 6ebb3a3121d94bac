import type { TemplateSample, TemplateSampleRequest } from '../../contracts/api/templates.ts';
import type { Context } from '../../context.ts';
import { HouseError, NotFoundError, ValidationError } from '../../platform/errors.ts';
import { findChannel, type ChannelRow } from '../channels/index.ts';
import { openUpload } from '../files/index.ts';
import { accountOf } from './find-account.ts';

/** What can stand in a template's header. Source: Meta, Resumable Upload API. */
const SAMPLE_TYPES = new Set(['image/jpeg', 'image/png', 'video/mp4', 'application/pdf']);

/** Hands an upload to Meta as the sample of a template's header; gives the handle for `example.header_handle`. */
export async function uploadSample(
  ctx: Pick<Context, 'config' | 'tenant' | 'envelope' | 'files' | 'media' | 'accounts'>,
  companyId: string,
  { channelId, uploadId }: TemplateSampleRequest,
): Promise<TemplateSample> {
  const channel = await findChannel(ctx.tenant(companyId), channelId);
  if (channel === null) throw new NotFoundError('channel');
  const { accessToken } = await accountOf(ctx, channel);
  const appId = await appOf(ctx, channel, accessToken);
  if (appId === null) {
    throw new ValidationError(
      'no_app_id',
      'Samples cannot be uploaded here: the id of the Meta app is not known. Add it on the number’s page under Channels, or give a handle that you have made at Meta.',
    );
  }
  const file = await openUpload(ctx, companyId, uploadId);
  if (!SAMPLE_TYPES.has(file.mimeType)) {
    throw ValidationError.ofFields([
      { path: 'uploadId', message: 'A sample is a JPEG, a PNG, an MP4 video or a PDF.' },
    ]);
  }
  const outcome = await ctx.media.uploadSample({ appId, accessToken }, file);
  if (outcome.kind === 'uploaded') return { handle: outcome.providerId };
  if (outcome.retryable) throw new HouseError('meta', new Error(outcome.error.title));
  throw ValidationError.ofFields([{ path: 'uploadId', message: outcome.error.detail }]);
}

/** Samples belong to the app whose token hands them over; where nobody named it, the token itself tells. */
async function appOf(
  ctx: Pick<Context, 'config' | 'accounts'>,
  channel: ChannelRow,
  accessToken: string,
): Promise<string | null> {
  const named = channel.app === 'company' ? channel.appId : ctx.config.meta.appId;
  if (named !== null) return named;
  const token = await ctx.accounts.readToken(accessToken);
  if (token.kind === 'unreachable') throw new HouseError('meta', token.cause);
  return token.kind === 'done' ? token.value.appId : null;
}
