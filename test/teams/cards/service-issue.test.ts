import { describe, expect, it } from 'vitest';
import type { Question } from '../../../src/domain/question.ts';
import type { ServiceIssue } from '../../../src/domain/service-issue.ts';
import type { Facts, HealthFacts } from '../../../src/flows/ports.ts';
import { answerCard } from '../../../src/teams/cards/answer.ts';
import { escalationCard } from '../../../src/teams/cards/escalation.ts';
import { ticketCard } from '../../../src/teams/cards/ticket.ts';
import type { CardView } from '../../../src/teams/cards/view.ts';
import { sampleEscalation } from '../../support/agent-samples.ts';
import { type Json, leavesOf, objectsIn } from '../../support/card-walk.ts';
import {
  chinaCustomer,
  hours,
  minutes,
  now,
  sampleCustomer,
  sampleFacts,
  sampleIssue,
  sampleQuestion,
  sampleTicket,
} from '../../support/samples.ts';

const key = { card: 'card-1', nonce: 'nonce-1' };
const { tenantId } = sampleCustomer;
const objects = (view: CardView) => objectsIn(view.card as Json);
const verbsOf = (view: CardView) =>
  objects(view).flatMap((o) => (typeof o.verb === 'string' ? [o.verb] : []));
const linksOf = (view: CardView) => objects(view).flatMap((o) => (o.url === undefined ? [] : [o.url]));
const textOf = (view: CardView) =>
  leavesOf(view.card as Json)
    .filter((leaf) => ['text', 'title'].includes(leaf.key))
    .map((leaf) => leaf.value)
    .join('\n');

const check = { tenantId, triedAt: now, nextAt: now + minutes(5), checkedAt: now };
const idle: HealthFacts = { isConnected: true, isAsking: false, isWatched: false, check };
const down: Partial<Question> = {
  category: 'technical-availability',
  route: 'escalate-microsoft',
  confidence: 'none',
  articleIds: [],
  shown: [],
  product: 'exchange',
  issueId: 'EX912345',
};

function answer(health: HealthFacts, of: Partial<Question> = {}, about: Partial<Facts> = {}): CardView {
  const { recipient: _reader, ...known } = about;
  const facts = sampleFacts('en', 'requester', {
    question: sampleQuestion({ ...down, ...of }),
    health,
    ...known,
  });
  return answerCard({ kind: 'answer', tenantId, questionId: 'question-1' }, facts, key, {});
}

const withIssue = (of: Partial<ServiceIssue> = {}, more: Partial<HealthFacts> = {}) =>
  answer({ ...idle, issue: sampleIssue(of), ...more });

describe('a word of Microsoft’s that is', () => {
  it.each([
    ['made of very many lines', 'a\n'.repeat(2_000)],
    ['made of very many lines in Chinese', '邮件延迟\n'.repeat(800)],
    ['one line without end', '邮件'.repeat(2_000)],
  ])('%s still fits a card', (_name, text) => {
    expect(() => withIssue({ lastWord: { text, saidAt: now } })).not.toThrow();
    const card = withIssue({ lastWord: { text, saidAt: now } });
    // An article of ours, in full, needs as much again.
    expect(Buffer.byteLength(JSON.stringify(card.card))).toBeLessThan(14_000);
  });
});

