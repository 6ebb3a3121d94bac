import { and, eq } from 'drizzle-orm';
import { SENDABLE_STATUSES } from '../../contracts/template-limits.ts';
import { MAX_JSON_PARAMETER_BYTES, type UnsentQuery } from '../../platform/db/bind.ts';
import { columnsOf, rowsOf } from '../../platform/db/columns.ts';
import { runQuery } from '../../platform/db/run.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import type { StoredTemplate, TemplateRow } from './rules.ts';
import { templates } from './schema.ts';

export async function findTemplate(db: TenantDb, id: string): Promise<TemplateRow | null> {
  const rows = await runQuery(
    db.orm
      .select()
      .from(templates)
      .where(and(db.owns(templates), eq(templates.id, id)))
      .limit(1),
  );
  return rows[0] ?? null;
}

/** What a message names a template by. */
export interface TemplateName {
  wabaId: string;
  name: string;
  language: string;
}

export async function findTemplateByName(db: TenantDb, key: TemplateName): Promise<TemplateRow | null> {
  const [found] = await db.batch([selectTemplatesByName(db, [key])]);
  return rowsOf<TemplateRow>(found)[0] ?? null;
}

export function selectTemplatesByName(db: TenantDb, keys: readonly TemplateName[]): D1PreparedStatement {
  return db.statement(
    `SELECT ${columnsOf(templates, 't')}
     FROM json_each(?2) j CROSS JOIN templates t
       ON t.company_id = ?1 AND t.waba_id = j.value ->> 'wabaId' AND t.name = j.value ->> 'name'
       AND t.language = j.value ->> 'language'`,
    JSON.stringify(keys),
  );
}

/** What is known of an account's templates beside their components. */
export function selectKnown(db: TenantDb, wabaId: string): D1PreparedStatement {
  return db.statement(
    `SELECT id, status, status_reason AS statusReason, status_detail AS statusDetail, category,
            next_category AS nextCategory, next_category_at_ms AS nextCategoryAtMs
     FROM templates WHERE company_id = ?1 AND waba_id = ?2`,
    wabaId,
  );
}

/** The language variants of a name. */
export function selectVariants(db: TenantDb, wabaId: string, name: string): D1PreparedStatement {
  return db.statement(
    `SELECT ${columnsOf(templates, 't')} FROM templates t WHERE t.company_id = ?1 AND t.waba_id = ?2 AND t.name = ?3`,
    wabaId,
    name,
  );
}

export interface TemplateFilter {
  status: string | null;
  isSendable: boolean;
  category: string | null;
  language: string | null;
  /** The whole name. */
  name: string | null;
  /** A part of what it says, or else of its name; empty for all. */
  text: string;
  namePart: string;
  limit: number;
}

const SENDABLE = SENDABLE_STATUSES.map((status) => `'${status}'`).join(', ');

/** The filter's values, from `?n` on, in the order of `matches`. */
const filterValues = (filter: TemplateFilter) =>
  [
    filter.status,
    filter.category,
    filter.language,
    filter.name,
    filter.namePart,
    filter.text,
    filter.isSendable ? 1 : 0,
    filter.limit,
  ] as const;
/** Small and capital letters are the same where they are of ASCII: SQLite folds no others. */
const matches = (n: number) => `(?${n} IS NULL OR t.status = ?${n})
       AND (?${n + 1} IS NULL OR t.category = ?${n + 1}) AND (?${n + 2} IS NULL OR t.language = ?${n + 2})
       AND (?${n + 3} IS NULL OR t.name = ?${n + 3}) AND (?${n + 6} = 0 OR t.status IN (${SENDABLE}))
       AND (instr(t.name, ?${n + 4}) > 0 OR EXISTS (
         SELECT 1 FROM json_each(t.components) c WHERE instr(lower(c.value ->> 'text'), lower(?${n + 5})) > 0))`;

