import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { ROLES } from '../../contracts/api/access.ts';

export const companies = sqliteTable(
  'companies',
  {
    id: text('id').notNull(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    /** Which tenant database holds the company. */
    shard: text('shard').notNull().default('main'),
    createdAtMs: integer('created_at_ms').notNull(),
  },
  (t) => [primaryKey({ columns: [t.id] }), uniqueIndex('companies_slug').on(t.slug)],
);

/** A company's own Meta app; both secrets sealed. */
export const metaApps = sqliteTable(
  'meta_apps',
  {
    companyId: text('company_id').notNull(),
    appSecretSealed: text('app_secret_sealed').notNull(),
    verifyTokenSealed: text('verify_token_sealed').notNull(),
    updatedAtMs: integer('updated_at_ms').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId] })],
);

export const users = sqliteTable(
  'users',
  {
    id: text('id').notNull(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    passwordHash: text('password_hash').notNull(),
    /** Looks after the deployment itself, for all companies. */
    isOperator: integer('is_operator', { mode: 'boolean' }).notNull().default(false),
    createdAtMs: integer('created_at_ms').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.id] }),
    uniqueIndex('users_email').on(t.email),
    // Only of operators, who are few.
    index('users_operators')
      .on(t.id)
      .where(sql`is_operator = 1`),
  ],
);

export const memberships = sqliteTable(
  'memberships',
  {
    companyId: text('company_id').notNull(),
    userId: text('user_id').notNull(),
    role: text('role', { enum: ROLES }).notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.userId] }),
    index('memberships_user').on(t.userId, t.companyId),
  ],
);

/**
 * A signed-in browser. The refresh token is kept only as a hash, and changes with every use. The token before is
 * remembered, so that its second use shows a theft and ends the session.
 */
export const sessions = sqliteTable(
  'sessions',
  {
    id: text('id').notNull(),
    userId: text('user_id').notNull(),
    companyId: text('company_id').notNull(),
    tokenHash: text('token_hash').notNull(),
    previousTokenHash: text('previous_token_hash'),
    rotatedAtMs: integer('rotated_at_ms').notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    expiresAtMs: integer('expires_at_ms').notNull(),
    endedAtMs: integer('ended_at_ms'),
  },
  (t) => [primaryKey({ columns: [t.id] })],
);
