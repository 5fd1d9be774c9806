// What is settled, or a ticket, stays so, however late an old card's button is pressed.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Question } from '../../src/domain/question.ts';
import { articleDidNotHelp, articleHelped, chooseArticle } from '../../src/flows/judge-answer.ts';
import type { Turn } from '../../src/flows/ports.ts';
import { anna, annasChat, type Desk, openDesk } from '../support/desk.ts';

let desk: Desk;
let asked: Question;
beforeEach(async () => {
  desk = await openDesk();
  await desk.says(anna, 'Outlook is slow');
  asked = await questionNow();
});
afterEach(() => desk.close());

async function questionNow(): Promise<Question> {
  const question = await desk.turn(({ store }) => store.questions.latest(anna.tenantId, annasChat.id));
  if (!question) throw new Error('no question was asked');
  return question;
}

const judgements: [string, (turn: Turn, question: Question) => Promise<unknown>, Question['state']][] = [
  ['it helped', articleHelped, 'settled'],
  ['it did not', articleDidNotHelp, 'diagnosing'],
  ['another one', (turn, question) => chooseArticle(turn, question, 1), 'answered'],
];

it.each(judgements)('%s: said of an open question', async (_name, judged, state) => {
  await desk.turn((turn) => judged(turn, asked));
  expect((await questionNow()).state).toBe(state);
});

it.each(
  judgements.flatMap(([name, judged]) =>
    (['settled', 'ticket'] as const).map((state) => [name, state, judged] as const),
  ),
)('%s: said when it is %s changes nothing', async (_name, state, judged) => {
  const over: Question = { ...asked, state, ...(state === 'ticket' && { ticketId: 'ticket-1' }) };
  await desk.turn(({ store }) => store.questions.save(over));
  await desk.turn((turn) => judged(turn, over));
  expect(await questionNow()).toEqual(over);
});