/** Ordered by name and language, after a place in that order. Reads at most what one account has. */
export function selectTemplatesOf(
  db: TenantDb,
  after: TemplateName,
  filter: TemplateFilter,
): D1PreparedStatement {
  return db.statement(
    `SELECT ${columnsOf(templates, 't')} FROM templates t
     WHERE t.company_id = ?1 AND t.waba_id = ?2 AND (t.name, t.language) > (?3, ?4)
       AND ${matches(5)}
     ORDER BY t.name, t.language LIMIT ?12`,
    after.wabaId,
    after.name,
    after.language,
    ...filterValues(filter),
  );
}

/** The same over all accounts, in the order of their ids. */
export function selectTemplatesAfter(
  db: TenantDb,
  after: TemplateName,
  filter: TemplateFilter,
): D1PreparedStatement {
  return db.statement(
    `SELECT ${columnsOf(templates, 't')} FROM templates t
     WHERE t.company_id = ?1 AND (t.waba_id, t.name, t.language) > (?2, ?3, ?4)
       AND ${matches(5)}
     ORDER BY t.waba_id, t.name, t.language LIMIT ?12`,
    after.wabaId,
    after.name,
    after.language,
    ...filterValues(filter),
  );
}

const COLUMNS = `company_id, id, waba_id, name, language, parameter_format, status, status_reason, status_detail,
  status_as_of_ms, category, next_category, next_category_at_ms, category_as_of_ms, quality, quality_as_of_ms,
  components, components_as_of_ms`;
const VALUES = `?1, value ->> 'id', value ->> 'wabaId', value ->> 'name', value ->> 'language',
  value ->> 'parameterFormat', value ->> 'status', value ->> 'statusReason', value ->> 'statusDetail',
  value ->> 'statusAsOfMs', value ->> 'category', value ->> 'nextCategory', value ->> 'nextCategoryAtMs',
  value ->> 'categoryAsOfMs', value ->> 'quality', value ->> 'qualityAsOfMs', value ->> 'components',
  value ->> 'componentsAsOfMs'`;

const GROUPS = [
  ['status_as_of_ms', ['status', 'status_reason', 'status_detail']],
  ['category_as_of_ms', ['category', 'next_category', 'next_category_at_ms']],
  ['quality_as_of_ms', ['quality']],
  ['components_as_of_ms', ['components']],
] as const;

const isNews = (asOf: string) => `excluded.${asOf} >= templates.${asOf}`;
/** Takes each group of columns from whichever side is newer. */
const MERGE = GROUPS.flatMap(([asOf, columns]) =>
  [...columns, asOf].map(
    (column) => `${column} = CASE WHEN ${isNews(asOf)} THEN excluded.${column} ELSE templates.${column} END`,
  ),
).join(', ');
const IS_DIFFERENT = GROUPS.map(
  ([asOf, columns]) =>
    `(${isNews(asOf)} AND (${columns.map((column) => `excluded.${column} IS NOT templates.${column}`).join(' OR ')}))`,
).join(' OR ');

/** New templates, and what is new about known ones. What is the same already writes no row. */
export function putTemplates(db: TenantDb, rows: readonly StoredTemplate[]): D1PreparedStatement[] {
  return partsOf(rows).map((part) =>
    db.statement(
      `INSERT INTO templates (${COLUMNS}) SELECT ${VALUES} FROM json_each(?2) WHERE true
       ON CONFLICT (company_id, id) DO UPDATE SET ${MERGE} WHERE ${IS_DIFFERENT}`,
      JSON.stringify(part),
    ),
  );
}

/** The same for templates that are known; one that was deleted meanwhile stays away. */
export function changeTemplates(db: TenantDb, rows: readonly StoredTemplate[]): D1PreparedStatement[] {
  return partsOf(rows).map((part) =>
    db.statement(
      `INSERT INTO templates (${COLUMNS}) SELECT ${VALUES} FROM json_each(?2) j
       WHERE EXISTS (SELECT 1 FROM templates t WHERE t.company_id = ?1 AND t.id = j.value ->> 'id')
       ON CONFLICT (company_id, id) DO UPDATE SET ${MERGE}`,
      JSON.stringify(part),
    ),
  );
}

