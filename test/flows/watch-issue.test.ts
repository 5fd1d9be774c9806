import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Speaker } from '../../src/domain/chat.ts';
import { priorities } from '../../src/domain/delivery.ts';
import type { Question } from '../../src/domain/question.ts';
import type { ServiceIssue } from '../../src/domain/service-issue.ts';
import type { OutboxRow } from '../../src/flows/outbox-ports.ts';
import { tellWatchers, unwatchIssue, watchIssue } from '../../src/flows/watch-issue.ts';
import { anna, personalChat } from '../support/desk.ts';
import { type HealthDesk, openHealthDesk, reports } from '../support/health-desk.ts';
import { minutes, now, sampleIssue } from '../support/samples.ts';

const mail = sampleIssue();
const olga: Speaker = { tenantId: anna.tenantId, personId: 'person-olga', name: 'Olga' };

let desk: HealthDesk;
beforeEach(async () => {
  desk = await openHealthDesk();
  desk.microsoft = reports([mail]);
});
afterEach(() => desk.close());

/** The issue as it is after Microsoft wrote something at this minute. */
function saying(text: string, minute: number, more: Partial<ServiceIssue> = {}): ServiceIssue {
  const saidAt = now + minutes(minute);
  return { ...mail, changedAt: saidAt, lastWord: { text, saidAt }, ...more };
}

async function asksAndSees(person: Speaker): Promise<{ cardId: string; question: Question }> {
  await desk.says(person, 'no mail for everybody');
  const answer = (await desk.leaving()).find(({ notice }) => notice.kind === 'answer');
  await desk.jobs();
  await desk.leaving();
  const chatId = personalChat(person).id;
  const question = await desk.turn(({ store }) => store.questions.latest(person.tenantId, chatId));
  if (!question || answer?.cardId === undefined) throw new Error('there is no card');
  return { cardId: answer.cardId, question };
}

/** As the button does it. */
async function presses(person: Speaker, cardId: string, verb: 'watch-issue' | 'unwatch-issue') {
  return desk.press(person, personalChat(person), cardId, verb, async (turn, pressed) => {
    const { notice } = pressed.card;
    if (notice.kind !== 'answer') throw new Error('no answer');
    const question = await turn.store.questions.get(notice.tenantId, notice.questionId);
    if (!question) throw new Error('no question');
    const act = verb === 'watch-issue' ? watchIssue : unwatchIssue;
    const flash = await act(turn, pressed.person, question);
    return flash && { flash };
  });
}

const news = (rows: readonly OutboxRow[]) =>
  rows.flatMap(({ notice, destination }) =>
    notice.kind === 'issue-news' && destination.to === 'chat' ? [[destination.chatId, notice.news]] : [],
  );
const annasChatId = personalChat(anna).id;

