import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseEnv } from 'node:util';
import { createIds } from '../workers/platform/ids.ts';
import { createEnvelope } from '../workers/platform/security/envelope.ts';
import { parseKeyRing } from '../workers/platform/security/key-ring.ts';

/** How long it waits while the deployment writes. */
const BUSY_MS = 15_000;

export interface StoredLetter {
  companyId: string | null;
  lane: string;
  kind: string;
  code: string;
  detail: string;
  body: unknown;
  ref?: unknown;
}

/**
 * Writes dead letters into a deployment's database as its consumer does: sealed under its key. A browser test cannot wait
 * until a job has failed as often as it must. Gives their ids.
 */
export async function storeDeadLetters(state: string, letters: readonly StoredLetter[]): Promise<string[]> {
  const keys = parseEnv(readFileSync(join(state, 'vars.env'), 'utf8'))['ENCRYPTION_KEYS'] ?? '';
  const envelope = createEnvelope(parseKeyRing(keys));
  const ids = createIds(Date.now, (n) => randomBytes(n));
  const rows = await Promise.all(
    letters.map(async ({ companyId, lane, kind, code, detail, body, ref }) => {
      const id = ids.next('dl');
      const place = { companyId: companyId ?? 'deployment', table: 'dead_letters', row: id, column: 'body' };
      const sealed = await envelope.seal(place, JSON.stringify(body));
      const now = Date.now();
      return {
        id,
        values: [
          id,
          companyId,
          lane,
          kind,
          code,
          detail,
          ref === undefined ? null : JSON.stringify(ref),
          4,
          sealed,
          randomUUID(),
          'open',
          0,
          now,
          now,
        ],
      };
    }),
  );
  const database = openDirectory(state);
  try {
    const insert = database.prepare(
      `INSERT INTO dead_letters (id, company_id, lane, kind, code, detail, ref, attempts, body_sealed, message_id,
         state, redrives, created_at_ms, changed_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    database.exec('BEGIN IMMEDIATE');
    for (const { values } of rows) insert.run(...values);
    database.exec('COMMIT');
  } finally {
    database.close();
  }
  return rows.map(({ id }) => id);
}

/** A second connection to the file that the deployment itself writes to, as `wrangler d1 execute` has one, without its start. */
function openDirectory(state: string): DatabaseSync {
  const folder = join(state, 'worker/v3/d1/miniflare-D1DatabaseObject');
  for (const name of readdirSync(folder).filter((one) => /^[0-9a-f]+\.sqlite$/.test(one))) {
    const database = new DatabaseSync(join(folder, name), { timeout: BUSY_MS });
    if (database.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'dead_letters'`).get() !== undefined)
      return database;
    database.close();
  }
  throw new Error(`no database in ${folder} has dead letters`);
}
