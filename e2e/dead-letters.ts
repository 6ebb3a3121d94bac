import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { createIds } from '../workers/platform/ids.ts';
import { createEnvelope } from '../workers/platform/security/envelope.ts';
import { parseKeyRing } from '../workers/platform/security/key-ring.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

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
  execute(
    state,
    rows.map(
      ({ values }) =>
        `INSERT INTO dead_letters (id, company_id, lane, kind, code, detail, ref, attempts, body_sealed, message_id,
           state, redrives, created_at_ms, changed_at_ms) VALUES (${values.map(literal).join(', ')});`,
    ),
  );
  return rows.map(({ id }) => id);
}

function execute(state: string, statements: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'recado-'));
  try {
    const file = join(folder, 'letters.sql');
    writeFileSync(file, statements.join('\n'), { mode: 0o600 });
    const place = ['--local', '--persist-to', join(state, 'worker'), '--yes', '--file', file];
    execFileSync('wrangler', ['d1', 'execute', 'DIRECTORY', ...place], { cwd: ROOT, stdio: 'pipe' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const literal = (value: string | number | null): string | number => {
  if (value === null) return 'NULL';
  return typeof value === 'number' ? value : `'${value.replaceAll("'", "''")}'`;
};