describe('an issue on the card of a question', () => {
  it('says what is affected, since when, in whose words, and when there will be more', () => {
    const view = withIssue();
    const text = textOf(view);
    expect(view.summary).toBe('Microsoft reports a disruption: Exchange Online');
    expect(text).toContain("Some users' email messages may be delayed or not delivered");
    expect(text).toContain('since Mon 23 Nov, 08:55 (Central European Time) · EX912345');
    expect(text).toContain('Microsoft wrote Mon 23 Nov, 10:10, in English:\nWe have found that');
    expect(text).toContain('Next update from Microsoft due Mon 23 Nov, 12:00 (Central European Time).');
    expect(verbsOf(view)).toEqual(['watch-issue', 'article-not-helped', 'talk-to-person']);
  });

  it('folds a long word of Microsoft’s, and shows all of it when asked', () => {
    const folded = objects(withIssue()).find((o) => o.id === 'issueWord');
    expect(folded?.isVisible).toBe(false);
    expect(leavesOf(folded as Json).map((leaf) => leaf.value)).toContain(
      'Scope of impact: This may affect any user whose messages pass the affected part of the service.',
    );
    const short = withIssue({ lastWord: { text: 'Current status: We look into it.', saidAt: now } });
    expect(objects(short).some((o) => o.id === 'issueWord')).toBe(false);
    expect(textOf(short)).toContain('\nWe look into it.');
  });

  it('without any word of Microsoft’s says the rest', () => {
    const { lastWord: _w, nextUpdateAt: _n, ...bare } = sampleIssue();
    const text = textOf(answer({ ...idle, issue: bare }));
    expect(text).toContain('EX912345');
    expect(text).not.toMatch(/wrote|Next update/);
  });

  it('promises no update whose time has passed', () => {
    expect(textOf(withIssue({ nextUpdateAt: now }))).not.toContain('Next update from');
  });

  it.each([
    ['incident', 'Microsoft reports a disruption: Exchange Online'],
    ['advisory', 'Microsoft reports a limited problem: Exchange Online'],
  ] as const)('is called by its kind: %s', (classification, heading) => {
    expect(withIssue({ classification }).summary).toBe(heading);
  });

  it.each([
    ['serviceInterruption', 'Not working'],
    ['somethingNew', 'Being worked on'],
    ['', 'Being worked on'],
  ])('has a word for the status "%s"', (status, word) => {
    expect(textOf(withIssue({ status }))).toContain(`${word}\n · since`);
  });

  it('shows that it is watched, and how to end that', () => {
    const view = withIssue({}, { isWatched: true });
    expect(verbsOf(view)).toContain('unwatch-issue');
    expect(verbsOf(view)).not.toContain('watch-issue');
    expect(textOf(view)).toContain('You will read here when there is news');
  });

  it('that is over can be watched no more, and leads to a person', () => {
    const view = withIssue({ status: 'serviceRestored' }, { isWatched: true });
    expect(view.summary).toBe('Microsoft reports it as over: Exchange Online');
    expect(verbsOf(view)).toEqual(['article-not-helped', 'talk-to-person']);
    expect(textOf(view)).toContain('If it still does not work for you:');
  });

  it('cannot be watched where the customer is not connected any more', () => {
    expect(verbsOf(withIssue({}, { isConnected: false }))).not.toContain('watch-issue');
  });

  it('leaves the article and its buttons below', () => {
    const article = { confidence: 'sure', articleIds: ['outlook-password-prompt'] } as const;
    const view = answer({ ...idle, issue: sampleIssue() }, article);
    expect(textOf(view)).toMatch(
      /EX912345[\s\S]*If this is not what you mean:[\s\S]*keeps asking for your password/,
    );
    expect(verbsOf(view)).toEqual(['watch-issue', 'article-helped', 'article-not-helped', 'talk-to-person']);
  });

  it('does without an article that says where to look for it', () => {
    const { article } = sampleFacts('en', 'requester');
    const looking: Facts['article'] = (id) => {
      const found = article(id);
      return found && { ...found, category: 'technical-availability' };
    };
    const sure = { confidence: 'sure', articleIds: ['outlook-password-prompt'] } as const;
    const view = answer({ ...idle, issue: sampleIssue() }, sure, { article: looking });
    expect(textOf(view)).not.toContain('keeps asking');
    expect(verbsOf(view)).toContain('article-not-helped');
  });

  it('by a name that could be read as something else is Microsoft 365’s', () => {
    expect(withIssue({ service: '[Exchange](https://evil.example)' }).summary).toBe(
      'Microsoft reports a disruption: Microsoft 365',
    );
  });
});

