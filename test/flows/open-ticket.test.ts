// A form becomes a ticket; who opens ticket after ticket is stopped, and told how to go on.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Product } from '../../src/domain/article.ts';
import { limits } from '../../src/domain/rate-limit.ts';
import { withForm } from '../../src/flows/answer-question.ts';
import { sendDiagnostics, talkToPerson } from '../../src/flows/run-diagnostics.ts';
import { person as samplePerson } from '../store/samples.ts';
import { anna, annasChat, type Desk, openDesk, refusal } from '../support/desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const person = samplePerson({ tenantId: anna.tenantId, id: anna.personId });
const tickets = () =>
  desk.turn(({ store }) => store.tickets.latestOf(anna.tenantId, anna.personId, 2 * limits.ticketsPerHour));

async function asks(speaker = anna): Promise<void> {
  await desk.says(speaker, 'new question', { command: { name: 'new-question', rest: '' } });
  await desk.says(speaker, 'the coffee machine leaks');
}

async function opens(speaker = anna): Promise<void> {
  await asks(speaker);
  await desk.says(speaker, 'person', { command: { name: 'person', rest: '' } });
}

async function opensMany(): Promise<void> {
  for (let i = 0; i < limits.ticketsPerHour; i += 1) {
    desk.advance(60_000);
    await opens();
  }
  await desk.leaving();
}

async function lastQuestion() {
  const question = await desk.turn(({ store }) => store.questions.latest(anna.tenantId, annasChat.id));
  const card = (await desk.leaving()).find(({ notice }) => notice.kind === 'answer');
  const stored = await desk.turn(({ store }) => store.cards.get(anna.tenantId, card?.cardId ?? ''));
  if (!question || !stored) throw new Error('no question was asked');
  return { question, stored };
}

it.each<Product>(['intune', 'defender', 'power-platform'])(
  'a question about %s stays one, for the packet and the portal',
  async (product) => {
    await asks();
    const { question, stored } = await lastQuestion();
    const asked = withForm({ ...question, product, answers: {} });
    const given = { ...asked.answers, startedAt: 'today', scope: 'one-user', workaround: 'none' };
    await desk.turn((turn) => sendDiagnostics(turn, person, asked, given, stored));
    expect(await tickets()).toMatchObject([{ product }]);
  },
);

describe('the limit of tickets in an hour', () => {
  beforeEach(opensMany);

  it('is told, and passes with the hour; nobody else is held up', async () => {
    await opens();
    expect(await tickets()).toHaveLength(limits.ticketsPerHour);
    expect((await desk.leaving()).map(({ notice }) => refusal(notice)).filter(Boolean)).toEqual([
      'too-many-requests',
    ]);
    const boris = { ...anna, personId: 'person-boris', name: 'Boris' };
    await opens(boris);
    const his = await desk.turn(({ store }) => store.tickets.openOf(boris.tenantId, boris.personId));
    expect(his).toHaveLength(1);
    desk.advance(60 * 60_000 - (limits.ticketsPerHour - 1) * 60_000);
    await opens();
    expect(await tickets()).toHaveLength(limits.ticketsPerHour + 1);
  });

  it('stands before the buttons too, and what the form held stays', async () => {
    await asks();
    const { question, stored } = await lastQuestion();
    const given = { startedAt: 'today', scope: 'one-user', workaround: 'none', product: 'm365' };
    const sent = await desk.turn((turn) =>
      sendDiagnostics(turn, person, question, { ...given, summary: 'It leaks' }, stored),
    );
    expect(sent).toEqual({ flash: { reason: 'too-many-requests' } });
    const kept = await desk.turn(({ store }) => store.questions.latest(anna.tenantId, annasChat.id));
    expect(kept).toMatchObject({ state: 'diagnosing', answers: { ...given, summary: 'It leaks' } });
    expect(await desk.turn((turn) => talkToPerson(turn, person, question, stored))).toEqual({
      reason: 'too-many-requests',
    });
    expect(await tickets()).toHaveLength(limits.ticketsPerHour);
  });
});
