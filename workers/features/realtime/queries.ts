import { asc } from 'drizzle-orm';
import type { DirectoryDb } from '../../platform/db/directory-db.ts';
import { runQuery } from '../../platform/db/run.ts';
import { companies } from '../access/schema.directory.ts';

/** System scope: every company, for the cron. */
export async function listCompanyIds(db: DirectoryDb): Promise<string[]> {
  const rows = await runQuery(db.orm.select({ id: companies.id }).from(companies).orderBy(asc(companies.id)));
  return rows.map((row) => row.id);
}
