// An old card clicked days later: every press of a whole run, once more at its end.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../support/fake-teams/activities.ts';
import type { Inputs } from '../support/fake-teams/card.ts';
import { type Place, pressResult } from '../support/fake-teams/place.ts';
import {
  changesBetween,
  drained,
  eachOf,
  figures,
  type HardDesk,
  openHardDesk,
  stateOf,
  ticketOf,
  underNewId,
} from './support.ts';

let desk: HardDesk;
beforeAll(async () => {
  desk = await openHardDesk({ tenants: 40, agents: 40 });
});
afterAll(() => desk.close());

const presses: Activity[] = [];

/** Presses, and keeps what was sent. */
async function press(place: Place, verb: string, inputs: Inputs = {}, data: Inputs = {}): Promise<string> {
  const button = await place.finds(verb, data);
  presses.push(button.invoke(inputs));
  const { text } = await button.press(inputs);
  return text;
}

/** From the question to the rating, with twelve presses. */
async function lifeOfOneTicket(i: number): Promise<void> {
  const requester = desk.guest(i, `Requester ${i}`);
  await requester.says('Outlook keeps asking for my password');
  await press(requester, 'article-not-helped');
  const answers = { startedAt: 'today', scope: 'one-user', workaround: 'partial' };
  const { threadId, number } = await ticketOf(
    desk,
    requester,
    await press(requester, 'send-diagnostics', answers),
  );
  const thread = (desk.agents[i % desk.agents.length] ?? desk.ben).in(threadId);
  await press(thread, 'claim-ticket');
  await press(thread, 'reply-ticket', { text: `reply in ${number}` });
  await press(thread, 'add-note', { note: `note in ${number}` });
  await press(thread, 'ask-requester', { text: `question in ${number}` });
  await press(thread, 'change-severity', { severity: 'B', reason: 'more people' });
  await press(thread, 'solve-ticket', { resolution: 'first try' });
  await press(requester, 'not-solved');
  await press(thread, 'solve-ticket', { resolution: 'second try' });
  await requester.sees('second try');
  await press(requester, 'confirm-solved');
  await press(requester, 'rate', {}, { score: 4 });
}

describe('the presses of 84 tickets from question to rating', () => {
  it('pressed once more at the end: nothing changes', async () => {
    await eachOf(
      Array.from({ length: 84 }, (_, i) => i),
      8,
      lifeOfOneTicket,
    );
    await drained(desk);
    const before = await stateOf(desk);
    const sends = desk.teams.connector.requests.length;
    await desk.service.kill9();
    await desk.service.restart();
    const answers = await eachOf(presses, 4, (one) => desk.teams.deliver(underNewId(one)));
    await drained(desk);
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    const codes = answers.map((answer) => pressResult(answer).code);
    expect(codes.filter((code) => code !== 200)).toEqual([]);
    expect(changesBetween(before, await stateOf(desk))).toEqual([]);
    expect(desk.teams.connector.requests.length).toBe(sends);
    expect(presses.length).toBeGreaterThanOrEqual(1000);
    figures(`replay: ${presses.length} presses of 84 tickets pressed once more at the end: 0 state changes`);
  });
});
