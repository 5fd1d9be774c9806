import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** One that is begun last keeps all others waiting for its end. */
const longestFirst = [
  'kill-marked',
  'kill-random',
  'redelivery',
  'at-once',
  'bad-connector',
  'two-dispatchers',
  'hard-times',
  'budgets',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => {
      const place = longestFirst.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return place < 0 ? longestFirst.length : place;
    };
    return files.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

// The promises tried hard: `npm run test:hard`. They print figures, one line each.
export default defineConfig({
  test: {
    include: ['test/hard/**/*.test.ts'],
    // A busy machine with few cores starts a service fifty times in minutes.
    testTimeout: 600_000,
    hookTimeout: 120_000,
    globalSetup: ['test/support/postgres.ts'],
    // Much of the time is waiting: for leases, budgets and pauses to end.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    disableConsoleIntercept: true,
  },
});
