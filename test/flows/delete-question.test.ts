// Anna deletes in Teams what she asked: its words are nowhere any more, and the desk knows.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Inbound } from '../../src/domain/chat.ts';
import type { Question } from '../../src/domain/question.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { escalateTicket } from '../../src/flows/escalate-ticket.ts';
import { articleDidNotHelp } from '../../src/flows/judge-answer.ts';
import { loadUnanswered } from '../../src/flows/load-learning.ts';
import { withdrawTicket } from '../../src/flows/resolve-ticket.ts';
import { sendDiagnostics } from '../../src/flows/run-diagnostics.ts';
import { transferTicket } from '../../src/flows/transfer-ticket.ts';
import { person as samplePerson } from '../store/samples.ts';
import {
  anna,
  annasChat,
  ben,
  channel,
  type Desk,
  openDesk,
  refTo,
  refusal,
  speakerOf,
  ticketNow,
} from '../support/desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
  await desk.happens(speakerOf(ben), channel, { type: 'installed' });
});
afterEach(() => desk.close());

const person = samplePerson({ tenantId: anna.tenantId, id: anna.personId });
const command = { name: 'person', rest: '' } as const;
const question = async (): Promise<Question> => {
  const latest = await desk.turn(({ store }) => store.questions.latest(anna.tenantId, annasChat.id));
  if (!latest) throw new Error('nothing was asked');
  return latest;
};
const open = () => desk.turn(({ store }) => store.tickets.openOf(anna.tenantId, anna.personId));
const deletes = (activityId: string, more: Partial<Inbound> = {}) =>
  desk.happens(anna, annasChat, { type: 'deleted' }, { activityId, ...more });
const restores = (activityId: string, text: string) =>
  desk.happens(anna, annasChat, { type: 'edited', text, restored: true }, { activityId });

/** Returns the message in which it was asked, and the ticket. */
async function asks(text: string): Promise<{ activityId: string; ticket: Ticket }> {
  const activityId = await desk.says(anna, text);
  await desk.says(anna, 'person', { command });
  const [ticket] = await open();
  if (!ticket) throw new Error('no ticket was opened');
  await desk.leaving();
  return { activityId, ticket };
}

