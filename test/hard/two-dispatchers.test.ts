// Two processes on one store: order across both, and a frozen one that wakes up too late.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { onPostgres } from '../support/databases.ts';
import { eventually } from '../support/fake-teams/eventually.ts';
import type { Service } from '../support/service.ts';
import {
  deliverUntilTaken,
  dice,
  drained,
  eachOf,
  figures,
  type HardDesk,
  handles,
  openHardDesk,
  openTicket,
  standing,
} from './support.ts';

async function withTwo(work: (desk: HardDesk) => Promise<void>, preload?: string): Promise<void> {
  const desk = await openHardDesk({
    engine: 'postgres',
    tenants: 20,
    agents: 4,
    ...(preload !== undefined && { preload }),
  });
  try {
    await work(desk);
  } finally {
    await desk.close();
  }
}

const wordCount = 200;
const rowCount = 14;
const leaseMs = 30_000;

// One waits for budgets, the other for a lease: side by side.
onPostgres(() => {
  it.concurrent(`${wordCount} words through two processes and a connector of random speed: in order`, () =>
    withTwo(async (desk) => {
      const random = dice(200);
      const { requester, threadId } = await openTicket(desk, desk.guest(0));
      const thread = desk.ben.in(threadId);
      await thread.presses('claim-ticket');
      const urls = [desk.service.url, (await desk.another()).url];
      desk.teams.connector.rule(({ conversationId }) =>
        conversationId === requester.chatId ? { delayMs: random() * 700 } : undefined,
      );
      for (let n = 1; n <= wordCount; n += 1) {
        const to = urls[n % 2] ?? '';
        const answer = await desk.teams.deliver(thread.draftsMention(`w${n}z`), { to });
        expect(answer.status).toBe(200);
      }
      await drained(desk, 170_000);
      const shown = requester
        .posts()
        .flatMap(({ text }) => /\bw(\d+)z/.exec(text)?.[1] ?? [])
        .map(Number);
      const wanted = Array.from({ length: wordCount }, (_, i) => i + 1);
      const order = shown.join() === wanted.join() ? 'in order' : 'out of order';
      const shares = await Promise.all(urls.map(sentBy));
      figures(
        `two dispatchers: ${wordCount} words to one person, answers after 0 to 700 ms: ${shown.length} stand there, ${order}, the processes sent ${shares.join(' and ')} messages`,
      );
      expect(shown).toEqual(wanted);
    }));

  it.concurrent('a process frozen for longer than its lease sends nothing that another one took', () =>
    withTwo(async (desk) => {
      const tickets = await eachOf([...Array(rowCount + 2).keys()], 4, (i) =>
        openTicket(desk, desk.guest(i, `Requester ${i}`)),
      );
      await drained(desk);
      const [taken, claimed] = [tickets.slice(0, 2), tickets.slice(2)];
      // Two requests are under way when it freezes: Teams has taken them.
      for (const { requester, number } of taken) {
        desk.teams.connector.script({
          when: ({ body }) => String(body.text).includes(`u${number}z`),
          answerAfterMs: 5_000,
        });
        await deliverUntilTaken(desk, requester.drafts(`u${number}z`));
      }
      // The others are due at the same moment, and claimed together.
      let throttling = true;
      desk.teams.connector.rule(({ body }) =>
        throttling && /v\d+z/.test(String(body.text))
          ? { status: 429, headers: { 'retry-after': '2' } }
          : undefined,
      );
      await eachOf(claimed, 8, ({ requester, number }) =>
        deliverUntilTaken(desk, requester.drafts(`v${number}z`)),
      );
      await eventually(
        () => (requestsFor(desk, /v\d+z/).length >= rowCount ? true : undefined),
        () => 'not all were throttled',
      );
      throttling = false;
      await desk.service.tell({ at: 'after-commit', of: 'claim', signal: 'SIGSTOP' });
      const leased = await frozen(desk);
      const frozenAt = Date.now();
      const other = await desk.another();
      await drained(desk, leaseMs + 60_000);
      await sleep(Math.max(0, frozenAt + leaseMs + 2_000 - Date.now()));
      const frozenMs = Date.now() - frozenAt;
      const before = desk.teams.connector.requests.length;
      desk.service.signal('SIGCONT');
      await answers(desk.service);
      await sleep(1_500);
      await drained(desk);
      const after = desk.teams.connector.requests.length;

      const stand = (words: string, { threadId }: { threadId: string }) =>
        standing(desk.ben.in(threadId), words);
      const once = claimed.map((ticket) => stand(`v${ticket.number}z`, ticket));
      const lostAnswers = taken.map((ticket) => stand(`u${ticket.number}z`, ticket));
      figures(
        `frozen process: kill -STOP with ${leased} leases in hand for ${(frozenMs / 1000).toFixed(0)} s, then -CONT: ${after - before} sends of rows the other took, ${once.length} words each once; ${lostAnswers.length} requests were under way, their words stand ${lostAnswers.join(' and ')} times`,
      );
      expect(once).toEqual(claimed.map(() => 1));
      expect(after).toBe(before);
      expect(lostAnswers.every((times) => times === 1 || times === 2)).toBe(true);
      expect(leased).toBeGreaterThan(2);
      // Both go on working.
      for (const [i, { url }] of [desk.service, other].entries()) {
        const speaker = claimed[i]?.requester ?? desk.ben;
        expect((await desk.teams.deliver(speaker.drafts('my requests'), { to: url })).status).toBe(200);
        await speaker.sees('Your requests');
      }
    }, handles));
});

function requestsFor(desk: HardDesk, words: RegExp) {
  return desk.teams.connector.requests.filter(({ body }) => words.test(String(body.text)));
}

/** How many messages this process has sent, by its own count. */
async function sentBy(url: string): Promise<number> {
  const page = await (await fetch(`${url}/metrics`)).text();
  const counts = [...page.matchAll(/^support_deliveries_total\{[^}]*outcome="sent"[^}]*\} (\d+)/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

/** Resolves when the process has stopped itself; how many rows it holds then. */
async function frozen(desk: HardDesk): Promise<number> {
  const leases = () =>
    desk.rows<{ lease_owner: string }>("select lease_owner from outbox where state = 'sending'");
  return eventually(
    async () => {
      const signal = AbortSignal.timeout(3_000);
      const alive = await fetch(`${desk.service.url}/healthz`, { signal }).catch(() => undefined);
      return alive ? undefined : (await leases()).length;
    },
    () => 'the process does not stop at its claim',
  );
}

async function answers(service: Service): Promise<void> {
  await eventually(
    async () => ((await fetch(`${service.url}/healthz`)).status === 200 ? true : undefined),
    () => 'the thawed process does not answer',
  );
}
