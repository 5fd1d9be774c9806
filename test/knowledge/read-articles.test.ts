import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { locales } from '../../src/domain/locale.ts';
import { lintArticles } from '../../src/knowledge/lint.ts';
import { readArticles } from '../../src/knowledge/read-articles.ts';

const folder = join(import.meta.dirname, '../../knowledge');
const articles = readArticles(folder);
const ids = [...new Set(articles.map(({ id }) => id))];

describe('the collection', () => {
  it('has the whole catalogue, each topic in every language', () => {
    expect(ids.length).toBeGreaterThanOrEqual(174);
    for (const id of ids)
      expect(articles.filter((article) => article.id === id).map(({ locale }) => locale)).toEqual(locales);
  });

  it('is as the linter wants it', () => {
    expect(lintArticles(articles)).toEqual([]);
  });

  it('says of what cannot wait when to stop, in every language', () => {
    const urgent = articles.filter((article) => article.urgent);
    expect([...new Set(urgent.map(({ id }) => id))]).toEqual([
      'admin-lost-access',
      'compromised-account',
      'fraud-suspected',
      'onedrive-ransomware',
      'report-phishing',
    ]);
    expect(urgent).toHaveLength(5 * locales.length);
    for (const { id, stopWhen } of urgent) expect(stopWhen, id).toBeTruthy();
  });

  it('names only related topics that exist', () => {
    for (const { id, related } of articles) for (const other of related) expect(ids, id).toContain(other);
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
