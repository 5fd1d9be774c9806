// A draft must be readable as an article, whatever people typed.
import { describe, expect, it } from 'vitest';
import { locales } from '../../../src/domain/locale.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import { checkSteps, partnersFront, readBody, readFile } from '../../../src/knowledge/article-file.ts';
import { readPartnerPage } from '../../../src/knowledge/partner-page.ts';
import { commandIn } from '../../../src/teams/commands.ts';
import { agentText } from '../../../src/teams/texts/agent.ts';
import { sampleFacts, sampleTicket } from '../../support/samples.ts';

const solved: Partial<Ticket> = {
  state: 'solved',
  assigneeName: 'Ben Carter',
  resolution: 'Close Outlook. Remove the stored password. Start it and sign in once.',
};

function say(
  kind: 'draft' | 'draft-ready',
  of: Partial<Ticket>,
  reader: (typeof locales)[number] = 'en',
): string {
  const ticket = sampleTicket({ ...solved, ...of });
  const ref = { tenantId: ticket.tenantId, ticketId: ticket.id };
  return agentText({ kind, ...ref }, sampleFacts(reader, 'agent', { ticket }));
}

function read(text: string) {
  const { front, body } = readFile(text, partnersFront);
  const parts = readBody(body);
  checkSteps(parts.steps, front.fixableBy ?? []);
  return { ...front, ...parts };
}

it.each(locales)('a draft in %s is taken from a partner’s folder as an article of its own', (language) => {
  const found = readPartnerPage(`ticket-1042/${language}.md`, say('draft', { language }));
  const article = { id: 'ticket-1042', locale: language, fixableBy: ['customerAdmin'] };
  expect(found).toMatchObject({ kind: 'article', notes: [], page: { article } });
});

describe('a draft', () => {
  it.each(locales)('in %s is an article, in the ticket’s language whatever the reader’s', (language) => {
    for (const reader of locales) expect(say('draft', { language }, reader)).toBe(say('draft', { language }));
    const article = read(say('draft', { language }));
    expect(article).toMatchObject({
      products: ['outlook'],
      codes: ['AADSTS50126'],
      fixableBy: ['customerAdmin'],
    });
    expect(article.steps).toHaveLength(3);
    expect(article.symptoms.length).toBeGreaterThan(0);
    expect(article.collect.length).toBeGreaterThan(0);
    expect(article.summary).toContain(article.title);
    expect(article.stopWhen).toMatch(/\S/);
  });

  it('tells its steps word for word', () => {
    expect(read(say('draft', {})).steps).toEqual([
      'Close Outlook',
      'Remove the stored password',
      'Start it and sign in once',
    ]);
  });

  it('of few words has what is right for any trouble around them', () => {
    expect(read(say('draft', { resolution: 'Restarted the service' })).steps).toEqual([
      expect.stringMatching(/^Check that it is the same trouble: Outlook asks/),
      'Restarted the service',
      'Try again what did not work before.',
    ]);
  });

  it('of what only the partner can do has no steps', () => {
    const article = read(
      say('draft', { category: 'billing', resolution: '1. Credited.\n\n2. Done: see "x"' }),
    );
    expect(article).toMatchObject({
      fixableBy: ['partner'],
      steps: [],
      outcome: 'Credited. 2. Done: see "x"',
    });
  });

  it.each([
    ['---', '---\n---'],
    ['> a: "b" # c', '> no\n> yes: #1'],
    ['1. one', '1. one\n\n2. two\n\n3. three\n\n4. four'],
    ['{{x}} ${y} \\n \u0007', '- a\n- b: c\n- "d\'\\'],
    ['???', '!'],
    ['[x](https://evil.example)', 'x'.repeat(5000)],
    ['a\nb\nc\nd\ne\nf\ng', 'A. B. C. D. E. F. G. H.'],
  ])('is readable when people typed %j and %j', (question, resolution) => {
    const article = read(say('draft', { question, answers: {}, resolution }));
    expect(article.steps.length).toBeGreaterThanOrEqual(3);
    expect(article.title).not.toBe('');
  });

  it('names neither the requester nor the agent nor the customer', () => {
    const text = say('draft', {
      question: 'Anna Petrova of Contoso cannot sign in',
      answers: {},
      resolution: 'Ben reset it for Anna at Contoso. Ask b.carter@fabrikam.example',
    });
    expect(text).not.toMatch(/Anna|Petrova|Contoso|Ben\b|Carter|fabrikam/i);
  });

  it('of a ticket that is open again is a sentence', () => {
    expect(say('draft', { state: 'assigned' })).toMatch(/no solution yet/);
  });
});

it.each(locales)(
  'what to do with it is told in the reader’s language (%s), with the file’s name',
  (reader) => {
    expect(say('draft-ready', { language: 'ru' }, reader)).toContain('ticket-1042/ru.md');
  },
);

it('of a Russian question from an English client is a Russian file', () => {
  const of = { language: 'en', question: 'Не открывается почта у всего отдела' } as const;
  expect(say('draft-ready', of)).toContain('ticket-1042/ru.md');
  const found = readPartnerPage('ticket-1042/ru.md', say('draft', of));
  expect(found).toMatchObject({ kind: 'article', page: { article: { locale: 'ru' } } });
});

it.each([
  ['what we could not answer', 'unanswered'],
  ['На что мы не ответили?', 'unanswered'],
  ['我们没答上的问题', 'unanswered'],
  ['articles that don’t help', 'weak-articles'],
  ['Статьи, которые не помогают', 'weak-articles'],
  ['没帮上忙的文章', 'weak-articles'],
  ['draft article', 'draft-article'],
  ['черновик статьи', 'draft-article'],
  ['文章草稿', 'draft-article'],
])('%s is understood', (text, name) => expect(commandIn(text)).toEqual({ name, rest: '' }));
