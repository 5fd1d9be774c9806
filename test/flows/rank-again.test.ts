// A model may change the order of a choice, as long as nobody has chosen, and nothing else.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refuse, success } from '../../src/domain/errors.ts';
import type { Question } from '../../src/domain/question.ts';
import { chooseArticle } from '../../src/flows/judge-answer.ts';
import type { ClaimedTimer, RankAgain, RankRequest } from '../../src/flows/ports.ts';
import { rankAgainJob } from '../../src/flows/rank-again.ts';
import { anna, annasChat, type Desk, openDesk } from '../support/desk.ts';

const choice = 'Outlook or OneDrive';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk({ ranksAgain: true });
});
afterEach(() => desk.close());

async function jobs(on = desk): Promise<ClaimedTimer[]> {
  const claim = { owner: 'w', now: on.now(), leaseUntil: on.now() + 30_000, limit: 50 };
  const due = await on.turn(({ store }) => store.timers.claim(claim));
  return due.filter(({ kind }) => kind === 'rank-again');
}

/** Runs what is due; returns what the model was told. */
async function run(rankAgain: RankAgain): Promise<RankRequest[]> {
  const told: RankRequest[] = [];
  const job = rankAgainJob(async (asked) => {
    told.push(asked);
    return rankAgain(asked);
  });
  for (const timer of await jobs()) await job(desk.turn, timer);
  return told;
}

const proposing =
  (...places: number[]): RankAgain =>
  async () =>
    success(places);

async function asked(): Promise<Question> {
  const question = await desk.turn(({ store }) => store.questions.latest(anna.tenantId, annasChat.id));
  if (!question) throw new Error('nothing was asked');
  return question;
}

/** Presses the button that carries this number. */
async function choose(n: number): Promise<void> {
  const question = await asked();
  await desk.turn((turn) => chooseArticle(turn, question, n));
}

/** Says it, and lets the answer leave. */
async function ask(text = choice): Promise<void> {
  await desk.says(anna, text);
  await desk.leaving();
}

const reasons = () => desk.remarks.filter(({ event }) => event === 'rank-again').map(({ reason }) => reason);

describe('asked for', () => {
  it.each([
    ['a choice', choice, 1],
    ['a sure answer', 'Outlook is slow', 0],
    ['nothing found', 'the thing is broken', 0],
    ['a commercial wish', 'my money', 0],
    ['a greeting', 'hello there', 0],
    ['words for a person', 'call me about the printer', 0],
  ])('%s', async (_name, text, times) => {
    await ask(text);
    expect(await jobs()).toHaveLength(times);
  });

  it('nothing, while no model is switched on', async () => {
    const without = await openDesk();
    await without.says(anna, choice);
    expect(await jobs(without)).toEqual([]);
    await without.close();
  });
});

describe('the model is told', () => {
  it('the question and up to eight articles, the found ones first, each in the language of the question', async () => {
    await ask();
    const [told] = await run(proposing());
    expect(Object.keys(told ?? {})).toEqual(['question', 'articles']);
    expect(told?.question).toBe(choice);
    // Two found, two more near; one of the near ones is gone.
    expect(told?.articles).toHaveLength(4);
    for (const article of told?.articles ?? []) expect(Object.keys(article)).toEqual(['title', 'summary']);
  });

  it('no secret, no name, no address, no id, and nothing that was said before', async () => {
    await ask('Outlook is slow since the earlier-canary came');
    await ask(
      `${choice}: this is Anna Petrova of Contoso, anna.petrova@contoso.example, password: Sesam-Canary7,
       session 7c9e6679-7425-40de-944b-e07fc1f90ae7 on \\\\files01\\anna, error 0x8004010F`,
    );
    const [told] = await run(proposing());
    const sent = JSON.stringify(told);
    for (const canary of [
      'earlier-canary',
      'Petrova',
      'Anna',
      'anna',
      'contoso.example',
      'Sesam-Canary7',
      '7c9e6679',
      'files01',
      anna.tenantId,
      anna.personId,
      annasChat.id,
      (await asked()).id,
    ]) {
      expect(sent).not.toContain(canary);
    }
    expect(sent).toContain('0x8004010F');
  });

  it('no half of a name or address either, where the text is cut', async () => {
    for (const secret of ['Petrova', 'anna.petrova@contoso.example', '+49 30 1234567']) {
      for (const cut of [3, 5, 9]) {
        // Ends with a space: a name within another word is another word.
        const filler = ' x'.repeat(750).slice(0, 1_500 - choice.length - 1 - ' […]'.length - cut);
        await ask(`${choice} ${filler}${secret} and more of it`);
        const [told] = await run(proposing());
        expect(told?.question).not.toMatch(/Pet|anna|\+49/);
      }
    }
  });

  it('no more than it can read at once', async () => {
    await ask(`${choice} ${'log '.repeat(900)}`);
    const [told] = await run(proposing());
    expect(told?.question.length).toBeLessThanOrEqual(1_500);
  });
});

