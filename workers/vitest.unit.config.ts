import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Pure decisions, in Node and in milliseconds. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    name: 'unit',
    include: ['workers/**/*.test.ts', 'durable-objects/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['**/*.workers.test.ts', '**/node_modules/**'],
    isolate: false,
    // Ends what hangs; how fast a machine is decides nothing.
    testTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
