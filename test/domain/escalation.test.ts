import { describe, expect, it } from 'vitest';
import { type BusinessHours, type Weekday, weekdays } from '../../src/domain/business-hours.ts';
import type { Customer } from '../../src/domain/customer.ts';
import {
  askedFields,
  type EscalationAnswers,
  escalationFieldIds,
  firstCheckAt,
  isRequestNumber,
  knownAnswers,
  missingFields,
  nextCheckAt,
  portalFor,
  targetFor,
  withoutDeleted,
  withSeverity,
} from '../../src/domain/escalation.ts';
import type { StaffMember } from '../../src/domain/person.ts';
import { sampleEscalation } from '../support/agent-samples.ts';
import { sampleTicket } from '../support/samples.ts';

const customer: Customer = {
  tenantId: '7c1f2a60-3f6e-4f0f-9a55-0d6b5a2f1c01',
  name: 'Contoso Pharma',
  domain: 'contoso.onmicrosoft.com',
  planId: 'standard',
  locale: 'en',
  zone: 'Europe/Berlin',
  partnerModel: 'direct',
  cloud: 'global',
  serviceHealth: false,
};
const agent: StaffMember = {
  id: 'ben',
  name: 'Ben',
  roles: ['agent'],
  email: 'b@n.example',
  phone: '+49301234567',
};

describe('isRequestNumber', () => {
  it.each([
    ['microsoft', '2611200040001234', true],
    ['microsoft', 'TrackingID#2611200040001234', true],
    ['microsoft', '30612345', true],
    ['microsoft', 'abc', false],
    ['microsoft', 'tomorrow at 10', false],
    ['provider', 'WT-7', true],
    ['provider', 'they will call', false],
  ] as const)('%s: %s is %s', (kind, number, is) => {
    const target = kind === 'microsoft' ? { kind } : { kind, providerId: 'p1' };
    expect(isRequestNumber(target, number)).toBe(is);
  });
});

describe('askedFields of a packet that is to be changed', () => {
  const ids = (triedSteps: string) =>
    askedFields({ answers: { triedSteps, scope: 'one-user' }, isReopened: true }, sampleTicket()).map(
      ({ id }) => id,
    );

  it('are all, answered or not', () => {
    expect(ids('Restarted')).toContain('triedSteps');
    expect(ids('Restarted')).toContain('scope');
  });

  it('but for the articles that did not help', () => {
    const [shown] = sampleTicket().shown;
    expect(ids(shown?.articleId ?? '')).not.toContain('triedSteps');
  });
});

describe('targetFor', () => {
  it('a reseller hands on to its provider, never to Microsoft', () => {
    expect(targetFor(customer)).toEqual({ kind: 'microsoft' });
    expect(targetFor({ ...customer, partnerModel: 'indirect-reseller', providerId: 'p1' })).toEqual({
      kind: 'provider',
      providerId: 'p1',
    });
  });
});

describe('missingFields', () => {
  const told = sampleTicket({
    language: 'en',
    shown: [{ articleId: 'outlook-slow', verdict: 'not-helped' }],
    answers: { summary: 'Outlook is slow', startedAt: 'today', scope: 'whole-org', workaround: 'none' },
  });
  const untold = sampleTicket({ language: 'ru', shown: [], answers: {} });
  const { phone: _p, ...phoneless } = agent;

  it.each([
    ['all is told, severity C', told, agent, 'C', ['category', 'health', 'consent']],
    ['severity B needs the impact', told, agent, 'B', ['category', 'health', 'businessImpact', 'consent']],
    [
      'severity A needs the number of people too',
      told,
      agent,
      'A',
      ['category', 'health', 'affectedCount', 'businessImpact', 'consent'],
    ],
    [
      'nothing is told, in Russian, by an agent without a phone',
      untold,
      phoneless,
      'C',
      ['category', 'health', 'triedSteps', 'startedAt', 'scope', 'englishSummary', 'contactPhone', 'consent'],
    ],
  ] as const)('%s', (_name, ticket, contact, severity, expected) => {
    expect(missingFields(knownAnswers(ticket, contact, false), severity).map((f) => f.id)).toEqual(expected);
  });

  it.each([
    ['English by an English client', 'en', 'Outlook is slow', 'Outlook is slow'],
    ['English by a Russian client', 'ru', 'Outlook is slow', 'Outlook is slow'],
    ['Russian by an English client', 'en', 'Не открывается почта у всего отдела', undefined],
    ['Chinese by an English client', 'en', '全公司都收不到 Outlook 邮件', undefined],
    ['as long as the field', 'en', 'x'.repeat(1400), 'x'.repeat(1400)],
    ['longer than the field', 'en', 'x'.repeat(1401), `${'x'.repeat(1396)} […]`],
  ] as const)('takes what is English for the English summary: %s', (_name, language, question, expected) => {
    const answers = knownAnswers(sampleTicket({ language, question, answers: {} }), agent, false);
    expect(answers.englishSummary).toBe(expected);
    const asked = missingFields(answers, 'C').map((field) => field.id);
    expect(asked.includes('englishSummary')).toBe(expected === undefined);
  });

  it('asks for a summary of what its requester deleted', () => {
    const answers = knownAnswers(sampleTicket({ question: '', answers: {} }), agent, false);
    expect(missingFields(answers, 'C').map(({ id }) => id)).toContain('englishSummary');
  });

  it('is as long as its field at most, whatever the form held', () => {
    const summary = 'y'.repeat(1500);
    const { englishSummary = '' } = knownAnswers(sampleTicket({ answers: { summary } }), agent, false);
    expect([...englishSummary]).toHaveLength(1400);
  });

  it('takes an unknown time for an untold one', () => {
    const vague = sampleTicket({ answers: { startedAt: 'unknown', scope: 'unknown' } });
    expect(knownAnswers(vague, agent, false)).not.toHaveProperty('startedAt');
    expect(knownAnswers(vague, agent, false)).not.toHaveProperty('scope');
  });
});