describe('who watches an issue', () => {
  it('sees so on the card, and hears each new word once', async () => {
    const { cardId } = await asksAndSees(anna);
    const { facts } = await presses(anna, cardId, 'watch-issue');
    expect(facts.health).toMatchObject({ isWatched: true, issue: { id: mail.id } });

    await desk.jobsAfter(5);
    expect(await desk.words()).toEqual([]);

    desk.microsoft = reports([saying('we found it', 7)]);
    await desk.jobsAfter(5);
    const rows = await desk.leaving();
    expect(news(rows)).toEqual([[annasChatId, 'word']]);
    expect(rows.map(({ class: kind }) => kind)).toEqual(['owed', 'update']);

    await desk.jobsAfter(5);
    expect(await desk.words()).toEqual([]);
  });

  it('hears nothing of an edit, of the same page again, or of an older word that comes late', async () => {
    const { cardId } = await asksAndSees(anna);
    await presses(anna, cardId, 'watch-issue');
    desk.microsoft = reports([saying('we found it', 7)]);
    await desk.jobsAfter(10);
    await desk.leaving();
    for (const issue of [saying('we have found it', 7), saying('an old word', 3), saying('we found it', 7)]) {
      desk.microsoft = reports([issue]);
      await desk.jobsAfter(5);
    }
    expect(await desk.words()).toEqual([]);
  });

  it('hears of its end once, and of nothing after it', async () => {
    const { cardId } = await asksAndSees(anna);
    await presses(anna, cardId, 'watch-issue');
    desk.microsoft = reports(
      [],
      [saying('it is mended', 8, { isResolved: true, status: 'serviceRestored' })],
    );
    await desk.jobsAfter(5);
    expect(desk.asked.at(-1)).toMatchObject({ issueIds: [mail.id] });
    expect(await desk.words()).toEqual(['chat: issue-news', 'chat: update answer']);
    desk.microsoft = reports([saying('it is back', 12)]);
    await desk.jobsAfter(5);
    expect(news(await desk.leaving())).toEqual([]);
  });

  it.each([
    ['is not named any more', reports([])],
    ['is named with a status that means its end', reports([{ ...mail, status: 'serviceRestored' }])],
    ['is a false alarm', reports([{ ...mail, status: 'falsePositive' }])],
  ])('hears of its end also when it %s', async (_name, answer) => {
    const { cardId } = await asksAndSees(anna);
    await presses(anna, cardId, 'watch-issue');
    desk.microsoft = answer;
    await desk.jobsAfter(5);
    expect(news(await desk.leaving())).toEqual([[annasChatId, 'over']]);
  });

  it('loses nothing while Microsoft cannot be asked', async () => {
    const { cardId } = await asksAndSees(anna);
    await presses(anna, cardId, 'watch-issue');
    desk.microsoft = { ok: false, reason: 'throttled', afterMs: minutes(60) };
    await desk.jobsAfter(5);
    desk.microsoft = reports([], [saying('it is mended', 30, { isResolved: true })]);
    await desk.jobsAfter(60);
    expect(news(await desk.leaving())).toEqual([[annasChatId, 'over']]);
  });

  it('keeps Microsoft being asked, days later too', async () => {
    const { cardId } = await asksAndSees(anna);
    await presses(anna, cardId, 'watch-issue');
    for (let n = 0; n < 50; n += 1) await desk.jobsAfter(5);
    expect(desk.asked).toHaveLength(51);
  });

  it('sets it going again, when nobody had needed it for a while', async () => {
    const { cardId } = await asksAndSees(anna);
    for (let n = 0; n < 8; n += 1) await desk.jobsAfter(5);
    expect(await desk.nextJob()).toBeUndefined();
    await presses(anna, cardId, 'watch-issue');
    expect(await desk.jobs()).toBe(1);
  });

  it('hears no more of it after having said so', async () => {
    const { cardId } = await asksAndSees(anna);
    await presses(anna, cardId, 'watch-issue');
    const { facts } = await presses(anna, cardId, 'unwatch-issue');
    expect(facts.health).toMatchObject({ isWatched: false });
    desk.microsoft = reports([saying('we found it', 7)]);
    await desk.jobsAfter(5);
    expect(await desk.words()).toEqual([]);
  });

  it('is one of several, each told in their own chat', async () => {
    for (const person of [anna, olga]) {
      const { cardId } = await asksAndSees(person);
      await presses(person, cardId, 'watch-issue');
    }
    desk.microsoft = reports([saying('we found it', 7)]);
    await desk.jobsAfter(5);
    const told = news(await desk.leaving()).sort();
    expect(told).toEqual([
      [annasChatId, 'word'],
      [personalChat(olga).id, 'word'],
    ]);
  });

  it('hears nothing after the app was removed, and is forgotten', async () => {
    const { cardId } = await asksAndSees(anna);
    await presses(anna, cardId, 'watch-issue');
    await desk.happens(anna, personalChat(anna), { type: 'removed' });
    desk.microsoft = reports([saying('we found it', 7)]);
    await desk.jobsAfter(5);
    expect(news(await desk.leaving())).toEqual([]);
    expect(await desk.turn(({ store }) => store.watchers.watched(anna.tenantId))).toEqual([]);
  });

  it('among very many is told with the next look', async () => {
    const { question } = await asksAndSees(anna);
    await desk.turn(async ({ store }) => {
      for (let n = 0; n < 205; n += 1) {
        const { tenantId, id: questionId, chatId } = question;
        await store.watchers.save({
          ...{ tenantId, questionId, chatId, issueId: mail.id, personId: `person-${1000 + n}` },
          ...{ since: now, toldAt: now },
        });
      }
    });
    desk.microsoft = reports([], [saying('it is mended', 7, { isResolved: true })]);
    await desk.jobsAfter(5);
    expect(news(await desk.leaving())).toHaveLength(200);
    await desk.jobsAfter(1);
    expect(news(await desk.leaving())).toHaveLength(5);
  });
});

