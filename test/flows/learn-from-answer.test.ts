// What is learned of an article by what people say and do: buttons may come twice or late, and silence is no word.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../src/domain/chat.ts';
import type { Question } from '../../src/domain/question.ts';
import { articleDidNotHelp, articleHelped, chooseArticle } from '../../src/flows/judge-answer.ts';
import { learnFromQuestion, noteLesson } from '../../src/flows/learn-from-answer.ts';
import { anna, annasChat, type Desk, openDesk } from '../support/desk.ts';

const hour = 3_600_000;
const day = 24 * hour;

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

async function questionNow(): Promise<Question> {
  const question = await desk.turn(({ store }) => store.questions.latest(anna.tenantId, annasChat.id));
  if (!question) throw new Error('no question was asked');
  return question;
}

async function ask(text = 'Outlook is slow'): Promise<Question> {
  desk.advance(1000);
  await desk.says(anna, text);
  return questionNow();
}

async function command(name: Command): Promise<void> {
  desk.advance(1000);
  await desk.says(anna, name, { command: { name, rest: '' } });
}

/** As `article upshot`, one after the other by their names. */
async function learned(): Promise<string[]> {
  const lessons = await desk.turn(({ store }) => store.lessons.changedSince(anna.tenantId, annasChat.id, 0));
  return lessons.map(({ articleId, upshot }) => `${articleId} ${upshot}`).sort();
}

const counted = () => desk.remarks.filter(({ event }) => event === 'learned').map(({ reason }) => reason);

describe('one question', () => {
  it('is silent until something is said', async () => {
    const { id, askedAt } = await ask();
    const key = {
      tenantId: anna.tenantId,
      chatId: annasChat.id,
      questionId: id,
      articleId: 'outlook-password-prompt',
    };
    expect(await desk.turn(({ store }) => store.lessons.get(key))).toEqual({
      tenantId: anna.tenantId,
      chatId: annasChat.id,
      questionId: id,
      articleId: 'outlook-password-prompt',
      locale: 'en',
      upshot: 'silent',
      shownAt: askedAt,
      changedAt: askedAt,
    });
    expect(counted()).toEqual([]);
  });

  it.each<[Command, string]>([
    ['helped', 'confirmed'],
    ['not-helped', 'refuted'],
    ['person', 'left'],
  ])('%s: %s', async (name, upshot) => {
    await ask();
    await command(name);
    expect(await learned()).toEqual([`outlook-password-prompt ${upshot}`]);
    expect(counted()).toEqual([upshot]);
  });

  it('refuted stays so when it becomes a ticket', async () => {
    await ask();
    await command('not-helped');
    await command('person');
    expect(await learned()).toEqual(['outlook-password-prompt refuted']);
    expect((await questionNow()).state).toBe('ticket');
  });

  it('pressed twice is once', async () => {
    const question = await ask();
    await desk.turn((turn) => articleHelped(turn, question));
    const [first] = await desk.turn(({ store }) =>
      store.lessons.changedSince(anna.tenantId, annasChat.id, 0),
    );
    desk.advance(hour);
    await desk.turn((turn) => articleHelped(turn, question));
    const [again] = await desk.turn(({ store }) =>
      store.lessons.changedSince(anna.tenantId, annasChat.id, 0),
    );
    expect(again).toEqual(first);
    expect(counted()).toEqual(['confirmed']);
  });

  it('is not judged any more by an old card’s button', async () => {
    await ask();
    await command('helped');
    const settled = await questionNow();
    await desk.turn((turn) => articleDidNotHelp(turn, settled));
    expect(await learned()).toEqual(['outlook-password-prompt confirmed']);
  });

  it('that goes on to another article leaves the first without a word', async () => {
    const question = await ask();
    await desk.turn((turn) => chooseArticle(turn, question, 1));
    expect(await learned()).toEqual(['outlook-disconnected silent', 'outlook-password-prompt left']);
    const chosen = await questionNow();
    desk.advance(1000);
    await desk.turn((turn) => chooseArticle(turn, chosen, 0));
    expect(await learned()).toEqual(['outlook-disconnected left', 'outlook-password-prompt silent']);
    await command('helped');
    expect(await learned()).toEqual(['outlook-disconnected left', 'outlook-password-prompt confirmed']);
  });

  it('chosen from several is shown, what was not chosen is not', async () => {
    const question = await ask('Outlook or OneDrive');
    expect(await learned()).toEqual([]);
    await desk.turn((turn) => chooseArticle(turn, question, 0));
    expect(await learned()).toEqual(['outlook-disconnected silent']);
  });

  it('chosen again where it stands is the same once', async () => {
    const question = await ask();
    await desk.turn((turn) => chooseArticle(turn, question, 0));
    expect(await learned()).toEqual(['outlook-password-prompt silent']);
    expect(counted()).toEqual([]);
  });

  it('that only the partner can answer fails no article', async () => {
    await ask('I need a licence');
    await command('person');
    expect(await learned()).toEqual([]);
  });

  it('whose article only leads to the form refutes nothing by going there', async () => {
    const question = await ask('my badge printer');
    const shown = [{ articleId: 'add-licences', verdict: 'unanswered' }] as const;
    await desk.turn((turn) => articleDidNotHelp(turn, { ...question, state: 'answered', shown }));
    expect(await learned()).toEqual([]);
    expect(await questionNow()).toMatchObject({ state: 'diagnosing', shown });
  });

  it.each<[string, string, number, string]>([
    ['about it', 'call me about the password', hour / 4, 'left'],
    ['about something else', 'call me about the badge', hour / 4, 'silent'],
    ['long after', 'call me about the password', hour, 'silent'],
  ])('followed by the wish for a person %s', async (_name, wish, after, upshot) => {
    await ask();
    desk.advance(after);
    await desk.says(anna, wish);
    expect((await questionNow()).state).toBe('ticket');
    expect(await learned()).toEqual([`outlook-password-prompt ${upshot}`]);
  });

  it('announced for a person fails no article', async () => {
    await command('person');
    await ask();
    expect((await questionNow()).state).toBe('ticket');
    expect(await learned()).toEqual([]);
  });
});

