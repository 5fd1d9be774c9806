import { expect, it } from 'vitest';
import type { Remark, Store, Turn } from '../src/flows/ports.ts';
import { createRunTurn } from '../src/run-turn.ts';

/** `repeats`: how often the store begins it anew before it commits; then it fails, if it shall. */
function turnsWith(repeats = 0, fails = false) {
  const told: string[] = [];
  const tell = (what: string) => (reason: string) => void told.push(`${what} ${reason}`);
  const line = (how: string) => (fields: object) =>
    void told.push(`${how} ${Object.values(fields).filter(Boolean).join(' ')}`);
  const runTurn = createRunTurn({
    transaction: async (work) => {
      for (let times = 0; times < repeats; times += 1) await work({} as Store);
      const result = await work({} as Store);
      if (fails) throw new Error('not committed');
      return result;
    },
    now: () => 5,
    settings: () => ({ name: 'settings' }) as unknown as Turn['settings'],
    knowledge: () => ({}) as Turn['knowledge'],
    nonces: { issue: () => '', isOurs: () => false },
    ranksAgain: false,
    metrics: {
      refusedPress: tell('press'),
      ranking: tell('ranking'),
      answered: tell('answered'),
      learned: tell('learned'),
    },
    log: { info: line('log'), always: line('always') },
  });
  return { runTurn, told };
}

const remarking =
  (...lines: Remark[]) =>
  async ({ remark }: Turn) => {
    for (const one of lines) remark(one);
  };

it('what was remarked is told once, however often the turn was begun', async () => {
  const { runTurn, told } = turnsWith(2);
  await runTurn(remarking({ event: 'old-rows-deleted', rows: 3 }));
  expect(told).toEqual(['log old-rows-deleted 3']);
});

it('nothing is told of a turn that was not committed', async () => {
  const { runTurn, told } = turnsWith(0, true);
  await expect(runTurn(remarking({ event: 'old-rows-deleted' }))).rejects.toThrow('not committed');
  expect(told).toEqual([]);
});

it.each<[Remark, readonly string[]]>([
  [{ event: 'answered', reason: 'sure' }, ['answered sure']],
  [{ event: 'learned', reason: 'helped' }, ['learned helped']],
  [{ event: 'audit-head', hash: 'abc', sequence: 7 }, ['always audit-head 7 abc']],
  [{ event: 'press-refused', reason: 'not-ours' }, ['press not-ours', 'log press-refused not-ours']],
  [{ event: 'rank-again', reason: 'timeout' }, ['ranking timeout', 'log rank-again timeout']],
])('%o is counted, or a line of the log', async (line, expected) => {
  const { runTurn, told } = turnsWith();
  await runTurn(remarking(line));
  expect(told).toEqual(expected);
});

it('a turn has the moment at which it began, and the activity that it answers if there is one', async () => {
  const { runTurn } = turnsWith();
  const seen = await runTurn(async ({ now, activityId }) => ({ now, activityId }), 'activity');
  expect(seen).toEqual({ now: 5, activityId: 'activity' });
  expect(await runTurn(async (turn) => 'activityId' in turn || 'ranksAgain' in turn)).toBe(false);
});
