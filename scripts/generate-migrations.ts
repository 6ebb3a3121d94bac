/**
 * Writes the migrations that the schemas ask for. drizzle-kit cannot say WITHOUT ROWID, so it is added to every
 * `CREATE TABLE` of a new migration: such a table costs one written row per insert instead of two.
 * `npm run generate:migrations -- a-name` names them.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

for (const area of ['directory', 'tenant']) {
  const folder = `migrations/${area}`;
  const before = new Set(readdirSync(folder));
  const name = process.argv[2];
  const config = ['--config', `scripts/drizzle.${area}.config.ts`];
  const run = spawnSync(
    'drizzle-kit',
    ['generate', ...config, ...(name === undefined ? [] : ['--name', name])],
    {
      stdio: 'inherit',
    },
  );
  if (run.status !== 0) process.exit(run.status ?? 1);
  for (const file of readdirSync(folder)) {
    if (file.endsWith('.sql') && !before.has(file)) addWithoutRowid(`${folder}/${file}`);
  }
}

function addWithoutRowid(path: string): void {
  const sql = readFileSync(path, 'utf8');
  writeFileSync(path, sql.replace(/(CREATE TABLE [^;]*?\n\));/g, '$1 WITHOUT ROWID;'));
}
