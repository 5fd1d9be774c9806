import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They take minutes: npm run test:hard.
    exclude: ['test/hard/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    globalSetup: ['test/support/postgres.ts'],
    // The scenarios mostly wait for processes of their own: more at a time than there are cores.
    maxWorkers: 3,
  },
});
