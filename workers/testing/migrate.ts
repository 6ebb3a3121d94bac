import { applyD1Migrations, evictAllDurableObjects, reset, type D1Migration } from 'cloudflare:test';
import { env } from 'cloudflare:workers';

const MAX_RESETS = 20;

interface TestBindings {
  ARCHIVE: R2Bucket;
  MEDIA: R2Bucket;
  DIRECTORY: D1Database;
  TENANT: D1Database;
  SEARCH: D1Database;
  DIRECTORY_MIGRATIONS: D1Migration[];
  TENANT_MIGRATIONS: D1Migration[];
  SEARCH_MIGRATIONS: D1Migration[];
}

// The test-only bindings are declared in workers/vitest.config.ts and nowhere else.
const bindings = env as unknown as TestBindings;
// Files share a runtime (starting one costs more than most of them): each begins with everything empty. The platform
// forgets what is open, and closes what rests for some seconds: all is opened first, and looked at again afterwards.
for (let times = 0; !(await isEmpty()); times++) {
  if (times === MAX_RESETS) throw new Error('what the file before has stored cannot be removed');
  await evictAllDurableObjects({ webSockets: 'close' });
  await reset();
}
await applyD1Migrations(bindings.DIRECTORY, bindings.DIRECTORY_MIGRATIONS, 'directory_migrations');
await applyD1Migrations(bindings.TENANT, bindings.TENANT_MIGRATIONS, 'tenant_migrations');
await applyD1Migrations(bindings.SEARCH, bindings.SEARCH_MIGRATIONS, 'search_migrations');

async function isEmpty(): Promise<boolean> {
  const tables = await Promise.all(
    [bindings.DIRECTORY, bindings.TENANT, bindings.SEARCH].map((db) =>
      db.prepare(`SELECT count(*) AS n FROM sqlite_master WHERE name LIKE '%_migrations'`).first<number>('n'),
    ),
  );
  const files = await Promise.all(
    [bindings.ARCHIVE, bindings.MEDIA].map(
      async (bucket) => (await bucket.list({ limit: 1 })).objects.length,
    ),
  );
  return [...tables, ...files].every((count) => count === 0);
}
