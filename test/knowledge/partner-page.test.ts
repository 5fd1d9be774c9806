import { describe, expect, it } from 'vitest';
import { type Context, readPartnerPage } from '../../src/knowledge/partner-page.ts';
import { ownArticle } from '../support/markdown-folder.ts';

function taken(path: string, source: string, context?: Context) {
  const read = readPartnerPage(path, source, context);
  if (read.kind === 'skipped') throw new Error(`${read.reason}: ${read.fault?.message}`);
  return { ...read.page.article, kind: read.kind, text: read.page.text, notes: read.notes };
}

function reason(path: string, source: string) {
  const read = readPartnerPage(path, source);
  return read.kind === 'skipped' ? read.reason : read.kind;
}

describe('an article of our shape', () => {
  it('needs one language, and may leave facts to ours of the same id', () => {
    const { kind, products, category, collect } = taken('help/mailbox-full/ru.md', ownArticle('Ящик полон'), {
      factsOf: (id) => ({
        products: ['exchange'],
        category: 'how-to',
        fixableBy: ['user'],
        codes: [],
        related: [id],
      }),
    });
    expect({ kind, products, category, collect }).toEqual({
      kind: 'article',
      products: ['exchange'],
      category: 'how-to',
      collect: [],
    });
  });

  it('tells its facts itself, or they are guessed', () => {
    expect(
      taken('vpn/en.md', ownArticle('Teams VPN', 'category: updates\nfixableBy: [partner]\n')),
    ).toMatchObject({
      id: 'vpn',
      locale: 'en',
      products: ['teams'],
      category: 'updates',
      fixableBy: ['partner'],
      symptoms: ['Teams VPN fails'],
      stopWhen: 'Ask a person if not.',
    });
  });

  it('cannot wait where it says so, or where ours does and it does not deny it', () => {
    const urgent = (front: string, ours: boolean) =>
      taken('stolen/en.md', ownArticle('Stolen', front), {
        factsOf: () => ({
          products: ['entra'],
          category: 'how-to',
          fixableBy: ['user'],
          urgent: ours,
          codes: [],
          related: [],
        }),
      }).urgent ?? false;
    expect([urgent('urgent: true\n', false), urgent('', true), urgent('', false)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(urgent('urgent: false\n', true)).toBe(false);
  });

  it('is skipped when it is not as it should be, and says why', () => {
    const read = readPartnerPage('vpn/en.md', ownArticle('VPN', 'category: nonsense\n'));
    expect(read).toMatchObject({ kind: 'skipped', reason: 'article-faulty' });
    expect(read.kind === 'skipped' && read.fault?.message).toMatch(/category/);
    expect(reason('vpn/en.md', ownArticle('VPN', '', 30))).toBe('article-faulty');
    expect(reason('vpn/en.md', `${ownArticle('VPN')}\n\n> ${'long '.repeat(5000)}`)).toBe('article-faulty');
  });
});

describe('a file at the place of a topic of ours', () => {
  const facts = { products: ['exchange'], category: 'how-to', fixableBy: ['user'] } as const;
  const context: Context = {
    factsOf: (id) => (id === 'mailbox-full' ? { ...facts, codes: [], related: [] } : undefined),
  };
  const misspelt = ownArticle('Mailbox full').replace('symptoms:', 'symptons:');

  it('without symptoms is faulty, and no page beside ours', () => {
    const read = readPartnerPage('help/mailbox-full/en.md', misspelt, context);
    expect(read).toMatchObject({ kind: 'skipped', reason: 'article-faulty' });
    expect(read.kind === 'skipped' && read.fault?.message).toMatch(/symptoms/);
  });

  it('is a page when it has no front matter, as is any other place', () => {
    const page = '# Mailbox full\n\nEmpty the folder Deleted Items.';
    expect(taken('help/mailbox-full/en.md', page, context).kind).toBe('page');
    expect(taken('help/printers/en.md', misspelt, context).kind).toBe('page');
  });
});

describe('front matter', () => {
  it.each([
    ['lines', Array.from({ length: 400 }, (_, n) => `k${n}: v`).join('\n')],
    ['brackets', `title: ${'[a'.repeat(400)}`],
    [
      'aliases',
      'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]',
    ],
  ])('that would take long to read is refused: %s', (_, front) => {
    expect(reason('guide.md', `---\n${front}\n---\n# T\n\nWords`)).toBe('page-faulty');
  });
});

describe('any Markdown', () => {
  it('is told by its front matter', () => {
    const page = taken(
      'guides/vpn.md',
      `---
title: Connect to the VPN - Microsoft Support
description: How to reach the office from home.
ms.locale: ru-ru
audience: ITPro
products: [windows]
category: technical-connectivity
helpUrl: https://help.example.com/vpn
symptoms: [cannot reach the office]
ms.custom:
  - one
---
Text`,
    );
    expect(page).toMatchObject({
      kind: 'page',
      locale: 'ru',
      title: 'Connect to the VPN',
      summary: 'How to reach the office from home.',
      products: ['windows'],
      category: 'technical-connectivity',
      fixableBy: ['customerAdmin'],
      helpUrl: 'https://help.example.com/vpn',
      symptoms: ['cannot reach the office'],
    });
    expect(page.id).toMatch(/^page:guides-vpn:[0-9a-f]{8}$/);
  });

  it('or else by its words', () => {
    expect(
      taken(
        'vpn-guide.md',
        '# Connect to the **VPN**\n\nSay [hello](x) first.\n\n1. Open it\n2. Close it\n\n## Error 0x80070643\n\nMore words.',
      ),
    ).toMatchObject({
      locale: 'en',
      title: 'Connect to the VPN',
      summary: 'Say hello first.',
      steps: ['Open it', 'Close it'],
      codes: ['0x80070643'],
      text: expect.stringContaining('More words.'),
    });
    expect(taken('set-up_vpn.md', 'Just words.').title).toBe('set up vpn');
  });

  it.each([
    [
      'headings',
      '# T\n## Symptoms\n## First thing\nx\n## Second thing\ny\n## See also',
      ['First thing', 'Second thing'],
    ],
    ['bullets', '# T\n\nWords.\n\n- one\n- two', ['one', 'two']],
    ['nothing', '# T\n\nWords.', []],
  ])('has steps of %s when there is no numbered list', (_, source, steps) => {
    expect(taken('t.md', source).steps).toEqual(steps);
  });

  it('shows that there are more steps than a card has room for', () => {
    const source = `# T\n\n${Array.from({ length: 20 }, (_, n) => `${n + 1}. Step ${n}`).join('\n')}`;
    const { steps } = taken('t.md', source);
    expect(steps).toHaveLength(10);
    expect(steps.at(-1)).toBe('…');
  });

  it('shows no address that is marked for partners, and says so', () => {
    const page = taken(
      't.md',
      '---\nhelpUrl: https://partner.microsoft.com/x\n---\n# T\n\nSee https://learn.microsoft.com/en-us/partner-center/x now.\n',
    );
    expect(page.helpUrl).toBeUndefined();
    expect(page.summary).toBe('See now.');
    expect(page.notes).toHaveLength(1);
    const plain = taken('t.md', '---\nhelpUrl: http://help.example.com\n---\n# T\n\nWords.\n');
    expect(plain.helpUrl).toBeUndefined();
  });

  it('has one id in all its languages, and another one elsewhere', () => {
    const words = '# T\n\nWords.';
    const { id } = taken('guides/vpn.md', words);
    expect(taken('guides/vpn.ru.md', words).id).toBe(id);
    expect(taken('zh-cn/guides/vpn.md', words).id).toBe(id);
    expect(taken('guides-vpn.md', words).id).not.toBe(id);
    expect(taken('Гайды/впн.md', words).id).not.toBe(taken('Гайды/вход.md', words).id);
  });

  it('is in the language said for those that say none', () => {
    expect(taken('t.md', '# VPN', { locale: 'ru' }).locale).toBe('ru');
    expect(taken('t.en.md', '# VPN', { locale: 'ru' }).locale).toBe('en');
  });

  it.each([
    ['README.md', '# T', 'not-for-readers'],
    ['docs/includes/x.md', '# T', 'not-for-readers'],
    ['old.md', '---\nredirect_url: /new\n---\n', 'not-for-readers'],
    ['empty.md', '', 'no-words'],
    ['empty.md', '---\ntitle: T\n---\n<!-- x -->', 'no-words'],
    ['de-de/t.md', '# T', 'other-language'],
    ['t.md', '---\ntitle: [\n---\nx', 'page-faulty'],
    ['t.md', `---\ntitle: ${'x'.repeat(20_000)}\n---\nx`, 'page-faulty'],
    ['t.md', `---\na: ${'['.repeat(9_000)}\n---\nx`, 'page-faulty'],
    [
      't.md',
      '---\na: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c]\n---\nx',
      'page-faulty',
    ],
  ])('is passed over: %s %#', (path, source, expected) => {
    expect(reason(path, source)).toBe(expected);
  });

  it('may have front matter of any kind', () => {
    expect(
      taken('t.md', '---\ntitle: [a, b]\nkeywords: 7\nproducts: all\nhelpUrl: x\n---\n# T\n\nWords.'),
    ).toMatchObject({ title: 'T', summary: 'Words.' });
    expect(taken('t.md', '---\ntitle: Teams: an "overview"\n---\nWords.').title).toBe('Teams: an "overview"');
    expect(taken('t.md', '---\n- a list\n---\n# T').title).toBe('T');
  });
});
