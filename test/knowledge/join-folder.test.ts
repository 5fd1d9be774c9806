import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { placeOf, readQuestions } from '../../src/cli/eval/measure.ts';
import type { Locale } from '../../src/domain/locale.ts';
import { joinFolder } from '../../src/knowledge/join-folder.ts';
import { atOnce, createPace } from '../../src/knowledge/pace.ts';
import { listFolder } from '../../src/knowledge/partner-folder.ts';
import { readArticles } from '../../src/knowledge/read-articles.ts';
import { createKnowledge, knowledgeOf } from '../../src/knowledge/search.ts';
import { fillShelf } from '../../src/knowledge/shelf.ts';
import { type MarkdownFolder, markdownFolder, ownArticle } from '../support/markdown-folder.ts';
import { inventedGuides } from './invented-guides.ts';

const articles = readArticles(join(import.meta.dirname, '../../knowledge'));
const shipped = { articles, shelf: atOnce(fillShelf(articles)) };
const questions = readQuestions(readFileSync(join(import.meta.dirname, 'told.tsv'), 'utf8'));
const localeOf = { en: 'en', ru: 'ru', zh: 'zh-cn' } as const;
const alone = createKnowledge(articles);

let folder: MarkdownFolder | undefined;
afterEach(() => {
  folder?.remove('.');
  folder = undefined;
});

async function joined(files: Readonly<Record<string, string>>) {
  folder = markdownFolder(files);
  const what = await joinFolder(shipped, await listFolder(folder.path), createPace());
  return { ...what, knowledge: knowledgeOf(what.library) };
}

describe('an article of the partner', () => {
  it('joins ours', async () => {
    const { knowledge, articles: count } = await joined({ 'vpn-office/en.md': ownArticle('Zorbat tunnel') });
    expect(count).toBe(1);
    expect(knowledge.search('the zorbat tunnel fails', 'en').articleIds[0]).toBe('vpn-office');
    expect(knowledge.article('mailbox-full', 'en')).toBeDefined();
  });

  it('takes the place of ours in its language only, with the facts of ours', async () => {
    const { knowledge } = await joined({ 'mailbox-full/ru.md': ownArticle('Ящик переполнен у нас') });
    expect(knowledge.article('mailbox-full', 'ru')?.title).toBe('Ящик переполнен у нас');
    expect(knowledge.article('mailbox-full', 'en')?.title).toBe(alone.article('mailbox-full', 'en')?.title);
    expect(knowledge.article('mailbox-full', 'ru')?.products).toEqual(
      alone.article('mailbox-full', 'en')?.products,
    );
  });

  it('stands alone when ours is hidden', async () => {
    const { knowledge, hidden } = await joined({
      'mailbox-full/ru.md': ownArticle('Ящик переполнен у нас'),
      'hide.txt': 'mailbox-full',
    });
    expect(hidden).toBe(1);
    expect(knowledge.article('mailbox-full', 'en')?.locale).toBe('ru');
  });
});

describe('hiding', () => {
  it('takes a topic of ours away, and tells of what it does not know', async () => {
    const { knowledge, hidden, unknownHidden } = await joined({ 'hide.txt': 'mailbox-full\nnowhere' });
    expect({ hidden, unknownHidden }).toEqual({ hidden: 1, unknownHidden: ['nowhere'] });
    expect(knowledge.article('mailbox-full', 'en')).toBeUndefined();
    expect(knowledge.search('mailbox is full', 'en').articleIds).not.toContain('mailbox-full');
  });
});

describe('a page in one language', () => {
  it('is found from every language and shown in its own', async () => {
    const { knowledge } = await joined({ 'kestrel.md': '# The Kestrel portal does not open\n\nWords.' });
    const questions: Record<Locale, string> = {
      en: 'why does the kestrel portal not open',
      ru: 'не открывается kestrel portal',
      'zh-cn': 'kestrel portal 打不开',
    };
    for (const [locale, text] of Object.entries(questions) as [Locale, string][]) {
      const id = knowledge.search(text, locale).articleIds.find((one) => one.startsWith('page:'));
      expect(knowledge.article(id ?? '', locale)?.locale, text).toBe('en');
    }
  });

  it('comes after one that the reader can read', async () => {
    const words = '1. Kestrel 0x8BADF00D\n2. Kestrel';
    const { knowledge } = await joined({
      'a.md': `# Kestrel\n\n${words}`,
      'ru/b.md': `# Kestrel\n\n${words}`,
    });
    const first = (locale: Locale) =>
      knowledge.article(knowledge.search('kestrel', locale).articleIds[0] ?? '', locale);
    expect(first('en')?.locale).toBe('en');
    expect(first('ru')?.locale).toBe('ru');
  });
});

describe('a page that is the answer', () => {
  it('is self-help, whatever its words mean elsewhere', async () => {
    const page = '# Оформить отпуск в «Зарплата и кадры»\n\nЗаявление подаётся за две недели.';
    const { knowledge } = await joined({ 'leave.md': page });
    const question = 'как оформить отпуск в зарплате и кадрах';
    expect(alone.search(question, 'ru')).toMatchObject({ kind: 'foreign', articleIds: [] });
    expect(knowledge.search(question, 'ru')).toMatchObject({
      kind: 'question',
      confidence: 'sure',
      category: 'how-to',
      route: 'self-help',
    });
  });
});

describe('two files of one page', () => {
  it('count once', async () => {
    const { skipped, pages } = await joined({ 'a.md': '# One', 'a.en.md': '# Two' });
    expect(pages).toBe(1);
    expect(skipped).toEqual([{ path: 'a.md', reason: 'duplicate' }]);
  });
});

describe('a few dozen pages of documentation', () => {
  it('leave our articles where they are, and are found where they fit better', async () => {
    const { knowledge, pages } = await joined(
      Object.fromEntries(inventedGuides.map(({ file, text }) => [file, text])),
    );
    expect(pages).toBe(inventedGuides.length);
    const right = questions.filter(
      (question) => placeOf(question, alone.search(question.text, localeOf[question.lang])) === 1,
    );
    const lost = right.filter(
      (question) => placeOf(question, knowledge.search(question.text, localeOf[question.lang])) !== 1,
    );
    expect(right.length).toBeGreaterThan(questions.length / 2);
    expect(lost.length / right.length, lost.map(({ text }) => text).join('\n')).toBeLessThan(0.005);
    const missed = inventedGuides.flatMap(({ file, question, locale }) => {
      if (question === undefined) return [];
      const id = knowledge.search(question, locale).articleIds[0] ?? '';
      return knowledge.article(id, locale)?.id.startsWith('page:') ? [] : [`${file}: ${question} → ${id}`];
    });
    expect(missed).toEqual([]);
  });
});
