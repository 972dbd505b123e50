import { defineConfig } from '@playwright/test';

/** The real application in the real Electron. `npm run test:e2e` brings a display and an ordinary user. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  globalTeardown: './e2e/support/demoTemplate.ts',
  outputDir: 'test-results/e2e/tests',
  // Each test starts an application, some a database too: two at a time keep two cores busy.
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
});