describe('a question that is a ticket', () => {
  it('goes from it, the cards follow, and the thread is told once', async () => {
    const { activityId, ticket } = await asks('Outlook does not take hunter2');
    expect(ticket.answers.summary).toContain('hunter2');
    await deletes(activityId);
    await deletes(activityId);
    expect(await ticketNow(desk, ticket)).toMatchObject({ question: '', questionDeleted: true });
    expect(JSON.stringify([await ticketNow(desk, ticket), await question()])).not.toContain('hunter2');
    expect((await desk.words()).toSorted()).toEqual([
      'chat: update request',
      'thread: question-deleted',
      'thread: update ticket',
    ]);
  });

  it('leaves what was typed into the form', async () => {
    const activityId = await desk.says(anna, 'the coffee machine wants hunter2');
    const asked = await question();
    const card = await desk.turn(({ store }) => store.cards.ofQuestion(anna.tenantId, asked.id));
    const [stored] = card;
    if (!stored) throw new Error('no card');
    const raw = { summary: 'It leaks', startedAt: 'today', scope: 'one-user', workaround: 'none' };
    await desk.turn((turn) => sendDiagnostics(turn, person, asked, { ...raw, product: 'm365' }, stored));
    await deletes(activityId);
    expect(await open()).toMatchObject([{ question: '', answers: { ...raw, product: 'm365' } }]);
  });

  it('leaves the other words that it was asked in', async () => {
    const first = await desk.says(anna, 'the coffee machine leaks');
    const second = await desk.says(anna, 'its code is hunter2');
    await desk.says(anna, 'person', { command });
    await deletes(second);
    expect(await open()).toMatchObject([
      { question: 'the coffee machine leaks', answers: { summary: 'the coffee machine leaks' } },
    ]);
    await deletes(first);
    expect(await open()).toMatchObject([{ question: '', questionDeleted: true }]);
  });

  it('goes from what an escalation took over of it', async () => {
    const { activityId, ticket } = await asks('Outlook does not take hunter2');
    await desk.turn((turn) => escalateTicket(turn, ben, refTo(ticket)));
    const answers = async () =>
      (await desk.turn(({ store }) => store.escalations.latestOf(ticket.tenantId, ticket.id)))?.answers;
    expect((await answers())?.englishSummary).toContain('hunter2');
    await desk.leaving();
    await deletes(activityId);
    expect(JSON.stringify(await answers())).not.toContain('hunter2');
    expect(await desk.words()).toContain('thread: update escalation');
  });

  it('goes from all threads in which the ticket stood', async () => {
    const { activityId, ticket } = await asks('Outlook does not take hunter2');
    await desk.turn((turn) => transferTicket(turn, ben, refTo(ticket), 'billing'));
    await desk.leaving();
    await deletes(activityId);
    const rows = await desk.leaving();
    const queues = rows.flatMap(({ class: kind, destination: to }) =>
      kind === 'update' && to.to === 'thread' ? [to.queueId] : [],
    );
    expect(queues.toSorted()).toEqual(['billing', ticket.queueId]);
  });

  it('goes after its end too', async () => {
    const { activityId, ticket } = await asks('Outlook does not take hunter2');
    await desk.turn((turn) => withdrawTicket(turn, person, refTo(ticket)));
    await desk.leaving();
    await deletes(activityId);
    expect(await ticketNow(desk, ticket)).toMatchObject({ question: '', state: 'withdrawn' });
    expect(await desk.words()).toContain('thread: question-deleted');
  });

  it('that is restored stands there again', async () => {
    const { activityId, ticket } = await asks('Outlook refuses my password');
    await deletes(activityId);
    await desk.leaving();
    await restores(activityId, 'Outlook refuses my password');
    const now = await ticketNow(desk, ticket);
    expect(now.question).toBe('Outlook refuses my password');
    expect(now.questionDeleted).toBeUndefined();
    expect(await desk.words()).toEqual(expect.arrayContaining(['thread: question-back']));
  });

  it('stays deleted when an edit from before comes late, and comes back by one from after', async () => {
    const { activityId, ticket } = await asks('Outlook does not take hunter2');
    const edits = (text: string, sentAt: number) =>
      desk.happens(anna, annasChat, { type: 'edited', text }, { activityId, sentAt });
    await deletes(activityId, { sentAt: 2_000 });
    await desk.leaving();
    await edits('Outlook does not take hunter3', 1_000);
    await edits('Outlook does not take hunter3', 2_000);
    expect(await desk.words()).toEqual([]);
    expect((await ticketNow(desk, ticket)).question).toBe('');
    await edits('Outlook does not take my password', 3_000);
    await deletes(activityId, { sentAt: 2_000 });
    expect((await ticketNow(desk, ticket)).question).toBe('Outlook does not take my password');
  });

  it('deleted, restored and deleted again stays deleted, whatever of it comes last', async () => {
    const { activityId, ticket } = await asks('Outlook does not take hunter2');
    await deletes(activityId, { sentAt: 1_000 });
    await deletes(activityId, { sentAt: 3_000 });
    const back = { type: 'edited', text: 'Outlook does not take hunter2', restored: true } as const;
    await desk.happens(anna, annasChat, back, { activityId, sentAt: 2_000 });
    expect((await ticketNow(desk, ticket)).question).toBe('');
  });

  it('that is restored after the ticket’s end does not', async () => {
    const { activityId, ticket } = await asks('Outlook refuses my password');
    await desk.turn((turn) => withdrawTicket(turn, person, refTo(ticket)));
    await deletes(activityId);
    await desk.leaving();
    await restores(activityId, 'Outlook refuses my password');
    expect((await desk.leaving()).map(({ notice }) => refusal(notice))).toEqual(['ended']);
    expect(await ticketNow(desk, ticket)).toMatchObject({ question: '' });
  });

  it('is still not changed by an edit', async () => {
    const { activityId, ticket } = await asks('Outlook refuses my password');
    await restores(activityId, 'Outlook is slow');
    expect((await desk.leaving()).map(({ notice }) => refusal(notice))).toEqual(['edit-not-followed']);
    expect(await ticketNow(desk, ticket)).toMatchObject({ question: 'Outlook refuses my password' });
  });

  it('is deleted by nobody else, nor by a message of another chat', async () => {
    const { activityId, ticket } = await asks('Outlook refuses my password');
    const boris = { ...anna, personId: 'person-boris', name: 'Boris' };
    const boriss = { ...annasChat, id: 'a:person-boris' };
    await desk.says(boris, 'hello there', { chat: boriss });
    await desk.happens(boris, boriss, { type: 'deleted' }, { activityId });
    await desk.happens(boris, annasChat, { type: 'deleted' }, { activityId });
    expect(await ticketNow(desk, ticket)).toMatchObject({ question: 'Outlook refuses my password' });
  });
});

describe('a question that is none yet', () => {
  it('goes with the form that said it again, and becomes no ticket any more', async () => {
    const activityId = await desk.says(anna, 'the coffee machine wants hunter2');
    await desk.leaving();
    await deletes(activityId);
    expect(await desk.words()).toEqual(['chat: update answer']);
    expect(JSON.stringify(await question())).not.toContain('hunter2');
    await desk.says(anna, 'person', { command });
    expect((await desk.leaving()).map(({ notice }) => refusal(notice))).toEqual(['say-what-about']);
    expect(await open()).toEqual([]);
  });

  it('leaves the article that is being read, and is refuted by nothing said later', async () => {
    const activityId = await desk.says(anna, 'Outlook does not take hunter2');
    await desk.leaving();
    await deletes(activityId);
    expect(await desk.words()).toEqual([]);
    expect(JSON.stringify(await question())).not.toContain('hunter2');
    const late = await question();
    await desk.turn((turn) => articleDidNotHelp(turn, late));
    await desk.says(anna, 'did not help', { command: { name: 'not-helped', rest: '' } });
    expect((await desk.leaving()).map(({ notice }) => refusal(notice))).toEqual(['no-question']);
    expect(await question()).toMatchObject({ state: 'settled', text: '' });
  });

  it.each([
    ['while it is one', false],
    ['when it is a ticket', true],
  ])('is not among the unanswered: %s', async (_name, isTicket) => {
    const activityId = await desk.says(anna, 'the coffee machine wants hunter2');
    if (isTicket) await desk.says(anna, 'person', { command });
    const groups = async () => (await desk.turn(loadUnanswered)).groups.length;
    expect(await groups()).toBe(1);
    await deletes(activityId);
    expect(await groups()).toBe(0);
  });

  it('that is restored is to be written anew', async () => {
    const activityId = await desk.says(anna, 'the coffee machine leaks');
    await deletes(activityId);
    await desk.leaving();
    await restores(activityId, 'the coffee machine leaks');
    expect((await desk.leaving()).map(({ notice }) => refusal(notice))).toEqual(['edit-not-followed']);
  });
});
