import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runStep } from './children.ts';
import { ROOT, STATE, WORKER_STATE } from './places.ts';

const STAMP = resolve(STATE, 'migrated');

/** Applies the migrations that the local database lacks. Does nothing when they are the ones applied last. */
export function migrate(): void {
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  for (const binding of ['DIRECTORY', 'TENANT', 'SEARCH']) {
    runStep(`preparing the database (${binding.toLowerCase()})`, 'wrangler', [
      'd1',
      'migrations',
      'apply',
      binding,
      '--local',
      '--persist-to',
      WORKER_STATE,
    ]);
  }
  writeFileSync(STAMP, wanted);
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const area of ['directory', 'tenant', 'search']) {
    const folder = resolve(ROOT, 'migrations', area);
    for (const file of readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .toSorted()) {
      hash.update(`${area}/${file}\n`).update(readFileSync(resolve(folder, file)));
    }
  }
  return hash.digest('hex');
}
