import { defineConfig } from 'vitest/config';

/**
 * They may share the modules that are loaded, which for each file anew takes a third of the time. Not so those
 * that put another module or another clock in the place of ours.
 */
const sharing = [
  'test/{contract,domain,flows,i18n,knowledge,store}/**/*.test.ts',
  'test/teams/**/!(credentials|mould).test.ts',
];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    globalSetup: ['test/support/postgres.ts'],
    // The scenarios mostly wait for processes of their own: more at a time than there are cores.
    maxWorkers: 3,
    projects: [
      { extends: true, test: { name: 'sharing', include: sharing, isolate: false } },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['test/**/*.test.ts'],
          // The hard ones take minutes: npm run test:hard.
          exclude: ['test/hard/**', ...sharing],
        },
      },
    ],
  },
});
