import { defineConfig } from 'vitest/config';

/** A real browser against a whole deployment, started as `npm start` starts it. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    name: 'browser',
    include: ['**/*.e2e.ts'],
    globalSetup: ['start-deployment.ts'],
    fileParallelism: false,
    // What waits inside a test gives up after 15 s (browser.ts); a test has a few such waits at most.
    testTimeout: 45_000,
    hookTimeout: 45_000,
    expect: { poll: { timeout: 15_000, interval: 100 } },
  },
});
