import type { Context } from '../../context.ts';
import { inBucket } from '../../platform/bucket.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { thumbnailKey, uploadKey } from './keys.ts';
import { deleteUntaken } from './queries.ts';
import type { UploadRow } from './rules.ts';

/** Forgets uploads whose day is over and that no message took, and bytes of those that never came to their end. */
export async function expireUploads(
  ctx: Pick<Context, 'tenant' | 'files'>,
  companyId: string,
  uploadIds: readonly string[],
): Promise<void> {
  const db = ctx.tenant(companyId);
  const [, kept] = await db.batch(deleteUntaken(db, uploadIds));
  const staying = new Set(rowsOf<UploadRow>(kept).map(({ id }) => id));
  const keys = uploadIds
    .filter((id) => !staying.has(id))
    .map((id) => uploadKey(companyId, id))
    .flatMap((key) => [key, thumbnailKey(key)]);
  if (keys.length > 0) await inBucket(ctx.files.delete(keys));
}