/** Removes what the account no longer has, but for what became known after Meta was asked. */
export function deleteTemplatesBut(
  db: TenantDb,
  wabaId: string,
  ids: readonly string[],
  asOfMs: number,
): D1PreparedStatement {
  return db.statement(
    `DELETE FROM templates WHERE company_id = ?1 AND waba_id = ?2 AND components_as_of_ms < ?4
       AND id NOT IN (SELECT value FROM json_each(?3))`,
    wabaId,
    JSON.stringify(ids),
    asOfMs,
  );
}

/** Makes room for a template whose name and language an older one held. */
export function deleteNamesakes(db: TenantDb, key: TemplateName & { id: string }): D1PreparedStatement {
  return db.statement(
    `DELETE FROM templates WHERE company_id = ?1 AND waba_id = ?2 AND name = ?3 AND language = ?4 AND id <> ?5`,
    key.wabaId,
    key.name,
    key.language,
    key.id,
  );
}

export function deleteVariants(db: TenantDb, wabaId: string, name: string): D1PreparedStatement {
  return db.statement(
    `DELETE FROM templates WHERE company_id = ?1 AND waba_id = ?2 AND name = ?3`,
    wabaId,
    name,
  );
}

export function deleteTemplate(db: TenantDb, id: string): UnsentQuery {
  return db.orm.delete(templates).where(and(db.owns(templates), eq(templates.id, id)));
}

/** The template, if Meta has said that it is deleted and nothing newer. */
export function deleteGone(db: TenantDb, id: string): D1PreparedStatement {
  return db.statement(`DELETE FROM templates WHERE company_id = ?1 AND id = ?2 AND status = 'DELETED'`, id);
}

export function noteSync(db: TenantDb, wabaId: string, atMs: number): D1PreparedStatement {
  return db.statement(
    `INSERT INTO template_syncs (company_id, waba_id, synced_at_ms) VALUES (?1, ?2, ?3)
     ON CONFLICT (company_id, waba_id) DO UPDATE SET synced_at_ms = max(excluded.synced_at_ms, template_syncs.synced_at_ms)`,
    wabaId,
    atMs,
  );
}

/** When each of these accounts was last compared with Meta; one that never was is missing. */
export function selectSyncs(db: TenantDb, wabaIds: readonly string[]): D1PreparedStatement {
  return db.statement(
    `SELECT s.waba_id AS wabaId, s.synced_at_ms AS syncedAtMs
     FROM json_each(?2) j CROSS JOIN template_syncs s ON s.company_id = ?1 AND s.waba_id = j.value`,
    JSON.stringify(wabaIds),
  );
}

export interface AccountSync {
  wabaId: string;
  syncedAtMs: number;
}

/** Parts that each fit one bound parameter. */
function partsOf(rows: readonly StoredTemplate[]): StoredTemplate[][] {
  const parts: StoredTemplate[][] = [];
  let sizeBytes = Infinity;
  for (const row of rows) {
    const rowBytes = new TextEncoder().encode(JSON.stringify(row)).length + 1;
    if (sizeBytes + rowBytes > MAX_JSON_PARAMETER_BYTES) {
      parts.push([]);
      sizeBytes = 2;
    }
    parts.at(-1)?.push(row);
    sizeBytes += rowBytes;
  }
  return parts;
}

/** How many templates of an account can be sent, wait, were refused, or were stopped. */
export interface TemplateCounts {
  approved: number;
  pending: number;
  rejected: number;
  stopped: number;
}

export function countTemplates(db: TenantDb, wabaId: string): D1PreparedStatement {
  return db.statement(
    `SELECT total(status = 'APPROVED') AS approved, total(status IN ('PENDING', 'IN_APPEAL')) AS pending,
            total(status = 'REJECTED') AS rejected, total(status IN ('PAUSED', 'DISABLED')) AS stopped
     FROM templates WHERE company_id = ?1 AND waba_id = ?2`,
    wabaId,
  );
}
