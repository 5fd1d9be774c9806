// Many hands on one ticket at the same moment: one owner, and no note is lost.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onEachEngine } from '../support/databases.ts';
import type { Person } from '../support/fake-teams/person.ts';
import { pressResult } from '../support/fake-teams/place.ts';
import { drained, eachOf, figures, type HardDesk, openHardDesk, openTicket } from './support.ts';

interface Ticket {
  readonly requester: Person;
  readonly number: string;
  readonly threadId: string;
}

const claimRounds = 50;
const noteRounds = 20;
const notesAtOnce = 50;

onEachEngine((engine) => {
  let desk: HardDesk;
  let tickets: Ticket[];

  beforeAll(async () => {
    desk = await openHardDesk({ engine, tenants: 25, agents: notesAtOnce });
    const numbers = Array.from({ length: claimRounds }, (_, i) => i);
    tickets = await eachOf(numbers, 8, (i) => openTicket(desk, desk.guest(i, `Requester ${i}`)));
    await drained(desk);
  });
  afterAll(() => desk.close());

  const noteOf = (round: number, i: number) => `n${round}x${i}z`;

  describe('many hands on one ticket at the same moment', () => {
    // Their notices to the threads need half a minute to leave: looked at last.
    it(`${notesAtOnce} notes, ${noteRounds} rounds: each is taken`, async () => {
      for (const [round, { threadId }] of tickets.slice(0, noteRounds).entries()) {
        const buttons = await Promise.all(desk.agents.map((agent) => agent.in(threadId).finds('add-note')));
        const invokes = buttons.map((button, i) => button.invoke({ note: noteOf(round, i) }));
        const answers = await Promise.all(invokes.map((invoke) => desk.teams.deliver(invoke)));
        expect(answers.map((answer) => pressResult(answer).code)).toEqual(invokes.map(() => 200));
      }
    });

    it(`20 claims, ${claimRounds} rounds: one has it, and all others read that name`, async () => {
      const spreads: number[] = [];
      const owners = new Map<Ticket, string>();
      let refusals = 0;
      for (const ticket of tickets) {
        const agents = desk.agents.slice(0, 20);
        const buttons = await Promise.all(
          agents.map((agent) => agent.in(ticket.threadId).finds('claim-ticket')),
        );
        const invokes = buttons.map((button) => button.invoke());
        const startedAt = performance.now();
        const asked = invokes.map((invoke) => desk.teams.deliver(invoke));
        spreads.push(performance.now() - startedAt);
        const texts = (await Promise.all(asked)).map((answer) => pressResult(answer).text);
        const refused = texts.filter((text) => text.includes('has taken it already'));
        const winner = agents[texts.findIndex((text) => !text.includes('has taken it already'))];
        const owner = winner?.facts.name ?? '';
        expect(refused).toHaveLength(19);
        expect(refused.filter((text) => text.includes(`${owner} has taken it already`))).toHaveLength(19);
        refusals += refused.length;
        owners.set(ticket, owner);
      }
      await drained(desk, 120_000);
      for (const [{ requester, number, threadId }, owner] of owners) {
        const told = requester.posts().filter(({ text }) => text.includes(`has taken request #${number}`));
        expect(told.map(({ text }) => text.includes(owner))).toEqual([true]);
        const announced = desk.ben.in(threadId).posts();
        const claimed = announced.filter(({ text }) => text.startsWith('Claimed by'));
        expect(claimed.map(({ text }) => text.includes(owner))).toEqual([true]);
      }
      const audited = await desk.rows<{ ticket_id: string; n: number }>(
        "select ticket_id, count(*) as n from audit where act = 'claim-ticket' and outcome = 'done' group by ticket_id",
      );
      expect(audited.map(({ n }) => Number(n))).toEqual(tickets.map(() => 1));
      figures(
        `claims, ${engine}: ${tickets.length} rounds of 20 agents, asked within ${Math.max(...spreads).toFixed(0)} ms at most: ${owners.size} owners, ${refusals} refusals that name them, ${audited.length} audit entries`,
      );
    });

    it('all notes are there', async () => {
      const bodies = (await desk.rows<{ body: string }>('select body from messages')).map(({ body }) => body);
      let kept = 0;
      let shown = 0;
      for (const [round, { threadId }] of tickets.slice(0, noteRounds).entries()) {
        const posts = desk.ben.in(threadId).posts();
        for (let i = 0; i < notesAtOnce; i += 1) {
          kept += bodies.filter((body) => body.includes(noteOf(round, i))).length;
          shown += posts.filter(({ text }) => text.includes(noteOf(round, i))).length;
        }
      }
      figures(
        `notes, ${engine}: ${noteRounds} rounds of ${notesAtOnce} at once on one ticket: ${kept} kept, ${shown} shown in the threads`,
      );
      expect([kept, shown]).toEqual([noteRounds * notesAtOnce, noteRounds * notesAtOnce]);
    });
  });
});
