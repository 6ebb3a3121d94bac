import { columnsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import type { ContactRow, Identifier } from './rules.ts';
import { contacts } from './schema.ts';

/** A contact that has, or had, an identifier. */
export type HolderRow = ContactRow & {
  keyKind: Identifier['kind'];
  keyValue: string;
  untilMs: number | null;
};

/** Whose these identifiers are. One row per identifier that is somebody's. */
export function selectHolders(db: TenantDb, identifiers: readonly Identifier[]): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (
       SELECT value ->> 'kind' AS kind, value ->> 'value' AS value FROM json_each(?2))
     SELECT j.kind AS keyKind, j.value AS keyValue, i.until_ms AS untilMs, ${columnsOf(contacts, 'c')}
     FROM j
     CROSS JOIN contact_identifiers i ON i.company_id = ?1 AND i.kind = j.kind AND i.value = j.value
     CROSS JOIN contacts c ON c.company_id = ?1 AND c.id = i.contact_id`,
    JSON.stringify(identifiers),
  );
}
