import type { UploadLink } from '../../contracts/api/media.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { uploadKey } from './keys.ts';
import { linkFile } from './link-file.ts';
import { selectUploads } from './queries.ts';
import { detailsOf, type UploadRow } from './rules.ts';

/** Short-lived addresses of an upload, to look at it before it is sent. */
export async function linkUpload(
  ctx: Pick<Context, 'tenant' | 'config' | 'clock'>,
  companyId: string,
  uploadId: string,
): Promise<UploadLink> {
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([selectUploads(db, [uploadId])]);
  const [row] = rowsOf<UploadRow>(found);
  if (row === undefined) throw new NotFoundError('upload');
  return linkFile(ctx, {
    companyId,
    key: uploadKey(companyId, uploadId),
    mimeType: row.mimeType,
    filename: row.filename,
    hasThumbnail: detailsOf(row).hasThumbnail,
  });
}
