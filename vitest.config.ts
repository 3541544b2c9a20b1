import { defineConfig } from 'vitest/config';
import react from '@vitejs/plugin-react';

export default defineConfig({
  plugins: [react()],
  // The packages may lie elsewhere, behind a link; nothing is served to anybody.
  server: { fs: { strict: false } },
  test: {
    include: ['{shared,electron,renderer,test}/**/*.test.{ts,tsx}'],
    setupFiles: ['test/support/small-engines.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
