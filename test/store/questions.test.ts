import { expect, it } from 'vitest';
import type { Question } from '../../src/domain/question.ts';
import { databasePerTest, onEachEngine } from '../support/databases.ts';
import { otherTenant, ourTenant, question } from './samples.ts';

const full: Question = question({
  shown: [{ articleId: 'outlook-password', verdict: 'not-helped' }],
  formId: 'mail',
  answers: { summary: 'no mail', scope: 'one-user' },
  ticketId: 'ticket-1',
  state: 'ticket',
});

onEachEngine((engine) => {
  const database = databasePerTest(engine);
  const save = (saved: Question) => database().transaction((store) => store.questions.save(saved));
  const latest = (tenantId: string, chatId: string) =>
    database().transaction((store) => store.questions.latest(tenantId, chatId));

  it.each([question(), full])('reads back what was saved: %#', async (saved) => {
    await save(saved);
    const found = await database().transaction((store) => store.questions.get(ourTenant, 'question-1'));
    expect(found).toStrictEqual(saved);
  });

  it('finds the question asked last in a chat, even within one millisecond', async () => {
    await save(question({ id: 'first' }));
    await save(question({ id: 'second' }));
    await save(question({ id: 'elsewhere', chatId: 'chat-2' }));
    expect((await latest(ourTenant, 'chat-1'))?.id).toBe('second');
    await save(question({ id: 'first', state: 'settled' }));
    expect((await latest(ourTenant, 'chat-1'))?.id).toBe('second');
  });

  it('loses nothing that is saved under its lock, however many save at once', async () => {
    await save(question({ text: '' }));
    const addOne = () =>
      database().transaction(async ({ questions }) => {
        const found = await questions.lock(ourTenant, 'question-1');
        if (found) await questions.save({ ...found, text: `${found.text}.` });
      });
    await Promise.all(Array.from({ length: 10 }, addOne));
    const found = await database().transaction((store) => store.questions.lock(ourTenant, 'question-1'));
    expect(found?.text).toBe('..........');
    const foreign = await database().transaction((store) => store.questions.lock(otherTenant, 'question-1'));
    expect(foreign).toBeUndefined();
  });

  it('finds the question that a message says, or a part of it, among a thousand of its chat', async () => {
    const said = ['17"1', '17"2'].map((activityId) => ({ activityId, text: 'words' }));
    await save(question({ said }));
    await save(question({ id: 'quoting', text: 'as in "17\\"1"' }));
    await save(question({ id: 'theirs', tenantId: otherTenant, said }));
    await save(question({ id: 'elsewhere', chatId: 'chat-2', said }));
    const saidAs = async (activityId: string) =>
      (await database().transaction((store) => store.questions.saidAs(ourTenant, 'chat-1', activityId)))?.id;
    expect([await saidAs('17"1'), await saidAs('17"2'), await saidAs('17')]).toEqual([
      'question-1',
      'question-1',
      undefined,
    ]);
    await database().transaction(async ({ questions }) => {
      for (let n = 0; n < 999; n += 1) await questions.save(question({ id: `later-${n}` }));
    });
    expect(await saidAs('17"1')).toBeUndefined();
  });

  it('finds what a tenant asked lately, the newest first', async () => {
    await save(question({ id: 'old', askedAt: 999 }));
    await save(question({ id: 'first', askedAt: 1_000 }));
    await save(question({ id: 'second', askedAt: 1_000, state: 'ticket', ticketId: 'ticket-1' }));
    await save(question({ id: 'third', askedAt: 2_000, chatId: 'chat-2' }));
    await save(question({ id: 'theirs', tenantId: otherTenant, askedAt: 3_000 }));
    const since = async (limit: number) =>
      (await database().transaction((store) => store.questions.askedSince(ourTenant, 1_000, limit))).map(
        ({ id }) => id,
      );
    expect(await since(10)).toEqual(['third', 'second', 'first']);
    expect(await since(1)).toEqual(['third']);
  });

  it('finds those of all customers that lack a good answer now, the newest first', async () => {
    const lacking = { kind: 'question', confidence: 'none' } as const;
    await save(question({ id: 'too-old', ...lacking, askedAt: 999 }));
    await save(question({ id: 'first', ...lacking, askedAt: 1_000 }));
    await save(question({ id: 'theirs', ...lacking, tenantId: otherTenant, askedAt: 1_000 }));
    await save(question({ id: 'answered', kind: 'question', askedAt: 1_500 }));
    await save(question({ id: 'chosen', ...lacking, confidence: 'choice', askedAt: 2_000 }));
    await save(question({ id: 'last', ...lacking, askedAt: 3_000, state: 'ticket', ticketId: 'ticket-1' }));
    const found = async (limit: number) =>
      (await database().transaction((store) => store.questions.unanswered(1_000, limit))).map(({ id }) => id);
    expect(await found(10)).toEqual(['last', 'chosen', 'theirs', 'first']);
    expect(await found(1)).toEqual(['last']);
    // What becomes of a question decides, not what it was at first.
    const shown = [{ articleId: 'outlook-slow', verdict: 'unanswered' }] as const;
    await save(question({ id: 'chosen', kind: 'question', confidence: 'sure', shown, askedAt: 2_000 }));
    expect(await found(10)).toEqual(['last', 'theirs', 'first']);
  });

  it('keeps the questions of tenants apart', async () => {
    await save(question());
    expect(await latest(otherTenant, 'chat-1')).toBeUndefined();
    const found = await database().transaction((store) => store.questions.get(otherTenant, 'question-1'));
    expect(found).toBeUndefined();
  });
});
