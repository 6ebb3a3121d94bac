/** The database itself writes down every move of a message, whoever makes it. */
export async function watchMoves(tenant: D1Database): Promise<void> {
  await tenant.batch([
    tenant.prepare(
      `CREATE TABLE watched_moves (company_id TEXT NOT NULL, from_status TEXT NOT NULL, to_status TEXT NOT NULL)`,
    ),
    tenant.prepare(
      `CREATE TRIGGER watch_moves AFTER UPDATE ON messages WHEN old.status <> new.status BEGIN
         INSERT INTO watched_moves VALUES (new.company_id, old.status, new.status); END`,
    ),
  ]);
}

export async function readMoves(
  tenant: D1Database,
  companyId: string,
): Promise<{ from: string; to: string; n: number }[]> {
  const { results } = await tenant
    .prepare(
      `SELECT from_status AS "from", to_status AS "to", count(*) AS n FROM watched_moves
       WHERE company_id = ? GROUP BY 1, 2 ORDER BY n DESC`,
    )
    .bind(companyId)
    .all<{ from: string; to: string; n: number }>();
  return results;
}

export async function forgetMoves(tenant: D1Database): Promise<void> {
  await tenant.batch([
    tenant.prepare('DROP TRIGGER watch_moves'),
    tenant.prepare('DROP TABLE watched_moves'),
  ]);
}
