import { describe, expect, it, onTestFailed } from 'vitest';
import { type Desk, openDesk } from '../support/northwind.ts';
import { playConversation, type Step, scripts } from './conversation.ts';

async function playKilling(killing: (desk: Desk) => Step): Promise<number> {
  const desk = await openDesk();
  onTestFailed(() => console.log(desk.service.logs()));
  let kills = 0;
  const step = killing(desk);
  await playConversation(desk, scripts.english, async (title, act, see) => {
    kills += 1;
    try {
      return await step(title, act, see);
    } catch (error) {
      throw new Error(`killed at: ${title}`, { cause: error });
    }
  });
  await desk.close();
  return kills;
}

async function killAndRestart({ service }: Desk): Promise<void> {
  await service.kill9();
  await service.restart();
}

const timeout = 120_000;

describe.concurrent('the service is killed with -9 and started again', { timeout }, () => {
  it('between any two steps: the conversation goes on, nothing twice', async () => {
    const kills = await playKilling((desk) => async (_title, act, see) => {
      const done = await act();
      await see(done);
      await desk.teams.connector.quiet();
      await killAndRestart(desk);
      return done;
    });
    expect(kills).toBeGreaterThan(14);
  });

  it('at the moment when it has answered 200: what it owes is done afterwards', async () => {
    const kills = await playKilling((desk) => async (_title, act, see) => {
      const done = await act();
      await killAndRestart(desk);
      await see(done);
      return done;
    });
    expect(kills).toBeGreaterThan(14);
  });
});
