import type { OutboundFile } from '../../channels/port.ts';
import type { Context } from '../../context.ts';
import { inBucket } from '../../platform/bucket.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { uploadKey } from './keys.ts';
import { selectUploads } from './queries.ts';
import type { UploadRow } from './rules.ts';

/** An upload with its bytes, to be handed on. */
export async function openUpload(
  ctx: Pick<Context, 'tenant' | 'files'>,
  companyId: string,
  uploadId: string,
): Promise<OutboundFile> {
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([selectUploads(db, [uploadId])]);
  const [row] = rowsOf<UploadRow>(found);
  const object = row === undefined ? null : await inBucket(ctx.files.get(uploadKey(companyId, uploadId)));
  if (row === undefined || object === null) throw new NotFoundError('upload');
  return {
    mimeType: row.mimeType,
    filename: row.filename ?? uploadId,
    sizeBytes: object.size,
    // Sound: R2 gives bytes.
    body: object.body as ReadableStream<Uint8Array>,
  };
}
