import { integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { PARAMETER_FORMATS } from '../../contracts/api/templates.ts';

/**
 * A message template of a WhatsApp Business Account, in one language, as Meta has it. Each `…AsOfMs` says of when the
 * columns before it are: news that are older change nothing.
 */
export const templates = sqliteTable(
  'templates',
  {
    companyId: text('company_id').notNull(),
    /** Meta's id of this language variant. */
    id: text('id').notNull(),
    wabaId: text('waba_id').notNull(),
    name: text('name').notNull(),
    language: text('language').notNull(),
    parameterFormat: text('parameter_format', { enum: PARAMETER_FORMATS }).notNull(),
    /** Meta's words: APPROVED, PENDING, REJECTED, PAUSED, DISABLED, … */
    status: text('status').notNull(),
    /** Meta's word for why it was rejected, paused or disabled. */
    statusReason: text('status_reason'),
    /** The same as Meta's sentence; only webhooks tell it. */
    statusDetail: text('status_detail'),
    statusAsOfMs: integer('status_as_of_ms').notNull(),
    category: text('category').notNull(),
    /** What Meta will make of the category by itself, and when. */
    nextCategory: text('next_category'),
    nextCategoryAtMs: integer('next_category_at_ms'),
    categoryAsOfMs: integer('category_as_of_ms').notNull(),
    /** GREEN, YELLOW, RED or UNKNOWN. */
    quality: text('quality').notNull(),
    qualityAsOfMs: integer('quality_as_of_ms').notNull(),
    /** JSON of Meta's components. */
    components: text('components').notNull(),
    componentsAsOfMs: integer('components_as_of_ms').notNull(),
  },
  (t) => [
    // In the order in which they are listed.
    primaryKey({ columns: [t.companyId, t.wabaId, t.name, t.language] }),
    uniqueIndex('templates_id').on(t.companyId, t.id),
  ],
);

/** When an account's templates were last compared with Meta's. */
export const templateSyncs = sqliteTable(
  'template_syncs',
  {
    companyId: text('company_id').notNull(),
    wabaId: text('waba_id').notNull(),
    syncedAtMs: integer('synced_at_ms').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.wabaId] })],
);