describe('a question about a disturbance of which nothing is known', () => {
  const form = { state: 'diagnosing', formId: 'mail' } as const;
  const publicPage = 'https://status.cloud.microsoft';
  it.each<[string, HealthFacts, string]>([
    ['nothing fits', idle, 'Microsoft was asked Mon 23 Nov, 10:30 and reports no disruption'],
    ['it is being asked', { ...idle, isAsking: true }, 'I am asking Microsoft'],
    [
      'it could not be asked',
      { ...idle, check: { tenantId, triedAt: now, nextAt: now } },
      'could not be found out',
    ],
    [
      'it was asked too long ago',
      { ...idle, check: { ...check, checkedAt: now - hours(2) } },
      'could not be found out',
    ],
    ['it may not be asked', { ...idle, isConnected: false }, 'I cannot see whether'],
  ])('says so, with the public page, when %s', (_name, health, text) => {
    for (const state of [form, {}]) {
      const view = answer(health, state);
      expect(textOf(view)).toContain(text);
      expect(linksOf(view)).toEqual([publicPage]);
      expect(verbsOf(view)).toContain('talk-to-person');
    }
  });

  it('about Azure is told of Azure’s own page', () => {
    const view = answer(idle, { ...form, product: 'azure' });
    expect(linksOf(view)).toEqual(['https://azure.status.microsoft']);
    expect(textOf(view)).toContain('I cannot see whether');
  });

  it('in another cloud has no public page', () => {
    expect(linksOf(answer(idle, form, { customer: chinaCustomer }))).toEqual([]);
  });

  it('says on the form that an issue which is known goes along', () => {
    const view = answer({ ...idle, issue: sampleIssue() }, form);
    expect(textOf(view)).toContain('Exchange Online, EX912345. Your request will name it.');
  });

  it('is none when it is about anything else', () => {
    const view = answer(idle, { category: 'technical-desktop', route: 'self-help' });
    expect(textOf(view)).not.toMatch(/asked|disruption/);
  });
});

describe('the desk', () => {
  const { id, service, title } = sampleIssue();
  const found = { checkedAt: now, issue: { id, service, title } };
  const ticketText = (about: Parameters<typeof sampleTicket>[0], issue?: ServiceIssue) => {
    const ticket = sampleTicket(about);
    const facts = sampleFacts('en', 'agent', {
      ticket,
      ...(issue && { health: { isConnected: true, isAsking: false, isWatched: false, issue } }),
    });
    return textOf(ticketCard({ kind: 'ticket', tenantId, ticketId: ticket.id }, facts, key, {}));
  };

  it('sees what was found, and how it stands', () => {
    const text = ticketText({ health: found }, sampleIssue({ status: 'serviceRestored' }));
    expect(text).toContain(`EX912345 · Exchange Online · ${title}`);
    expect(text).toContain('Over, since Mon 23 Nov, 08:55');
  });

  it('sees what was found when Microsoft’s word is not kept any more', () => {
    expect(ticketText({ health: found })).toContain('EX912345 · Exchange Online');
  });

  it('sees that nothing was found, and nothing where nobody looked', () => {
    expect(ticketText({ health: { checkedAt: now } })).toContain(
      'Nothing reported that fits, asked Mon 23 Nov, 10:30',
    );
    expect(ticketText({})).not.toContain('Service health');
  });

  it('is reminded of it before it escalates, unless that is answered', () => {
    const escalationText = (answers: object) => {
      const ticket = sampleTicket({ health: found });
      const escalation = sampleEscalation({ state: 'asking', answers });
      const facts = sampleFacts('en', 'agent', { ticket, escalation });
      const notice = {
        kind: 'escalation',
        tenantId,
        ticketId: ticket.id,
        escalationId: 'escalation-1',
      } as const;
      return textOf(escalationCard(notice, facts, key, {}));
    };
    expect(escalationText({})).toContain('EX912345');
    expect(escalationText({ health: 'nothing-published' })).not.toContain('EX912345');
  });
});
