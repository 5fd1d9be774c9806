import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { locales } from '../../src/domain/locale.ts';
import { readArticles } from '../../src/knowledge/read-articles.ts';

const folder = join(import.meta.dirname, '../../knowledge');
const articles = readArticles(folder);
const ids = [...new Set(articles.map(({ id }) => id))];
const helpHosts = ['support.microsoft.com', 'learn.microsoft.com', 'aka.ms'];
const urlLocale = { en: 'en-us', ru: 'ru-ru', 'zh-cn': 'zh-cn' };

describe('the collection', () => {
  it('has the whole catalogue, each topic in every language', () => {
    expect(ids.length).toBeGreaterThanOrEqual(174);
    for (const id of ids)
      expect(articles.filter((article) => article.id === id).map(({ locale }) => locale)).toEqual(locales);
  });

  it('names only related topics that exist', () => {
    for (const { id, related } of articles) for (const other of related) expect(ids, id).toContain(other);
  });
});

describe.each(articles)('$id in $locale', (article) => {
  const { title, summary, steps, outcome, stopWhen, symptoms, fixableBy, helpUrl, adminTestUrl, locale } =
    article;
  const texts = [title, summary, ...steps, outcome ?? '', stopWhen ?? ''];

  it('has three to six short steps, or none when only the partner can act', () => {
    if (fixableBy.join() === 'partner') return expect(steps).toEqual([]);
    expect(steps.length).toBeGreaterThanOrEqual(3);
    expect(steps.length).toBeLessThanOrEqual(6);
    for (const step of steps) expect(step.length, step).toBeLessThanOrEqual(300);
    expect(outcome).toBeDefined();
  });

  it('says when to stop and ask a person', () => {
    expect(stopWhen).toMatch(locale === 'zh-cn' ? /人工支持/ : locale === 'ru' ? /специалист/ : /person/);
  });

  it('describes the trouble in at least six different ways', () => {
    expect(symptoms.length).toBeGreaterThanOrEqual(6);
    expect(symptoms.length).toBeLessThanOrEqual(24);
    expect(new Set(symptoms).size).toBe(symptoms.length);
  });

  it('is plain text without Markdown marks or exclamation marks', () => {
    for (const text of texts) expect(text).not.toMatch(/\*\*|`|\]\(|__|^#|[!！]/);
  });

  it('links to official pages in the language of the reader', () => {
    for (const address of [helpUrl, adminTestUrl]) {
      if (address === undefined) continue;
      const { protocol, hostname } = new URL(address);
      expect(protocol).toBe('https:');
      expect(helpHosts).toContain(hostname);
      if (hostname !== 'aka.ms') expect(address).toContain(`/${urlLocale[locale]}/`);
    }
  });

  it('is written in its language', () => {
    const script = {
      en: /^[^\p{Script=Cyrillic}\p{Script=Han}]+$/u,
      ru: /\p{Script=Cyrillic}/u,
      'zh-cn': /\p{Script=Han}/u,
    };
    for (const text of [title, summary, ...steps]) expect(text).toMatch(script[locale]);
  });
});

describe.each(articles.filter(({ locale }) => locale === 'zh-cn'))('$id in Chinese', (article) => {
  it('has a space between Chinese and Latin words and full-width punctuation', () => {
    const { title, summary, steps, outcome = '', stopWhen = '' } = article;
    for (const text of [title, summary, ...steps, outcome, stopWhen]) {
      expect(text).not.toMatch(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u);
      expect(text).not.toMatch(/\p{Script=Han}[,;?]/u);
    }
  });
});

describe('a fault', () => {
  let copy: string;
  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'knowledge-'));
    for (const id of ['mailbox-full', ...readRelated('mailbox-full')])
      cpSync(join(folder, id), join(copy, id), { recursive: true });
    for (const id of ids.filter((one) => readRelated('mailbox-full').includes(one)))
      edit(join(copy, id, 'en.md'), /^related: .*$/m, 'related: [mailbox-full]');
  });
  afterEach(() => rmSync(copy, { recursive: true }));

  it('is absent in the untouched copy', () => {
    expect(readArticles(copy)).toHaveLength(12);
  });

  it.each([
    ['ru.md', /^title: .*\n/m, '', /title/],
    ['en.md', /^category: .*$/m, 'category: nonsense', /category/],
    ['en.md', /^helpUrl: https/m, 'helpUrl: http', /helpUrl/],
    ['zh-cn.md', /^helpUrl: .*\n/m, '', /helpUrl/],
    ['en.md', /^related: .*$/m, 'related: [nowhere]', /nowhere/],
    ['en.md', /^---\n/, '', /front matter/],
    ['ru.md', /^title: /m, 'title: [', /quote/],
    ['ru.md', /^\d+\. .*\n/gm, '', /steps/],
    ['en.md', /^fixableBy: .*$/m, 'fixableBy: [partner]', /only the partner/],
    ['zh-cn.md', /\n\n[^\n]+\n\n1\. /, '\n\n1. ', /summary/],
    ['en.md', /$(?![\s\S])/, '\nOne more paragraph.\n', /order/],
  ])('in %s (%s) names the file and the remedy', (name, find, put, hint) => {
    const file = join(copy, 'mailbox-full', name);
    edit(file, find, put);
    expect(() => readArticles(copy)).toThrow(file);
    expect(() => readArticles(copy)).toThrow(/Remedy: /);
    expect(() => readArticles(copy)).toThrow(hint);
  });

  it('names the missing language', () => {
    const file = join(copy, 'mailbox-full', 'zh-cn.md');
    rmSync(file);
    expect(() => readArticles(copy)).toThrow(file);
  });

  it('keeps codes as texts and reads Windows line ends', () => {
    const file = join(copy, 'mailbox-full', 'en.md');
    edit(file, /^codes: .*$/m, 'codes: [0x80070005, 5.7]');
    edit(file, /\n/g, '\r\n');
    expect(readArticles(copy).find(({ id }) => id === 'mailbox-full')?.codes).toEqual(['0x80070005', '5.7']);
  });
});

function readRelated(id: string): readonly string[] {
  return articles.find((article) => article.id === id)?.related ?? [];
}

function edit(file: string, find: RegExp, put: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(find, put));
}
