import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { MEDIA_KINDS } from '../../contracts/api/media.ts';

/** Files that people of the company uploaded to send them. The bytes lie in the media bucket under the id. */
export const uploads = sqliteTable(
  'uploads',
  {
    companyId: text('company_id').notNull(),
    id: text('id').notNull(),
    kind: text('kind', { enum: MEDIA_KINDS }).notNull(),
    /** What the bytes are, not what was claimed. */
    mimeType: text('mime_type').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    /** Hex. */
    sha256: text('sha256').notNull(),
    filename: text('filename'),
    /** JSON of the rest of `MessageMedia`: measures, waveform, thumbnail. */
    details: text('details').notNull(),
    createdById: text('created_by_id').notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.id] })],
);

/** What the provider calls a file that was handed to it; it forgets it after a while. */
export const providerMedia = sqliteTable(
  'provider_media',
  {
    companyId: text('company_id').notNull(),
    uploadId: text('upload_id').notNull(),
    channelId: text('channel_id').notNull(),
    providerId: text('provider_id').notNull(),
    expiresAtMs: integer('expires_at_ms').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.uploadId, t.channelId] })],
);
