import { describe, expect, it, onTestFailed } from 'vitest';
import { type Desk, openDesk } from '../support/northwind.ts';
import { playConversation, type Step, scripts } from './conversation.ts';

/** The whole conversation, with one restart per step; nothing is lost, and nothing comes twice. */
async function play(killing: (desk: Desk) => Step): Promise<void> {
  const desk = await openDesk();
  onTestFailed(() => console.log(desk.service.logs()));
  const killingStep = killing(desk);
  let kills = 0;
  const step: Step = async (title, act, see) => {
    kills += 1;
    try {
      return await killingStep(title, act, see);
    } catch (error) {
      throw new Error(`killed at: ${title}`, { cause: error });
    }
  };
  await playConversation(desk, scripts.english, step);
  await desk.close();
  expect(kills).toBeGreaterThan(14);
}

async function killAndRestart({ service }: Desk): Promise<void> {
  await service.kill9();
  await service.restart();
}

const timeout = 120_000;

describe.concurrent('the service is killed with -9 and started again', { timeout }, () => {
  it('between any two steps, when all is said: the conversation goes on', () =>
    play((desk) => async (_title, act, see) => {
      const done = await act();
      await see(done);
      await desk.teams.connector.quiet();
      await killAndRestart(desk);
      return done;
    }));

  it('at the moment when it has answered 200 and Teams has taken nothing: it says it afterwards', () =>
    play((desk) => async (_title, act, see) => {
      const release = desk.teams.connector.hold();
      const done = await act();
      await desk.service.kill9();
      release();
      await desk.service.restart();
      await see(done);
      return done;
    }));
});
