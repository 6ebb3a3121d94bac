import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { DEAD_LETTER_STATES } from '../../contracts/api/dead-letters.ts';

/**
 * Jobs that no consumer could do. In the directory, because the operators of the deployment look after those that no
 * company can be named for. A job that fails again after its redrive comes back to its own row.
 */
export const deadLetters = sqliteTable(
  'dead_letters',
  {
    id: text('id').notNull(),
    /** Null where the job's body does not say: deliveries that nobody has read yet, malformed bodies. */
    companyId: text('company_id'),
    /** The queue it came from. */
    lane: text('lane').notNull(),
    kind: text('kind').notNull(),
    code: text('code').notNull(),
    /** Masked. */
    detail: text('detail').notNull(),
    /** JSON of what the job is about: ids. Null where the body has none. */
    ref: text('ref'),
    /** How often it was delivered to the consumer. */
    attempts: integer('attempts').notNull(),
    bodySealed: text('body_sealed').notNull(),
    /** The queue's own id of the message: a letter that is written twice is one. */
    messageId: text('message_id').notNull(),
    state: text('state', { enum: DEAD_LETTER_STATES }).notNull(),
    redrives: integer('redrives').notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    changedAtMs: integer('changed_at_ms').notNull(),
    changedById: text('changed_by_id'),
    /** Why it was discarded. */
    reason: text('reason'),
  },
  (t) => [
    primaryKey({ columns: [t.id] }),
    uniqueIndex('dead_letters_message').on(t.messageId),
    index('dead_letters_company').on(t.companyId, t.state, t.id),
    index('dead_letters_company_group').on(t.companyId, t.state, t.lane, t.kind, t.code, t.id),
    index('dead_letters_state').on(t.state, t.id),
    index('dead_letters_group').on(t.state, t.lane, t.kind, t.code, t.id),
  ],
);
