// A deployment in the middle of the day: the process is asked to end, and another one takes over.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { onEachEngine } from '../support/databases.ts';
import { dice, drained, figures, openHardDesk } from './support.ts';
import { startTraffic } from './traffic.ts';

onEachEngine((engine) => {
  const rounds = engine === 'sqlite' ? 3 : 1;
  describe(`SIGTERM under load, ${rounds} rounds`, () => {
    it('loses nothing, repeats nothing, and ends well in time', async () => {
      const desk = await openHardDesk({ engine, tenants: 20, agents: 24 });
      try {
        const random = dice(15);
        desk.teams.connector.rule(() => ({ delayMs: random() * 400 }));
        const size = { talkers: 10, noters: 4, openers: 4, pauseMs: 500 };
        const traffic = await startTraffic(desk, size);
        const ends: { code: number | null; ms: number }[] = [];
        let unanswered = 0;
        let underWay = 0;
        for (let round = 0; round < rounds; round += 1) {
          await sleep(1_000 + random() * 500);
          unanswered += traffic.open();
          underWay += desk.teams.connector.requests.filter(({ status }) => status === undefined).length;
          const askedAt = performance.now();
          desk.service.signal('SIGTERM');
          const { code } = await desk.service.ended();
          ends.push({ code, ms: performance.now() - askedAt });
          await desk.service.restart();
        }
        await traffic.stop();
        desk.teams.connector.rule(() => undefined);
        await drained(desk);
        const { words, ...faults } = await traffic.judge();
        const slowest = Math.max(...ends.map(({ ms }) => ms));
        figures(
          `SIGTERM, ${engine}: ${rounds} rounds, ${traffic.taken()} activities answered 200 (${unanswered} in work and ${underWay} requests to Teams under way when asked), ${words} words: ${faults.lost.length} lost, ${faults.explained.length + faults.unexplained.length} duplicates, exit codes ${ends.map(({ code }) => code).join(' ')}, the slowest end took ${(slowest / 1000).toFixed(1)} s`,
        );
        expect(faults).toEqual({ lost: [], disordered: [], explained: [], unexplained: [], doubled: [] });
        expect(ends.filter(({ code, ms }) => code !== 0 || ms > 15_000)).toEqual([]);
      } finally {
        await desk.close();
      }
    });
  });
});
