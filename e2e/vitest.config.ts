import { defineConfig } from 'vitest/config';
import { APPEARS_WITHIN_MS } from './appears-within.ts';

/** A real browser against a whole deployment, started as `npm start` starts it. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    name: 'browser',
    include: ['**/*.e2e.ts'],
    globalSetup: ['start-deployment.ts'],
    fileParallelism: false,
    // What waits inside a test gives up by itself (browser.ts): this ends only what hangs without a wait.
    testTimeout: 180_000,
    hookTimeout: 60_000,
    // A deployment that is stopped ends its programs first.
    teardownTimeout: 60_000,
    expect: { poll: { timeout: APPEARS_WITHIN_MS, interval: 100 } },
  },
});
