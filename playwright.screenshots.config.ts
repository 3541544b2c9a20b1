import { defineConfig } from '@playwright/test';
import whole from './playwright.config.ts';

// One clock and one size: the same pictures of the same program.
process.env['SOURCE_DATE_EPOCH'] ??= '1717200000';

export default defineConfig({
  ...whole,
  testDir: 'test/screenshots',
  outputDir: 'test-results/screenshots',
  use: { ...whole.use, viewport: { width: 1440, height: 900 } },
  projects: [{ name: 'screenshots', testMatch: '**/*.spec.ts' }],
});
