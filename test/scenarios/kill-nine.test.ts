import { describe, expect, it, onTestFailed } from 'vitest';
import type { Engine } from '../../src/store/engine.ts';
import { onPostgres } from '../support/databases.ts';
import { eventually } from '../support/fake-teams/eventually.ts';
import { atRest, type Desk, openDesk } from '../support/northwind.ts';
import { playConversation, type Step } from './conversation.ts';
import { claimedTicketAt } from './opened-ticket.ts';
import { scripts } from './scripts.ts';

async function withDesk(work: (desk: Desk) => Promise<void>, engine: Engine = 'sqlite'): Promise<void> {
  const desk = await openDesk({ engine });
  onTestFailed(() => console.log(desk.service.logs()));
  try {
    await work(desk);
  } finally {
    await desk.close();
  }
}

type Kill = (desk: Desk) => Step;

/** Teams has taken nothing yet of what follows from the step. */
const asSoonAsAnswered: Kill = (desk) => async (_title, act, see) => {
  const restoreLine = desk.teams.connector.cutOff();
  const done = await act();
  await desk.service.kill9();
  restoreLine();
  await desk.service.restart();
  await see(done);
  return done;
};

/** All that follows from the step has been said. */
const whenAllIsSaid: Kill = (desk) => async (_title, act, see) => {
  const done = await act();
  await see(done);
  await atRest(desk);
  await desk.service.kill9();
  await desk.service.restart();
  return done;
};

const surviving: Step = async (_title, act, see) => {
  const done = await act();
  await see(done);
  return done;
};

/** In one of so many steps. */
async function playKilling(desk: Desk, kill: Kill, every = 1): Promise<void> {
  let steps = 0;
  const killing = kill(desk);
  const step: Step = (title, act, see) => {
    steps += 1;
    if (steps % every !== 0) return surviving(title, act, see);
    return killing(title, act, see).catch((cause) => {
      throw new Error(`killed at: ${title}`, { cause });
    });
  };
  await playConversation(desk, scripts.english, step);
  expect(steps).toBeGreaterThan(14);
}

const timeout = 120_000;

// What is committed lies in another process here, which survives: a few deaths show that it is found again.
onPostgres(() => {
  it('is killed with -9 after every third step: the conversation goes on', { timeout }, () =>
    withDesk((desk) => playKilling(desk, whenAllIsSaid, 3), 'postgres'),
  );
});

describe('the service is killed with -9 and started again', { timeout }, () => {
  it('in each step, as soon as it has answered 200: nothing is lost, nothing comes twice', () =>
    withDesk((desk) => playKilling(desk, asSoonAsAnswered)));

  it('while it waits to hear that Teams has taken something: it says that once more, in its place', () =>
    withDesk(async (desk) => {
      const { requester, thread } = await claimedTicketAt(desk);
      await atRest(desk);
      desk.teams.connector.script({
        when: ({ body }) => String(body.text).includes('the first'),
        answerAfterMs: 5_000,
      });
      await thread.mentions('the first');
      await thread.mentions('the second');
      await requester.sees('the first');
      await desk.service.kill9();
      await desk.service.restart();
      await requester.sees('the second');
      const said = requester.posts().flatMap(({ text }) => /the (first|second)/.exec(text)?.[1] ?? []);
      expect(said).toEqual(['first', 'first', 'second']);
      await thread.sees(/[Dd]elivered/);
    }));

  it('with Teams away for a while: what waited leaves in its order', () =>
    withDesk(async (desk) => {
      const { requester, thread } = await claimedTicketAt(desk);
      await atRest(desk);
      const restoreLine = desk.teams.connector.cutOff();
      for (const n of [1, 2, 3, 4, 5]) await requester.says(`line ${n}`);
      await desk.service.kill9();
      restoreLine();
      await desk.service.restart();
      const lines = () => thread.posts().flatMap(({ text }) => /line (\d)/.exec(text)?.[1] ?? []);
      await eventually(
        () => (lines().length >= 5 ? true : undefined),
        () => lines().join(),
      );
      expect(lines()).toEqual(['1', '2', '3', '4', '5']);
    }));
});
