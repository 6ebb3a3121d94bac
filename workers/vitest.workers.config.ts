import { fileURLToPath } from 'node:url';
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { testVars } from './testing/vars.ts';

const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Everything that needs the runtime: workerd, real D1 (three databases), real queues and Durable Objects. */
export default defineConfig({
  root: root('.'),
  plugins: [
    cloudflareTest(async () => ({
      remoteBindings: false,
      wrangler: { configPath: root('wrangler.toml') },
      miniflare: {
        // A database each, so that a query that joins across them fails here before it fails in a larger deployment.
        d1Databases: { DIRECTORY: 'test-directory', TENANT: 'test-tenant', SEARCH: 'test-search' },
        bindings: {
          ...testVars,
          DIRECTORY_MIGRATIONS: await readD1Migrations(root('migrations/directory')),
          TENANT_MIGRATIONS: await readD1Migrations(root('migrations/tenant')),
          SEARCH_MIGRATIONS: await readD1Migrations(root('migrations/search')),
        },
      },
    })),
  ],
  test: {
    name: 'workers',
    include: ['workers/**/*.workers.test.ts', 'durable-objects/**/*.workers.test.ts'],
    isolate: false,
    // Ends what hangs; how fast a machine is decides nothing.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    setupFiles: ['workers/testing/migrate.ts'],
  },
});
