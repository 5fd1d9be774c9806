// A form becomes a ticket; who opens ticket after ticket is stopped, and told how to go on.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Product } from '../../src/domain/article.ts';
import { limits } from '../../src/domain/rate-limit.ts';
import { withForm } from '../../src/flows/answer-question.ts';
import { chooseArticle } from '../../src/flows/judge-answer.ts';
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

describe('who wants a person at once', () => {
  const person = { command: { name: 'person', rest: '' } } as const;
  const wants = async (...texts: string[]) => {
    for (const text of texts) await desk.says(anna, text);
    await desk.says(anna, 'person', person);
    return tickets();
  };

  it.each([
    ['nobody in the company gets mail', 'B', 'whole-org/unknown'],
    ['ни у кого в офисе не открывается Teams', 'B', 'one-site/unknown'],
    ['I was hacked', 'B', 'urgent'],
    ['fraud', 'B', 'urgent'],
    ['Outlook is slow', 'C', 'request'],
    ['the coffee machine leaks', 'C', 'request'],
  ])('%s: %s', async (text, severity, severityRule) => {
    expect(await wants(text)).toMatchObject([{ severity, severityRule }]);
  });

  it('for something that cannot wait has said enough', async () => {
    await desk.says(anna, 'call me about a stolen account');
    expect(await tickets()).toMatchObject([{ severity: 'B', severityRule: 'urgent' }]);
  });

  it('and says afterwards what it is about', async () => {
    await desk.says(anna, 'person', person);
    await desk.says(anna, 'we were hacked');
    expect(await tickets()).toMatchObject([{ severity: 'B', severityRule: 'urgent' }]);
  });

  it('has another article by then that can wait', async () => {
    await desk.says(anna, 'I was hacked');
    const { question } = await lastQuestion();
    await desk.turn((turn) => chooseArticle(turn, question, 1));
    await desk.says(anna, 'person', person);
    expect(await tickets()).toMatchObject([{ severity: 'C' }]);
  });
});

it('what was announced is over when another ticket is opened: the next words are its', async () => {
  await asks();
  const { question, stored } = await lastQuestion();
  await desk.says(anna, 'new question', { command: { name: 'new-question', rest: '' } });
  await desk.turn((turn) => talkToPerson(turn, person, question, stored));
  const chat = await desk.turn(({ store }) => store.chats.get(anna.tenantId, annasChat.id));
  expect(chat).toHaveProperty('focusTicketId');
  expect(chat).not.toHaveProperty('expects');
});

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
