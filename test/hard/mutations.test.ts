// 5,000 activities with something wrong in them, over HTTP, while honest people go on asking.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Activity, editOf } from '../support/fake-teams/activities.ts';
import { mutated } from '../support/hostile.ts';
import { drained, eachOf, figures, type HardDesk, openHardDesk, openTicket } from './support.ts';

const count = 5_000;
const ticketCount = 30;
const honestEvery = 50;

let desk: HardDesk;
let bases: Activity[];
beforeAll(async () => {
  desk = await openHardDesk({ tenants: 10, agents: 10 });
  const numbers = Array.from({ length: ticketCount }, (_, i) => i);
  bases = (await eachOf(numbers, 8, basesOf)).flat();
  await drained(desk);
});
afterAll(() => desk.close());

/** What the people around one ticket send: words, edits, events, and presses on cards that stand there. */
async function basesOf(i: number): Promise<Activity[]> {
  const { requester, threadId } = await openTicket(desk, desk.guest(i, `Requester ${i}`));
  const thread = (desk.agents[i % desk.agents.length] ?? desk.ben).in(threadId);
  const said = await requester.says('It happens each morning');
  const [installed] = await requester.installs();
  const presses = await Promise.all([
    requester.finds('withdraw-ticket').then((button) => button.invoke()),
    thread.finds('claim-ticket').then((button) => button.invoke()),
    thread.finds('reply-ticket').then((button) => button.invoke({ text: 'Good morning' })),
    thread.finds('change-severity').then((button) => button.invoke({ severity: 'B', reason: 'so be it' })),
  ]);
  const edit = editOf(said.activity, Date.now(), 'It happens each evening', desk.teams.botName);
  const mention = thread.draftsMention('Please restart it');
  return [said.activity, edit, ...(installed ? [installed] : []), mention, ...presses];
}

describe('5,000 mutated activities', () => {
  it('cause no error, no end of the process, and nobody else waits in vain', async () => {
    const honest = Array.from({ length: 20 }, (_, i) => desk.guest(i, `Honest ${i}`));
    const statuses = new Map<number, number>();
    const errors: string[] = [];
    let served = 0;
    await eachOf([...mutated(bases, count, 20_261_121)], 8, async ({ name, activity }, i) => {
      const known = bases[i % bases.length];
      const sent = known?.id === activity.id ? { ...activity, id: randomUUID() } : activity;
      const { status, body } = await desk.teams.deliver(sent);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status >= 500 || JSON.stringify(body ?? '').includes('stack')) errors.push(`${status} ${name}`);
      if (i % honestEvery > 0) return;
      const answer = await desk.teams.deliver((honest[i % honest.length] ?? desk.ben).drafts('help'));
      served += answer.status === 200 ? 1 : 0;
    });
    await drained(desk);
    const replies = honest.reduce((sum, one) => sum + one.posts().filter((p) => p.replyToId).length, 0);
    const lives = desk.service.logs().split('"event":"started"').length - 1;
    const listed = [...statuses].sort(([a], [b]) => a - b).map(([status, times]) => `${times} × ${status}`);
    figures(
      `mutations: ${count} activities: ${listed.join(', ')}; ${served} of ${count / honestEvery} honest ones in between taken, ${replies} answered; ${lives} life of the process`,
    );
    expect(errors).toEqual([]);
    expect([served, replies]).toEqual([count / honestEvery, count / honestEvery]);
    expect(lives).toBe(1);
    expect((await fetch(`${desk.service.url}/readyz`)).status).toBe(200);
  });
});
