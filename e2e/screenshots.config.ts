import { defineConfig, mergeConfig } from 'vitest/config';
import browserTests from './vitest.config.ts';

/** `npm run screenshots`: takes the pictures of the README from a running deployment. */
export default defineConfig(() => {
  const config = mergeConfig(browserTests, { test: { name: 'screenshots', testTimeout: 120_000 } });
  return { ...config, test: { ...config.test, include: ['screenshots.ts'] } };
});
