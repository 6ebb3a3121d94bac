import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: './workers/**/schema.directory.ts',
  out: './migrations/directory',
});
