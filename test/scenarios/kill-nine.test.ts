import { describe, expect, it, onTestFailed } from 'vitest';
import { eventually } from '../support/fake-teams/eventually.ts';
import { type Desk, openDesk } from '../support/northwind.ts';
import { playConversation, type Step, scripts } from './conversation.ts';
import { claimedTicketAt } from './opened-ticket.ts';

async function withDesk(work: (desk: Desk) => Promise<void>): Promise<void> {
  const desk = await openDesk();
  onTestFailed(() => console.log(desk.service.logs()));
  await work(desk);
  await desk.close();
}

describe('the service is killed with -9 and started again', { timeout: 120_000 }, () => {
  it('in each step, as soon as it has answered 200: nothing is lost, nothing comes twice', () =>
    withDesk(async (desk) => {
      let kills = 0;
      const step: Step = async (title, act, see) => {
        const letThrough = desk.teams.connector.hold();
        const done = await act();
        await desk.service.kill9();
        letThrough();
        await desk.service.restart();
        kills += 1;
        await Promise.resolve(see(done)).catch((cause) => {
          throw new Error(`killed at: ${title}`, { cause });
        });
        return done;
      };
      await playConversation(desk, scripts.english, step);
      expect(kills).toBeGreaterThan(14);
    }));

  it('while it waits to hear that Teams has taken something: it says that once more, in its place', () =>
    withDesk(async (desk) => {
      const { requester, thread } = await claimedTicketAt(desk);
      await desk.teams.connector.quiet();
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
      await desk.teams.connector.quiet();
      const letThrough = desk.teams.connector.hold();
      for (const n of [1, 2, 3, 4, 5]) await requester.says(`line ${n}`);
      await desk.service.kill9();
      letThrough();
      await desk.service.restart();
      const lines = () => thread.posts().flatMap(({ text }) => /line (\d)/.exec(text)?.[1] ?? []);
      await eventually(
        () => (lines().length >= 5 ? true : undefined),
        () => lines().join(),
      );
      expect(lines()).toEqual(['1', '2', '3', '4', '5']);
    }));
});
