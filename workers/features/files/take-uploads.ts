import { ValidationError } from '../../platform/errors.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { selectUploads } from './queries.ts';
import { uploadsIn, usableUntil, type UploadRow } from './rules.ts';

/** The uploads that a message's content names, all there and of the right kind; none where it names none. */
export async function takeUploads(db: TenantDb, content: unknown, nowMs: number): Promise<UploadRow[]> {
  const uses = uploadsIn(content);
  if (uses.length === 0) return [];
  const [found] = await db.batch([
    selectUploads(
      db,
      uses.map(({ uploadId }) => uploadId),
    ),
  ]);
  const rows = new Map(rowsOf<UploadRow>(found).map((row) => [row.id, row]));
  for (const { uploadId, as } of uses) {
    const row = rows.get(uploadId);
    if (row === undefined || usableUntil(row.createdAtMs) <= nowMs) {
      throw refused(as, 'There is no such upload, or it is older than a day. Upload the file again.');
    }
    if (row.kind !== as) throw refused(as, `This file was uploaded as ${row.kind}.`);
  }
  return [...rows.values()];
}

const refused = (as: string, message: string) =>
  ValidationError.ofFields([{ path: `${as}.uploadId`, message }]);
