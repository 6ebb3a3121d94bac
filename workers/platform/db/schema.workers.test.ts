import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';

const tablesOf = async (database: D1Database) => {
  const { results } = await database
    .prepare(
      `SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'd1_%' AND name NOT LIKE '%_migrations' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'`,
    )
    .all<{ name: string; sql: string }>();
  return results;
};

describe('the schema', () => {
  it('keeps every table without a rowid, so that an insert writes one row', async () => {
    const tables = [...(await tablesOf(env.DIRECTORY)), ...(await tablesOf(env.TENANT))];
    expect(tables.length).toBeGreaterThan(15);
    expect(tables.filter(({ sql }) => !/WITHOUT ROWID/i.test(sql)).map(({ name }) => name)).toEqual([]);
  });

  it('keys every tenant table by the company first', async () => {
    const tables = await tablesOf(env.TENANT);
    const keys = tables.map(({ name, sql }) => [
      name,
      /PRIMARY KEY\s*\(\s*`(\w+)`/i.exec(sql)?.[1] ?? inlineKey(sql),
    ]);
    expect(keys).toEqual(tables.map(({ name }) => [name, 'company_id']));
  });

  it('keeps directory and tenant tables in databases of their own', async () => {
    const directory = new Set((await tablesOf(env.DIRECTORY)).map(({ name }) => name));
    const tenant = (await tablesOf(env.TENANT)).map(({ name }) => name);
    expect(tenant.filter((name) => directory.has(name))).toEqual([]);
  });
});

/** A key of one column stands beside it. */
const inlineKey = (sql: string) => /`(\w+)` \w+ PRIMARY KEY/i.exec(sql)?.[1];