describe('Microsoft’s service issue', () => {
  const issueId = 'EX123456';

  it('that stands before the article makes silence say nothing', async () => {
    const question = await ask('my badge printer');
    const shown = [{ articleId: 'outlook-slow', verdict: 'unanswered' }] as const;
    await desk.turn((turn) => learnFromQuestion(turn, { ...question, state: 'answered', shown, issueId }));
    expect(await learned()).toEqual([]);
  });

  it('that comes after it overtakes it, until the person says something', async () => {
    const question = await ask();
    await desk.turn((turn) => noteLesson(turn, question, 'outlook-password-prompt', 'issue-found'));
    expect(await learned()).toEqual(['outlook-password-prompt overtaken']);
    await command('helped');
    expect(await learned()).toEqual(['outlook-password-prompt confirmed']);
  });
});

describe('a question that returns', () => {
  it.each<[string, Command | undefined]>([
    ['after silence', undefined],
    ['after it helped', 'helped'],
  ])('within a day %s takes the point back', async (_name, said) => {
    await ask();
    if (said) await command(said);
    desk.advance(day - 5000);
    await ask('Outlook again');
    expect(await learned()).toEqual(['outlook-password-prompt returned', 'outlook-password-prompt silent']);
  });

  it.each<[string, Command | undefined, string]>([
    ['silence', undefined, 'silent'],
    ['help', 'helped', 'confirmed'],
  ])('after a day leaves %s as it was', async (_name, said, upshot) => {
    await ask();
    if (said) await command(said);
    desk.advance(day);
    await ask('Outlook again');
    expect(await learned()).toEqual([`outlook-password-prompt ${upshot}`, 'outlook-password-prompt silent']);
  });

  it('in another language takes the point back from the language in which it was read', async () => {
    await ask();
    desk.advance(hour);
    await desk.says({ ...anna, clientLocale: 'ru' }, 'Outlook снова тормозит');
    const lessons = await desk.turn(({ store }) =>
      store.lessons.changedSince(anna.tenantId, annasChat.id, 0),
    );
    expect(lessons.map(({ locale, upshot }) => `${locale} ${upshot}`).sort()).toEqual([
      'en returned',
      'ru silent',
    ]);
  });

  it('counts from the last word, not from the question', async () => {
    await ask();
    desk.advance(11 * hour);
    await command('helped');
    desk.advance(20 * hour);
    await ask('Outlook again');
    expect(await learned()).toEqual(['outlook-password-prompt returned', 'outlook-password-prompt silent']);
  });

  it('finds it among the first three, though not as the answer', async () => {
    await ask();
    const question = await questionNow();
    await desk.turn((turn) => chooseArticle(turn, question, 1));
    await ask('Outlook or OneDrive');
    expect(await learned()).toEqual(['outlook-disconnected returned', 'outlook-password-prompt left']);
  });

  it('with something else takes nothing back', async () => {
    await ask();
    await command('helped');
    await ask('my badge printer');
    expect(await learned()).toEqual(['outlook-password-prompt confirmed']);
  });

  it('of somebody else takes nothing back', async () => {
    await ask();
    await desk.says({ ...anna, personId: 'person-olga', name: 'Olga' }, 'Outlook again');
    expect(await learned()).toEqual(['outlook-password-prompt silent']);
  });
});

describe('“it did not help” after silence', () => {
  beforeEach(() => ask());

  it('of most of a day takes the point back, though the question is an old one', async () => {
    desk.advance(day - 2000);
    await command('not-helped');
    expect(await learned()).toEqual(['outlook-password-prompt refuted']);
    expect((await questionNow()).state).toBe('diagnosing');
  });

  it('of a day is about nothing that is known', async () => {
    desk.advance(day);
    await command('not-helped');
    expect(await learned()).toEqual(['outlook-password-prompt silent']);
  });
});

describe('“it did not help” after “it helped”', () => {
  beforeEach(async () => {
    await ask();
    await command('helped');
    await desk.leaving();
  });

  it('within a day takes the point back, and the form comes', async () => {
    desk.advance(day - 2000);
    await command('not-helped');
    expect(await learned()).toEqual(['outlook-password-prompt refuted']);
    expect(await questionNow()).toMatchObject({
      state: 'diagnosing',
      shown: [{ articleId: 'outlook-password-prompt', verdict: 'not-helped' }],
    });
    expect(await desk.words()).toEqual(['chat: answer']);
  });

  it('later is about nothing that is known', async () => {
    desk.advance(day);
    await command('not-helped');
    expect(await learned()).toEqual(['outlook-password-prompt confirmed']);
    expect((await desk.leaving()).map(({ notice }) => notice)).toEqual([
      { kind: 'refused', flash: { reason: 'no-question' } },
    ]);
  });

  it('is for the agent while a ticket is open', async () => {
    await command('person');
    await desk.says(anna, 'My badge printer is broken');
    await command('not-helped');
    expect(await learned()).toEqual(['outlook-password-prompt confirmed']);
  });
});

it('counts answers by confidence', async () => {
  for (const text of ['Outlook is slow', 'Outlook or OneDrive', 'my badge printer']) await ask(text);
  const answers = desk.remarks.filter(({ event }) => event === 'answered').map(({ reason }) => reason);
  expect(answers).toEqual(['sure', 'choice', 'none']);
});
