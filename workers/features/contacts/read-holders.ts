import { rowsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { selectHolders, type HolderRow } from './holder-queries.ts';
import type { Holder } from './resolve-contacts.ts';
import { identifierText, type Identifier } from './rules.ts';

/** Whose these identifiers are, by `identifierText`. */
export async function readHolders(
  db: TenantDb,
  identifiers: readonly Identifier[],
): Promise<Map<string, Holder>> {
  const [found] = await db.batch([selectHolders(db, identifiers)]);
  return new Map(
    rowsOf<HolderRow>(found).map(({ keyKind, keyValue, untilMs, ...contact }) => [
      identifierText({ kind: keyKind, value: keyValue }),
      { contact, untilMs },
    ]),
  );
}
