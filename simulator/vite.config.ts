import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  root: path('page'),
  base: '/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: path('dist'),
    emptyOutDir: true,
    target: 'es2024',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // The phones' page, the window of Embedded Signup, and the SDK that leads to it under a name of its own.
      input: {
        index: path('page/index.html'),
        signup: path('page/signup.html'),
        sdk: path('page/src/signup/sdk.ts'),
      },
      output: {
        entryFileNames: ({ name }) => (name === 'sdk' ? 'signup/sdk.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