describe('a proposed order', () => {
  it('is offered on the same card', async () => {
    await ask();
    await run(proposing(1, 0));
    expect(await asked()).toMatchObject({
      articleIds: ['outlook-disconnected', 'outlook-slow'],
      offered: [1, 0],
      confidence: 'choice',
      state: 'answered',
    });
    expect(await desk.words()).toEqual(['chat: update answer']);
    expect(reasons()).toEqual(['new-order']);
  });

  it('may bring up what was near, but not offer more than before', async () => {
    await ask();
    await run(proposing(3, 2, 1));
    expect(await asked()).toMatchObject({
      articleIds: ['outlook-disconnected', 'outlook-slow', 'outlook-profile', 'outlook-search'],
      offered: [2, 3],
    });
  });

  it.each([
    ['nothing', []],
    ['the same', [0, 1, 2, 3]],
    ['the first alone', [0]],
    ['what is not there', [17, -1]],
  ])('that says %s changes nothing and sends nothing', async (_name, places) => {
    await ask();
    const before = await asked();
    await run(proposing(...places));
    expect(await asked()).toEqual(before);
    expect(await desk.words()).toEqual([]);
    expect(reasons()).toEqual(['same-order']);
  });

  it('leaves category, route and product alone: nothing depends on it', async () => {
    await ask();
    const { offered: _none, articleIds: _found, ...before } = await asked();
    await run(proposing(3));
    const { offered: _new, articleIds: _all, ...after } = await asked();
    expect(after).toEqual(before);
  });

  it('that does not come leaves what was found', async () => {
    await ask();
    const before = await asked();
    await run(async () => refuse('http-429'));
    expect(await asked()).toEqual(before);
    expect(await desk.words()).toEqual([]);
    expect(reasons()).toEqual(['http-429']);
    expect(await jobs()).toEqual([]);
  });
});

describe('what stood on the card', () => {
  it('is what is opened, though the order has changed since', async () => {
    await ask();
    await run(proposing(3, 1));
    await choose(0);
    expect((await asked()).shown).toEqual([{ articleId: 'outlook-disconnected', verdict: 'unanswered' }]);
    await choose(2);
    expect((await asked()).shown.at(-1)?.articleId).toBe('outlook-profile');
  });

  it.each<[string, () => Promise<unknown>]>([
    ['was opened meanwhile', () => choose(1)],
    ['became a request meanwhile', () => desk.says(anna, 'x', { command: { name: 'person', rest: '' } })],
  ])('stays when it %s', async (_name, meanwhile) => {
    await ask();
    let before: Question | undefined;
    await run(async () => {
      await meanwhile();
      before = await asked();
      await desk.leaving();
      return success([1, 0]);
    });
    expect(await asked()).toEqual(before);
    expect(await desk.words()).toEqual([]);
    expect(reasons()).toEqual(['overtaken']);
  });
});

it.each<[string, () => Promise<unknown>]>([
  ['was chosen', () => choose(1)],
  ['has been read for a while', async () => desk.advance(20_000)],
])('nobody is asked any more when the card %s', async (_name, before) => {
  await ask();
  await before();
  expect(await run(proposing(1, 0))).toEqual([]);
  expect(await jobs()).toEqual([]);
});
