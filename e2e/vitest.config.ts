import { defineConfig } from 'vitest/config';

/** A real browser against a whole deployment, started as `npm start` starts it. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    name: 'browser',
    include: ['**/*.e2e.ts'],
    globalSetup: ['start-deployment.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
