import { defineConfig } from 'vitest/config';

/** Every test but the browser's (e2e/): pure ones in Node, the Worker's in workerd. */
export default defineConfig({
  test: {
    projects: [
      'workers/vitest.unit.config.ts',
      'workers/vitest.workers.config.ts',
      'simulator/vitest.config.ts',
      'web/vitest.config.ts',
    ],
  },
});
