// kill -9 at marked points of a message's way. Each point has its promise; the points are those of the failure
// table: (a) before the commit, (b) after it and before the 200, (c) after the 200 and before the send, (d) after
// Teams took the message and before `sent` is written, (e) while a press is answered, (f) in a timer.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onEachEngine } from '../support/databases.ts';
import type { Activity } from '../support/fake-teams/activities.ts';
import { eventually } from '../support/fake-teams/eventually.ts';
import type { Person } from '../support/fake-teams/person.ts';
import { type Place, pressResult } from '../support/fake-teams/place.ts';
import type { Told } from './children/handles.ts';
import {
  deliverUntilTaken,
  drained,
  eachOf,
  figures,
  type HardDesk,
  handles,
  openHardDesk,
  openTicket,
  standing,
  underNewId,
} from './support.ts';

const leaseMs = 30_000;
const minuteMs = 60_000;

interface Claimed {
  readonly requester: Person;
  readonly thread: Place;
}

onEachEngine((engine) => {
  const rounds = engine === 'sqlite' ? 10 : 2;
  const numbers = Array.from({ length: rounds }, (_, i) => i);
  let desk: HardDesk;
  /** One for each round, so that no round waits for another's lease. */
  let tickets: Claimed[];

  beforeAll(async () => {
    desk = await openHardDesk({ engine, tenants: 20, agents: 10, preload: handles });
    tickets = await eachOf(numbers, 4, async (i) => {
      const { requester, threadId } = await openTicket(desk, desk.guest(i, `Requester ${i}`));
      const thread = (desk.agents[i] ?? desk.ben).in(threadId);
      await thread.presses('claim-ticket');
      return { requester, thread };
    });
    await drained(desk);
  });
  afterAll(() => desk.close());

  const ticketAt = (round: number): Claimed => {
    const ticket = tickets[round];
    if (!ticket) throw new Error(`there is no ticket ${round}`);
    return ticket;
  };
  /** Words of the requester and of the agent in turn: what is sent, and where it has to arrive. */
  const wordsOf = (round: number, text: string): { activity: Activity; where: Place } => {
    const { requester, thread } = ticketAt(round);
    return round % 2 === 0
      ? { activity: requester.drafts(text), where: thread }
      : { activity: thread.draftsMention(text), where: requester };
  };
  const kept = async (text: string) =>
    (await desk.rows<{ id: string }>(`select id from messages where body like '%${text}%'`)).length;

  /** The process ends itself at the point; what Teams wanted to know is not answered. */
  async function dieAt(told: Told, activity: Activity): Promise<void> {
    await desk.service.tell(told);
    const answer = await desk.teams.deliver(activity).catch(() => undefined);
    expect(answer).toBeUndefined();
    expect((await desk.service.ended()).signal).toBe('SIGKILL');
  }
  /** The next life; a dead sender's leases have run out in it. */
  async function live(): Promise<void> {
    await desk.service.restart();
    if (engine === 'postgres') await desk.pass(leaseMs);
  }
  const title = (point: string, promise: string) => `(${point}) ${promise}, ${rounds} rounds`;
  const report = (point: string, line: string) =>
    figures(`kill -9 at (${point}), ${engine}: ${rounds} rounds: ${line}`);

  describe('kill -9 at a marked point', () => {
    it(title('a and c', 'before the commit; and after a 200, before the send'), async () => {
      for (const round of numbers) {
        // Answered 200, and Teams never took it.
        const answered = wordsOf(round, `charlie ${round}z`);
        desk.teams.connector.script({ when: says(`charlie ${round}z`), hangs: true });
        await deliverUntilTaken(desk, answered.activity);
        await eventually(
          () => desk.teams.connector.requests.find(says(`charlie ${round}z`)),
          () => 'nothing was sent',
        );
        const unanswered = wordsOf(round, `alpha ${round}z`);
        await dieAt({ at: 'before-commit', of: 'message' }, unanswered.activity);
        expect(await kept(`alpha ${round}z`)).toBe(0);
        await live();
        await deliverUntilTaken(desk, unanswered.activity);
        await unanswered.where.sees(`alpha ${round}z`);
      }
      await drained(desk);
      const order = numbers.map((round) => said(wordsWhere(round), /(alpha|charlie) \d+z/g).join());
      expect(order).toEqual(numbers.map(() => 'charlie,alpha'));
      report('a', 'before the commit: 0 effects; sent again 1 each');
      report('c', 'after the 200, before the send: 0 lost, 0 duplicates, order kept');
    });

    it('(c) twice in a row for the same words: not lost either', async () => {
      const { activity, where } = wordsOf(0, 'foxtrot 0z');
      desk.teams.connector.script({ when: says('foxtrot 0z'), hangs: true, times: 2 });
      await deliverUntilTaken(desk, activity);
      for (const time of [1, 2]) {
        await eventually(
          () => desk.teams.connector.requests.filter(says('foxtrot 0z'))[time - 1],
          () => 'nothing was sent',
        );
        await desk.service.kill9();
        await live();
      }
      await drained(desk);
      figures(
        `kill -9 at (c), ${engine}: twice in a row for the same words: they stand ${standing(where, 'foxtrot 0z')} times`,
      );
      expect(standing(where, 'foxtrot 0z')).toBe(1);
    });

    it(title('b and d', 'before the 200; and after Teams took it, before that is written'), async () => {
      const strangers = [0, 1].map((i) => desk.requester(stranger(i)));
      for (const round of numbers) {
        const { activity, where } = wordsOf(round, `delta ${round}z`);
        desk.teams.connector.script({ when: says(`delta ${round}z`), answerAfterMs: 3_000 });
        await deliverUntilTaken(desk, activity);
        await where.sees(`delta ${round}z`);
        const knocking = strangers[round];
        if (knocking) {
          const toThem = (request: { conversationId: string }) => request.conversationId === knocking.chatId;
          desk.teams.connector.script({ when: toThem, answerAfterMs: 3_000 });
          await knocking.says('hello');
          await knocking.sees('Northwind Cloud Partner');
        }
        const next = wordsOf(round, `bravo ${round}z`);
        const at = round % 2 === 0 ? 'after-commit' : 'before-answer';
        await dieAt({ at, of: 'message' }, next.activity);
        expect(await kept(`bravo ${round}z`)).toBe(1);
        await live();
        await next.where.sees(`bravo ${round}z`);
        await deliverUntilTaken(desk, next.activity);
      }
      await drained(desk);
      const order = numbers.map((round) => said(wordsWhere(round), /(bravo|delta) \d+z/g).join());
      expect(order.filter((words) => !/^delta(,delta)?,bravo$/.test(words))).toEqual([]);
      expect(strangers.map((one) => one.texts().length)).toEqual([1, 1]);
      const twice = order.filter((words) => words.startsWith('delta,delta')).length;
      report('b', 'after the commit, before the 200: 0 lost, 0 duplicates');
      report(
        'd',
        `after Teams took it: 0 lost, ${twice} duplicates of words (one a kill at most), order kept; of 2 notices to strangers 0 duplicates`,
      );
    });

    it(
      title('e', 'while a press is answered: one effect or none, and the card shows the truth'),
      async () => {
        let effects = 0;
        const points = ['before-commit', 'after-commit', 'before-answer'] as const;
        for (const round of numbers) {
          const requester = desk.guest(round, `E${round} Presser`);
          await requester.says('Outlook keeps asking for my password');
          const press = (await requester.finds('talk-to-person')).invoke();
          const restoreLine = desk.teams.connector.cutOff();
          const at = points[round % points.length] ?? 'before-commit';
          await dieAt({ at, of: 'press' }, press);
          restoreLine();
          const before = await openedBy(requester);
          expect(before).toHaveLength(at === 'before-commit' ? 0 : 1);
          effects += before.length;
          await live();
          // Teams' second layer asks once more, and then the person presses again.
          const first = pressResult(await deliverUntilTaken(desk, underNewId(press)));
          const second = pressResult(await deliverUntilTaken(desk, underNewId(press)));
          const [ticket, another] = await openedBy(requester);
          expect(another).toBeUndefined();
          for (const shown of [first, second]) expect(shown.text).toContain(`#${ticket?.number}`);
        }
        await drained(desk);
        const threads = numbers.map(
          (round) => desk.teams.connector.requests.filter(begins(`E${round} Presser`)).length,
        );
        expect(threads).toEqual(numbers.map(() => 1));
        report(
          'e',
          `effect 1 in ${effects}, 0 in ${rounds - effects}; pressed again 1 each, the card shows it`,
        );
      },
    );

    it(title('f', 'in a timer: it runs again, and speaks once'), { timeout: 120_000 }, async () => {
      const guests = numbers.map((i) => desk.guest(i, `F${i} Waiter`));
      const threads = await eachOf(guests, 4, async (guest) =>
        desk.ben.in((await openTicket(desk, guest)).threadId),
      );
      await drained(desk);
      // Severity C of the plan: eight hours, warned after six.
      let aheadMs = 6 * 60 * minuteMs;
      await desk.pass(0);
      for (const round of numbers) {
        const at = round % 2 === 0 ? 'before-commit' : 'after-commit';
        // At once: a timer of the house that comes between two words would leave the second without an answer.
        await desk.pass(aheadMs, { at, of: 'timer' } satisfies Told);
        aheadMs = 0;
        expect((await desk.service.ended()).signal).toBe('SIGKILL');
        await live();
      }
      await desk.pass(0);
      for (const thread of threads) await thread.sees('Nobody has claimed');
      await drained(desk);
      const spoken = threads.map((thread) => standing(thread, 'Nobody has claimed'));
      expect(spoken).toEqual(numbers.map(() => 1));
      report('f', `${rounds} warnings of ${rounds} tickets, each once`);
    });
  });

  function wordsWhere(round: number): Place {
    const { requester, thread } = ticketAt(round);
    return round % 2 === 0 ? thread : requester;
  }

  async function openedBy({ facts }: Person): Promise<{ number: number }[]> {
    return desk.rows(`select number from tickets where requester_id = '${facts.oid}'`);
  }
});

function says(text: string) {
  return ({ body }: { body: Readonly<Record<string, unknown>> }) => String(body.text).includes(text);
}

function stranger(n: number) {
  return { tenantId: `57a46e00-0000-4000-8000-00000000000${n}`, name: 'Zoe', locale: 'en-US' };
}

function said(where: Place, words: RegExp): string[] {
  return where.posts().flatMap(({ text }) => [...text.matchAll(words)].map(([, word = '']) => word));
}

/** Of what Teams took: the first message of a thread with this name. */
function begins(name: string) {
  return (request: { conversationId: string; took?: boolean; body: object }) =>
    request.conversationId === '' && request.took === true && JSON.stringify(request.body).includes(name);
}
