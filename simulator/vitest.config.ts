import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: {
    include: ['**/*.test.ts'],
    exclude: ['dist/**'],
    isolate: false,
    // Ends what hangs; how fast a machine is decides nothing.
    testTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
