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

const _withIssue = (of: Partial<ServiceIssue> = {}, more: Partial<HealthFacts> = {}) =>
  answer({ ...idle, issue: sampleIssue(of), ...more });

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
