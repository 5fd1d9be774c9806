// kill -9 at random moments under load: what was answered 200 is neither lost nor done twice.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFailed } from 'vitest';
import { onEachEngine } from '../support/databases.ts';
import { eventually } from '../support/fake-teams/eventually.ts';
import { dice, drained, figures, handles, openHardDesk } from './support.ts';
import { startTraffic } from './traffic.ts';

const leaseMs = 30_000;

onEachEngine((engine) => {
  const rounds = engine === 'sqlite' ? 50 : 10;
  describe(`kill -9 in ${rounds} rounds at random moments under load`, () => {
    it('loses nothing, keeps the order, and repeats only what Teams had taken unheard', async () => {
      const desk = await openHardDesk({ engine, tenants: 20, agents: 24, preload: handles });
      onTestFailed(() => console.log(desk.service.logs().slice(-4000)));
      try {
        const random = dice(20_261_121);
        const size = { talkers: 10, noters: 4, openers: 4, pauseMs: 900 };
        const traffic = await startTraffic(desk, size);
        // What is taken is answered a moment later: time enough to die in between.
        desk.teams.connector.rule(() => ({ answerAfterMs: random() * 50 }));
        let unanswered = 0;
        let unheard = 0;
        for (let round = 0; round < rounds; round += 1) {
          // By what was done and not by the clock alone: slow machines get as far as fast ones.
          const goal = traffic.taken() + random() * 20;
          await eventually(
            () => (traffic.taken() >= goal ? true : undefined),
            () => 'the service takes nothing',
            60_000,
          );
          await sleep(random() * 60);
          unanswered += traffic.open();
          unheard += desk.teams.connector.requests.filter(({ status }) => status === undefined).length;
          await desk.service.kill9();
          // The same now in all its lives; on PostgreSQL a dead sender's lease must run out.
          await desk.service.restart();
        }
        await traffic.stop();
        if (engine === 'postgres') await desk.pass(leaseMs);
        await drained(desk);
        const { words, ...faults } = await traffic.judge();
        const { explained, ...unforgiven } = faults;
        figures(
          `kill -9 at random, ${engine}: ${rounds} rounds, ${traffic.taken()} activities answered 200 (${unanswered} of them in work when killed), ${words} words, ${traffic.opened()} tickets opened: ${unforgiven.lost.length} lost, ${unforgiven.disordered.length} lanes out of order, ${unforgiven.doubled.length} effects twice, ${explained.length} words stand twice because the sender died after Teams had taken them (${unheard} requests had no answer yet when killed), ${unforgiven.unexplained.length} for another reason`,
        );
        expect(unforgiven).toEqual({ lost: [], disordered: [], unexplained: [], doubled: [] });
      } finally {
        await desk.close();
      }
    });
  });
});