describe('another severity', () => {
  const complete: EscalationAnswers = Object.fromEntries(escalationFieldIds.map((id) => [id, 'x']));
  const { affectedCount: _a, businessImpact: _b, ...forC } = complete;

  it.each([
    ['A', 'ready', forC, 'asking'],
    ['B', 'ready', forC, 'asking'],
    ['A', 'ready', { ...forC, businessImpact: 'x' }, 'asking'],
    ['B', 'ready', { ...forC, businessImpact: 'x' }, undefined],
    ['A', 'ready', complete, undefined],
    ['C', 'ready', forC, undefined],
    ['A', 'asking', forC, undefined],
    ['A', 'filed', forC, undefined],
    ['A', 'ended', forC, undefined],
  ] as const)('%s: a packet that is %s', (severity, state, answers, then) => {
    expect(withSeverity(sampleEscalation({ state, answers }), severity)?.state).toBe(then);
  });
});

describe('words that the requester deleted', () => {
  const before = sampleTicket({ question: 'Outlook is slow', answers: {} });
  const after = { ...before, question: '' };
  const summary = { englishSummary: 'Outlook is slow' };

  it.each([
    ['ready', 'asking'],
    ['asking', 'asking'],
    ['filed', 'filed'],
    ['ended', 'ended'],
  ] as const)('go from an escalation that is %s', (state, then) => {
    const escalation = sampleEscalation({ state, answers: { ...summary, scope: 'one-user' } });
    expect(withoutDeleted(escalation, before, after)).toMatchObject({ state: then });
    expect(withoutDeleted(escalation, before, after)?.answers).toEqual({ scope: 'one-user' });
  });

  it('leave what else was said, and what an agent wrote', () => {
    const ready = sampleEscalation({ state: 'ready', answers: summary });
    const rest = { ...before, question: 'and Teams' };
    expect(withoutDeleted(ready, before, rest)).toEqual({
      ...ready,
      answers: { englishSummary: 'and Teams' },
    });
    const own = sampleEscalation({ answers: { englishSummary: 'They cannot work' } });
    expect(withoutDeleted(own, before, after)).toBeUndefined();
  });
});

describe('portalFor', () => {
  it.each([
    [
      'outlook',
      'global',
      `https://partner.microsoft.com/dashboard/v2/customers/${customer.tenantId}/servicemanagementpage`,
    ],
    ['azure', 'global', 'https://portal.azure.com/contoso.onmicrosoft.com'],
    ['azure', 'us-government', 'https://portal.azure.us/contoso.onmicrosoft.com'],
    ['outlook', '21vianet', undefined],
  ] as const)('%s in %s opens in the customer’s context', (product, cloud, url) => {
    expect(portalFor({ ...customer, cloud }, product).url).toBe(url);
  });

  it.each([
    ['intune', 'microsoft-365'],
    ['defender', 'microsoft-365'],
    ['power-platform', 'business-applications'],
    ['dynamics', 'business-applications'],
    ['entra', 'entra'],
    ['azure', 'azure'],
  ] as const)('%s is filed as %s', (product, workload) => {
    expect(portalFor(customer, product).workload).toBe(workload);
  });
});

const open = (from: string, to: string, days: readonly Weekday[]): BusinessHours => ({
  id: 'h',
  zone: 'Europe/Berlin',
  weekly: Object.fromEntries(days.map((day) => [day, [{ from, to }]])),
  holidays: [],
});
const always = open('00:00', '24:00', weekdays);

it.each([
  ['A', 2],
  ['B', 4],
  ['C', 8],
] as const)(
  'of severity %s Microsoft’s first answer is due in %i hours, and news once a day',
  (severity, due) => {
    const hour = 3_600_000;
    expect(firstCheckAt(severity, 1_000, always)).toBe(1_000 + due * hour);
    expect(nextCheckAt(1_000, always)).toBe(1_000 + 24 * hour);
  },
);

it('news is asked for while the desk is open, not on a Sunday', () => {
  const office = open('09:00', '18:00', ['mon', 'tue', 'wed', 'thu', 'fri']);
  const friday = Date.parse('2026-11-27T16:00:00+01:00');
  const monday = Date.parse('2026-11-30T09:00:00+01:00');
  expect(firstCheckAt('B', friday, office)).toBe(monday);
  expect(nextCheckAt(friday, office)).toBe(monday);
  expect(firstCheckAt('A', friday - 3_600_000, office)).toBe(friday + 3_600_000);
});
