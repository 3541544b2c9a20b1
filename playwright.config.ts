import { defineConfig } from '@playwright/test';
import { existsSync } from 'node:fs';

/** Chromium of the system, since the test tool's own would have to be downloaded. */
const executablePath = process.env['PLAYWRIGHT_CHROMIUM_PATH'] ?? '/usr/bin/chromium';

// Quiet: without these Chromium looks for its maker's servers at every start.
const args = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** `DESK_LOOK="1280x720 dark" npx playwright test`: the same flows in another size and theme. */
const [, width = '1440', height = '900', theme = 'light'] =
  /^(\d+)x(\d+) (dark|light)$/.exec(process.env['DESK_LOOK'] ?? '') ?? [];

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  // The pages are drawn without a graphics card: two at a time take longer together than one after the other.
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 60_000 },
  forbidOnly: true,
  // Where nobody watches, a browser test that fails is tried once more; that it failed is told at the end of the run.
  retries: process.env['CI'] ? 1 : 0,
  use: {
    viewport: { width: Number(width), height: Number(height) },
    locale: 'en-GB',
    timezoneId: 'UTC',
    colorScheme: theme === 'dark' ? 'dark' : 'light',
    trace: 'retain-on-failure',
    launchOptions: { ...(existsSync(executablePath) ? { executablePath } : {}), args },
  },
  projects: [
    { name: 'loopback', testMatch: '**/*.spec.ts', testIgnore: '**/desktop.spec.ts' },
    { name: 'electron', testMatch: '**/desktop.spec.ts' },
  ],
});
