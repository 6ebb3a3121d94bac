import type { MediaUpload, SendingChannel } from '../../channels/port.ts';
import type { Context } from '../../context.ts';
import { inBucket } from '../../platform/bucket.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { uploadKey } from './keys.ts';
import { deleteCopies, putCopy, selectCopies, selectUploads, type ProviderCopy } from './queries.ts';
import { uploadsIn, type UploadRow } from './rules.ts';

/** How long a copy at the provider is used, in milliseconds. Source: Meta keeps uploads 30 days; a day is the margin. */
const COPY_MS = 29 * 24 * 60 * 60 * 1_000;
/** A copy of less than this age is the provider's own business, in milliseconds. Ours. */
const YOUNG_COPY_MS = 60 * 60 * 1_000;

/** What the provider calls the uploads that a content names. `old`: those that it may have forgotten. */
export type Provided =
  | { kind: 'ready'; fileIds: ReadonlyMap<string, string>; old: readonly string[] }
  | Extract<MediaUpload, { kind: 'rejected' }>;

/**
 * Hands the files of a message to the provider, each once per channel. Done before the message is claimed: it may take
 * longer than a claim holds, and whatever fails here, nothing has been sent.
 */
export async function provideUploads(
  ctx: Pick<Context, 'tenant' | 'clock' | 'files' | 'media'>,
  companyId: string,
  channel: SendingChannel & { id: string },
  content: unknown,
): Promise<Provided> {
  const uploadIds = [...new Set(uploadsIn(content).map(({ uploadId }) => uploadId))];
  if (uploadIds.length === 0) return { kind: 'ready', fileIds: new Map(), old: [] };
  const db = ctx.tenant(companyId);
  const nowMs = ctx.clock.nowMs();
  const [found, copied] = await db.batch([
    selectUploads(db, uploadIds),
    selectCopies(db, channel.id, uploadIds),
  ]);
  const rows = new Map(rowsOf<UploadRow>(found).map((row) => [row.id, row]));
  const copies = new Map(rowsOf<ProviderCopy>(copied).map((copy) => [copy.uploadId, copy]));
  const fileIds = new Map<string, string>();
  const old: string[] = [];
  for (const uploadId of uploadIds) {
    const copy = copies.get(uploadId);
    if (copy !== undefined && copy.expiresAtMs > nowMs) {
      fileIds.set(uploadId, copy.providerId);
      if (copy.expiresAtMs - COPY_MS + YOUNG_COPY_MS < nowMs) old.push(uploadId);
      continue;
    }
    const row = rows.get(uploadId);
    const object = row === undefined ? null : await inBucket(ctx.files.get(uploadKey(companyId, uploadId)));
    if (row === undefined || object === null) return gone;
    const uploaded = await ctx.media.upload(channel, {
      mimeType: row.mimeType,
      filename: row.filename ?? uploadId,
      sizeBytes: object.size,
      // Sound: R2 gives bytes.
      body: object.body as ReadableStream<Uint8Array>,
    });
    if (uploaded.kind === 'rejected') return uploaded;
    fileIds.set(uploadId, uploaded.providerId);
    const expiresAtMs = nowMs + COPY_MS;
    await db.batch([putCopy(db, channel.id, { uploadId, providerId: uploaded.providerId, expiresAtMs })]);
  }
  return { kind: 'ready', fileIds, old };
}

const gone: Provided = {
  kind: 'rejected',
  retryable: false,
  error: { code: 0, title: 'File gone', detail: 'The file is not there any more. Attach it again.' },
};

/** The provider no longer knows its copies: the next try hands the files over again. */
export async function forgetCopies(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  channelId: string,
  uploadIds: readonly string[],
): Promise<void> {
  const db = ctx.tenant(companyId);
  await db.batch([deleteCopies(db, channelId, uploadIds)]);
}
