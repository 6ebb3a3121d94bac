import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts'],
    isolate: false,
    // Ends what hangs; how fast a machine is decides nothing.
    testTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
