// An agent who goes on writing while something is wrong, and what has to be true afterwards.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Activity } from '../support/fake-teams/activities.ts';
import { eventually } from '../support/fake-teams/eventually.ts';
import { atRest, type Desk } from '../support/northwind.ts';
import { claimedTicketAt, type OpenedTicket } from './opened-ticket.ts';

interface Line {
  readonly text: string;
  readonly ticket: OpenedTicket;
  readonly activity: Activity;
  /** Of every delivery. */
  readonly statuses: number[];
}

export interface Writing {
  /** All lines that were answered so, the first time. */
  answered(status: number): number;
  stop(): Promise<void>;
  /** Teams sends again what was not taken; then every line stands at its requester's, and nothing unexplained. */
  arrives(): Promise<void>;
  /** For the record. */
  figures(): string;
}

const everyMs = 60;
/** Longer than this Teams does not wait. */
const teamsWaitsMs = 15_000;
const ticketCount = 6;
const noAnswer = { status: 0 };

/** Ben writes about 16 lines a second, in several threads, each whether or not those before were answered. */
export async function benWrites(desk: Desk): Promise<Writing> {
  const tickets: OpenedTicket[] = [];
  for (let count = 0; count < ticketCount; count += 1) tickets.push(await claimedTicketAt(desk));
  await atRest(desk);
  const lines: Line[] = [];
  const sent: Promise<void>[] = [];
  const tookMs: number[] = [];
  let writing = true;

  async function deliver(line: Line): Promise<void> {
    const beganAt = performance.now();
    const answer = await desk.teams.deliver(line.activity).catch(() => noAnswer);
    line.statuses.push(answer.status);
    tookMs.push(performance.now() - beganAt);
  }

  async function write(): Promise<void> {
    while (writing) {
      const ticket = tickets[lines.length % tickets.length];
      if (!ticket) return;
      const text = `line ${lines.length}.`;
      const line = { text, ticket, activity: ticket.thread.draftsMention(text), statuses: [] };
      lines.push(line);
      sent.push(deliver(line));
      await sleep(everyMs);
    }
  }
  const done = write();

  async function stop(): Promise<void> {
    writing = false;
    await done;
    await Promise.all(sent);
  }

  const seen = ({ text, ticket }: Line) =>
    ticket.requester.posts().filter((post) => post.text.includes(text)).length;
  const answered = (status: number) => lines.filter(({ statuses }) => statuses[0] === status).length;
  return {
    answered,
    stop,
    async arrives() {
      await stop();
      expect(new Set(lines.map(({ statuses }) => statuses[0]))).toEqual(new Set([200, 503]));
      expect(Math.max(...tookMs)).toBeLessThan(teamsWaitsMs);
      for (const line of lines.filter(({ statuses }) => statuses[0] === 503)) await deliver(line);
      expect(lines.filter(({ statuses }) => statuses.at(-1) !== 200)).toEqual([]);
      await eventually(
        () => (lines.every((line) => seen(line) > 0) ? true : undefined),
        () => `missing: ${lines.filter((line) => seen(line) === 0).map(({ text }) => text)}`,
        60_000,
      );
      await desk.teams.connector.quiet();
      // Sent, and the store could not be told: the lease runs out, and it is sent once more.
      const untold = desk.service.logs().split('"reason":"outcome-not-written"').length - 1;
      expect(lines.filter((line) => seen(line) > 1).length).toBeLessThanOrEqual(untold);
      expect(lines.filter((line) => seen(line) > 2)).toEqual([]);
    },
    figures: () =>
      `${lines.length} lines: ${answered(200)} taken, ${answered(503)} put off and sent again, ` +
      `${lines.filter((line) => seen(line) > 1).length} seen twice; ` +
      `longest answer ${Math.round(Math.max(...tookMs))} ms`,
  };
}

interface Readiness {
  readonly status: number;
  readonly reasons: readonly string[];
}

interface Running {
  readonly url: string;
  logs(): string;
}

async function readinessOf(service: Running): Promise<Readiness> {
  const response = await fetch(`${service.url}/readyz`);
  const { reasons = [] } = (await response.json()) as { reasons?: string[] };
  return { status: response.status, reasons };
}

/** Gives the time it took. */
export function isUnreadyFor(service: Running, reason: string): Promise<number> {
  return untilReady(service, ({ reasons }) => reasons.includes(reason), 20_000);
}

/** Within ten seconds, by itself. Gives the time it took. */
export function isReadyAgain(service: Running): Promise<number> {
  return untilReady(service, ({ status }) => status === 200, 10_000);
}

async function untilReady(
  service: Running,
  isIt: (now: Readiness) => boolean,
  patienceMs: number,
): Promise<number> {
  const beganAt = performance.now();
  let seen: Readiness | undefined;
  await eventually(
    async () => {
      seen = await readinessOf(service);
      return isIt(seen) ? true : undefined;
    },
    () => `it stays ${JSON.stringify(seen)}:\n${service.logs().slice(-4_000)}`,
    patienceMs,
  );
  return Math.round(performance.now() - beganAt);
}

export async function isAlive(service: Running): Promise<void> {
  expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
}