describe('many who watch', () => {
  const watching = (issueId: string, count: number, questionId: string) =>
    desk.turn(async ({ store }) => {
      for (let n = 0; n < count; n += 1) {
        const person = { personId: `person-${1000 + n}`, chatId: personalChat(anna).id };
        const { tenantId } = anna;
        await store.watchers.save({ tenantId, questionId, ...person, issueId, since: now, toldAt: now });
      }
    });
  const other = sampleIssue({ id: 'ZZ1', title: 'Calls may fail' });

  it('are told in turn: who knows least comes first', async () => {
    const { question } = await asksAndSees(anna);
    await watching(mail.id, 205, question.id);
    for (const minute of [1, 2]) {
      desk.microsoft = reports([saying(`word ${minute}`, minute)]);
      await desk.jobsAfter(5);
    }
    const toldAt = await desk.turn(async ({ store }) => {
      const known = await store.watchers.get(anna.tenantId, mail.id, 'person-1204');
      return known?.toldAt;
    });
    expect(toldAt).toBe(now + minutes(2));
  });

  it('hear of an end before others hear of anything else', async () => {
    desk.microsoft = reports([mail, other]);
    const { question } = await asksAndSees(anna);
    await watching(mail.id, 205, question.id);
    await watching(other.id, 1, question.id);
    desk.microsoft = reports([saying('a word', 7)]);
    await desk.jobsAfter(5);
    const rows = await desk.leaving();
    expect(news(rows).filter(([, what]) => what === 'over')).toHaveLength(1);
  });

  it('hear nothing when they have said so while it was being told', async () => {
    const { cardId } = await asksAndSees(anna);
    await presses(anna, cardId, 'watch-issue');
    const told = await desk.turn(async (turn) => {
      const untold = await turn.store.watchers.untold(anna.tenantId, mail.id, now + minutes(9), 10);
      await turn.store.watchers.remove(anna.tenantId, mail.id, anna.personId);
      await turn.store.serviceHealth.keep(anna.tenantId, [saying('a word', 7)], now);
      // On PostgreSQL others commit between two reads.
      const watchers = { ...turn.store.watchers, watched: async () => [mail.id], untold: async () => untold };
      return tellWatchers({ ...turn, store: { ...turn.store, watchers } }, anna.tenantId);
    });
    expect(told).toBe(true);
    expect(await desk.words()).toEqual([]);
    expect(await desk.turn(({ store }) => store.watchers.watched(anna.tenantId))).toEqual([]);
  });

  it('are told after the words that people write to one another', async () => {
    const { question } = await asksAndSees(anna);
    await watching(mail.id, 1, question.id);
    desk.microsoft = reports([saying('a word', 7)]);
    await desk.jobsAfter(5);
    const row = (await desk.leaving()).find(({ notice }) => notice.kind === 'issue-news');
    expect(row).toMatchObject({ priority: priorities.broadcast, class: 'owed' });
  });
});

describe('the wish to be told', () => {
  it('comes too late when it is over', async () => {
    const { cardId } = await asksAndSees(anna);
    desk.microsoft = reports([]);
    await desk.jobsAfter(5);
    const { moment } = await presses(anna, cardId, 'watch-issue');
    expect(moment).toEqual({ flash: { reason: 'issue-over' } });
  });

  it('about nothing is refused', async () => {
    desk.microsoft = reports([]);
    const { cardId } = await asksAndSees(anna);
    const { moment } = await presses(anna, cardId, 'watch-issue');
    expect(moment).toEqual({ flash: { reason: 'card-outdated' } });
  });

  it('can be written as well as pressed', async () => {
    await asksAndSees(anna);
    for (const name of ['watch-issue', 'unwatch-issue'] as const) {
      await desk.says(anna, name, { command: { name, rest: '' } });
      const [row] = await desk.leaving();
      expect(row?.notice).toEqual({
        kind: 'issue-watched',
        issueId: mail.id,
        watched: name === 'watch-issue',
      });
    }
  });

  it('ends by words also after another question was asked', async () => {
    const { cardId } = await asksAndSees(anna);
    await presses(anna, cardId, 'watch-issue');
    await desk.says(anna, 'more licences');
    await desk.leaving();
    await desk.says(anna, 'stop', { command: { name: 'unwatch-issue', rest: '' } });
    const [row] = await desk.leaving();
    expect(row?.notice).toEqual({ kind: 'issue-watched', issueId: mail.id, watched: false });
    expect(await desk.turn(({ store }) => store.watchers.watched(anna.tenantId))).toEqual([]);
  });

  it('ends by words one at a time, that of which was told last first, and its card follows', async () => {
    const { question } = await asksAndSees(anna);
    const { tenantId, personId } = anna;
    await desk.turn(async ({ store }) => {
      const wish = { tenantId, personId, chatId: annasChatId, questionId: question.id, since: now };
      await store.watchers.save({ ...wish, issueId: 'EX1', toldAt: now });
      await store.watchers.save({ ...wish, issueId: 'EX2', toldAt: now + 1 });
    });
    const stops = async () => {
      await desk.says(anna, 'stop', { command: { name: 'unwatch-issue', rest: '' } });
      const rows = await desk.leaving();
      return rows.map(({ notice }) => ('issueId' in notice ? notice.issueId : notice.kind));
    };
    expect(await stops()).toEqual(['EX2', 'answer']);
    expect(await stops()).toEqual(['EX1', 'answer']);
    // There is nothing left to end: what the question is about is named, and nothing changes.
    expect(await stops()).toEqual([mail.id]);
  });

  it('written without an issue is told that there is none', async () => {
    await desk.says(anna, 'watch-issue', { command: { name: 'watch-issue', rest: '' } });
    expect((await desk.leaving()).at(-1)?.notice).toMatchObject({
      kind: 'refused',
      flash: { reason: 'no-question' },
    });
  });
});
