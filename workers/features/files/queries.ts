import { columnsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { uploads } from './schema.ts';
import type { UploadRow } from './rules.ts';

export function selectUploads(db: TenantDb, uploadIds: readonly string[]): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (SELECT DISTINCT value AS id FROM json_each(?2))
     SELECT ${columnsOf(uploads, 'u')} FROM j CROSS JOIN uploads u ON u.company_id = ?1 AND u.id = j.id`,
    JSON.stringify(uploadIds),
  );
}

export function insertUpload(db: TenantDb, row: Omit<UploadRow, 'companyId'>): D1PreparedStatement {
  return db.statement(
    `INSERT INTO uploads (company_id, id, kind, mime_type, size_bytes, sha256, filename, details, created_by_id,
                          created_at_ms)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)`,
    row.id,
    row.kind,
    row.mimeType,
    row.sizeBytes,
    row.sha256,
    row.filename,
    row.details,
    row.createdById,
    row.createdAtMs,
  );
}

/** A message has these uploads now: they stay as long as it does. Those that were taken before are left as they are. */
export function markTaken(db: TenantDb, uploadIds: readonly string[], atMs: number): D1PreparedStatement {
  return db.statement(
    `UPDATE uploads SET details = json_set(details, '$.takenAtMs', ?3)
     WHERE (company_id, id) IN (SELECT ?1, value FROM json_each(?2)) AND details ->> 'takenAtMs' IS NULL`,
    JSON.stringify(uploadIds),
    atMs,
  );
}

/** Removes those that no message took; gives those that stay. */
export function deleteUntaken(db: TenantDb, uploadIds: readonly string[]): D1PreparedStatement[] {
  const json = JSON.stringify(uploadIds);
  return [
    db.statement(
      `DELETE FROM uploads
       WHERE (company_id, id) IN (SELECT ?1, value FROM json_each(?2)) AND details ->> 'takenAtMs' IS NULL`,
      json,
    ),
    selectUploads(db, uploadIds),
  ];
}

/** What the provider calls uploads on a channel. */
export interface ProviderCopy {
  uploadId: string;
  providerId: string;
  expiresAtMs: number;
}

export function selectCopies(
  db: TenantDb,
  channelId: string,
  uploadIds: readonly string[],
): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (SELECT DISTINCT value AS id FROM json_each(?3))
     SELECT p.upload_id AS uploadId, p.provider_id AS providerId, p.expires_at_ms AS expiresAtMs
     FROM j CROSS JOIN provider_media p ON p.company_id = ?1 AND p.upload_id = j.id AND p.channel_id = ?2`,
    channelId,
    JSON.stringify(uploadIds),
  );
}

export function putCopy(db: TenantDb, channelId: string, copy: ProviderCopy): D1PreparedStatement {
  return db.statement(
    `INSERT INTO provider_media (company_id, upload_id, channel_id, provider_id, expires_at_ms)
     VALUES (?1, ?2, ?3, ?4, ?5)
     ON CONFLICT (company_id, upload_id, channel_id) DO UPDATE
     SET provider_id = excluded.provider_id, expires_at_ms = excluded.expires_at_ms`,
    copy.uploadId,
    channelId,
    copy.providerId,
    copy.expiresAtMs,
  );
}

export function deleteCopies(
  db: TenantDb,
  channelId: string,
  uploadIds: readonly string[],
): D1PreparedStatement {
  return db.statement(
    `DELETE FROM provider_media
     WHERE (company_id, upload_id, channel_id) IN (SELECT ?1, value, ?2 FROM json_each(?3))`,
    channelId,
    JSON.stringify(uploadIds),
  );
}
