import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** What a company wants to be alerted of, and who is told. One row, or none while everything is as it comes. */
export const alertSettings = sqliteTable(
  'alert_settings',
  {
    companyId: text('company_id').notNull(),
    /** Always `settings`: a second part, as every key of a tenant's has. */
    id: text('id').notNull(),
    /** JSON of `AlertRules`. */
    rules: text('rules').notNull(),
    /** JSON of `AlertNotify`. */
    notify: text('notify').notNull(),
    webhookUrlSealed: text('webhook_url_sealed'),
    /** Of the address, what may be shown. */
    webhookHost: text('webhook_host'),
    version: integer('version').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.id] })],
);
