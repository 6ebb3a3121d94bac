import { applyD1Migrations, evictAllDurableObjects, reset, type D1Migration } from 'cloudflare:test';
import { env } from 'cloudflare:workers';

interface TestBindings {
  DIRECTORY: D1Database;
  TENANT: D1Database;
  SEARCH: D1Database;
  DIRECTORY_MIGRATIONS: D1Migration[];
  TENANT_MIGRATIONS: D1Migration[];
  SEARCH_MIGRATIONS: D1Migration[];
}

// The test-only bindings are declared in workers/vitest.config.ts and nowhere else.
const bindings = env as unknown as TestBindings;
// Files share a runtime (starting one costs more than most of them): each begins with everything empty.
await evictAllDurableObjects({ webSockets: 'close' });
await reset();
await applyD1Migrations(bindings.DIRECTORY, bindings.DIRECTORY_MIGRATIONS, 'directory_migrations');
await applyD1Migrations(bindings.TENANT, bindings.TENANT_MIGRATIONS, 'tenant_migrations');
await applyD1Migrations(bindings.SEARCH, bindings.SEARCH_MIGRATIONS, 'search_migrations');
