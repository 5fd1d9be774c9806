import { defineConfig } from 'vitest/config';

// The promises tried hard: `npm run test:hard`. They print figures, one line each.
export default defineConfig({
  test: {
    include: ['test/hard/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    globalSetup: ['test/support/postgres.ts'],
    // Much of the time is waiting: for leases, budgets and pauses to end.
    maxWorkers: 6,
    disableConsoleIntercept: true,
  },
});
