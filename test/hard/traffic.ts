// People who go on talking, whatever happens to the service, and the judgement of what came of it: nothing
// lost, order kept, and every duplicate explained by a sender that died.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity } from '../support/fake-teams/activities.ts';
import type { Place } from '../support/fake-teams/place.ts';
import { deliverUntilTaken, eachOf, type HardDesk, openTicket } from './support.ts';

interface Stream {
  /** Of each word it says: `s3n17z` is the seventeenth of stream 3. */
  readonly mark: string;
  /** How many were answered 200. */
  said: number;
  /** Where the words have to arrive. */
  readonly where: Place;
  next(text: string): Activity;
}

export interface Traffic {
  readonly taken: () => number;
  /** Activities that wait for their answer now. */
  readonly open: () => number;
  /** Lets what was begun be answered. */
  stop(): Promise<void>;
  /** How many people opened a ticket meanwhile. */
  readonly opened: () => number;
  judge(): Promise<Judgement>;
}

export interface Judgement {
  readonly words: number;
  readonly lost: string[];
  readonly disordered: string[];
  /** Words that stand twice, whose first sender died before it could write down what the connector said. */
  readonly explained: string[];
  readonly unexplained: string[];
  /** Words that were kept twice, or tickets opened twice: an effect of a redelivery. */
  readonly doubled: string[];
}

export interface TrafficSize {
  /** Tickets in which the requester talks; as many in which an agent does, by mention and by note. */
  readonly talkers: number;
  readonly noters: number;
  /** People who open a ticket, one after the other. */
  readonly openers: number;
  readonly pauseMs: number;
}

export async function startTraffic(desk: HardDesk, size: TrafficSize): Promise<Traffic> {
  const streams = await streamsOf(desk, size);
  let going = true;
  let open = 0;
  let opened = 0;
  const taken = async (activity: Activity) => {
    open += 1;
    await deliverUntilTaken(desk, activity).finally(() => {
      open -= 1;
    });
  };
  const talk = async (stream: Stream, index: number) => {
    await sleep((index * size.pauseMs) / streams.length);
    while (going) {
      await taken(stream.next(`${stream.mark}${stream.said + 1}z`));
      stream.said += 1;
      await sleep(size.pauseMs);
    }
  };
  const openOne = async (hand: number) => {
    while (going) {
      const guest = desk.guest(opened + hand, 'Opener');
      await taken(guest.drafts('Outlook keeps asking for my password'));
      await taken(guest.drafts('talk to a person'));
      opened += 1;
      await sleep(size.pauseMs);
    }
  };
  const hands = [...streams.map(talk), ...Array.from({ length: size.openers }, (_, i) => openOne(i))];
  const finished = Promise.all(hands);
  return {
    taken: () => streams.reduce((sum, { said }) => sum + said, 2 * opened),
    open: () => open,
    opened: () => opened,
    async stop() {
      going = false;
      await finished;
    },
    judge: () => judge(desk, streams, opened),
  };
}

async function streamsOf(desk: HardDesk, { talkers, noters }: TrafficSize): Promise<Stream[]> {
  const numbers = Array.from({ length: 2 * talkers + noters }, (_, i) => i);
  const tickets = await eachOf(numbers, 8, async (i) => {
    const agent = desk.agents[i % desk.agents.length] ?? desk.ben;
    const ticket = await openTicket(desk, desk.guest(i, `Requester ${i}`));
    const thread = agent.in(ticket.threadId);
    await thread.presses('claim-ticket');
    return { ...ticket, thread };
  });
  return Promise.all(
    tickets.map(async ({ requester, thread }, i): Promise<Stream> => {
      const base = { mark: `s${i}n`, said: 0 };
      if (i < talkers) return { ...base, where: thread, next: requester.drafts };
      if (i < 2 * talkers) return { ...base, where: requester, next: thread.draftsMention };
      const button = await thread.finds('add-note');
      return { ...base, where: thread, next: (note) => button.invoke({ note }) };
    }),
  );
}

interface Kept {
  readonly text: string;
  readonly lostLeases: number;
}

async function judge(desk: HardDesk, streams: readonly Stream[], opened: number): Promise<Judgement> {
  const kept = await keptWords(desk);
  const judgement = { lost: [], disordered: [], explained: [], unexplained: [], doubled: [] } as Record<
    'lost' | 'disordered' | 'explained' | 'unexplained' | 'doubled',
    string[]
  >;
  for (const { mark, said, where } of streams) {
    const shown = numbersOf(where, mark);
    for (let n = 1; n <= said; n += 1) {
      const word = `${mark}${n}z`;
      const times = shown.filter((one) => one === n).length;
      const rows = kept.filter(({ text }) => text.includes(word));
      if (times === 0) judgement.lost.push(word);
      if (rows.length > 1) judgement.doubled.push(word);
      if (times < 2) continue;
      const died = rows[0]?.lostLeases ?? 0;
      (times - 1 <= died ? judgement.explained : judgement.unexplained).push(word);
    }
    if (shown.some((n, i) => n < (shown[i - 1] ?? 0))) judgement.disordered.push(`${mark}: ${shown.join()}`);
  }
  const tickets = await desk.rows<{ n: number }>(
    'select count(*) as n from tickets where body like \'%"requesterName":"Opener"%\'',
  );
  const more = Number(tickets[0]?.n) - opened;
  if (more > 0) judgement.doubled.push(`${more} tickets`);
  if (more < 0) judgement.lost.push(`${-more} tickets`);
  return { words: streams.reduce((sum, { said }) => sum + said, 0), ...judgement };
}

function numbersOf(where: Place, mark: string): number[] {
  const word = new RegExp(`\\b${mark}(\\d+)z`, 'g');
  return where.posts().flatMap(({ text }) => [...text.matchAll(word)].map(([, n]) => Number(n)));
}

/** What the service kept of what was said, with how often a sender of it died. */
async function keptWords(desk: HardDesk): Promise<Kept[]> {
  const rows = await desk.rows<{ notice: string; lost_leases: number }>(
    'select notice, lost_leases from outbox',
  );
  const messages = await desk.rows<{ id: string; body: string }>('select id, body from messages');
  const lost = new Map<unknown, number>();
  for (const { notice, lost_leases } of rows) {
    const { messageId } = JSON.parse(notice) as { messageId?: string };
    if (messageId) lost.set(messageId, Number(lost_leases) + (lost.get(messageId) ?? 0));
  }
  return messages.map(({ id, body }) => ({ text: body, lostLeases: lost.get(id) ?? 0 }));
}
