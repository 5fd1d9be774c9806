import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Lesson, Upshot } from '../../src/domain/lesson.ts';
import { databasePerTest, onEachEngine } from '../support/databases.ts';
import { lesson, otherTenant, ourTenant } from './samples.ts';

onEachEngine((engine) => {
  const database = databasePerTest(engine);
  const save = (...saved: Lesson[]) =>
    database().transaction(async ({ lessons }) => {
      for (const one of saved) await lessons.save(one);
    });

  it('reads back what was saved last', async () => {
    await save(lesson(), lesson({ upshot: 'confirmed', locale: 'ru', changedAt: 2000 }));
    const get = (tenantId: string, articleId = 'outlook-password', chatId = 'chat-1') =>
      database().transaction(({ lessons }) =>
        lessons.get({ tenantId, chatId, questionId: 'question-1', articleId }),
      );
    expect(await get(ourTenant)).toStrictEqual(
      lesson({ upshot: 'confirmed', locale: 'ru', changedAt: 2000 }),
    );
    expect(await get(otherTenant)).toBeUndefined();
    expect(await get(ourTenant, 'another')).toBeUndefined();
    expect(await get(ourTenant, 'outlook-password', 'chat-2')).toBeUndefined();
  });

  it('finds what was learned in a chat since then, the newest first', async () => {
    await save(
      lesson({ articleId: 'too-old', changedAt: 1000 }),
      lesson({ articleId: 'first', changedAt: 1001 }),
      lesson({ articleId: 'last', changedAt: 3000 }),
      lesson({ articleId: 'elsewhere', chatId: 'chat-2', changedAt: 3000 }),
      lesson({ articleId: 'theirs', tenantId: otherTenant, changedAt: 3000 }),
    );
    const found = await database().transaction(({ lessons }) =>
      lessons.changedSince(ourTenant, 'chat-1', 1000),
    );
    expect(found.map(({ articleId }) => articleId)).toEqual(['last', 'first']);
  });

  describe('a tally', () => {
    const tally = (limit = 10) =>
      database().transaction(({ lessons }) => lessons.tally({ shownSince: 1000, silentUntil: 5000, limit }));
    const many = (upshots: Upshot[], parts: Partial<Lesson> = {}) =>
      save(...upshots.map((upshot) => lesson({ questionId: randomUUID(), upshot, ...parts })));

    it('counts all customers per article and language', async () => {
      await many(['silent', 'confirmed', 'confirmed', 'refuted', 'left', 'returned', 'overtaken']);
      await many(['refuted'], { tenantId: otherTenant });
      await many(['refuted', 'refuted', 'refuted'], { locale: 'ru' });
      const nothing = { confirmed: 0, assumed: 0, left: 0, returned: 0 };
      expect(await tally()).toEqual([
        {
          articleId: 'outlook-password',
          locale: 'en',
          confirmed: 2,
          assumed: 1,
          refuted: 2,
          left: 1,
          returned: 1,
        },
        { articleId: 'outlook-password', locale: 'ru', ...nothing, refuted: 3 },
      ]);
    });

    it('takes silence for help only once it has lasted', async () => {
      await many(['refuted', 'silent'], { changedAt: 5000 });
      await many(['silent', 'silent'], { changedAt: 5001 });
      expect(await tally()).toMatchObject([{ assumed: 1, refuted: 1 }]);
    });

    it('leaves out what was shown long ago, and what failed nobody', async () => {
      await many(['refuted'], { shownAt: 999, changedAt: 9000 });
      await many(['confirmed', 'silent', 'overtaken'], { articleId: 'helps' });
      expect(await tally()).toEqual([]);
    });

    it('has those that failed oftenest, at most so many', async () => {
      await many(['refuted'], { articleId: 'once' });
      await many(['left', 'left'], { articleId: 'twice' });
      expect((await tally(1)).map(({ articleId }) => articleId)).toEqual(['twice']);
    });
  });
});
