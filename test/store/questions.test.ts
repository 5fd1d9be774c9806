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

  it('keeps the questions of tenants apart', async () => {
    await save(question());
    expect(await latest(otherTenant, 'chat-1')).toBeUndefined();
    const found = await database().transaction((store) => store.questions.get(otherTenant, 'question-1'));
    expect(found).toBeUndefined();
  });
});
