import { describe, expect, it } from 'vitest';
import type { Customer } from '../../src/domain/customer.ts';
import { knownAnswers, missingFields, portalFor, targetFor } from '../../src/domain/escalation.ts';
import type { StaffMember } from '../../src/domain/person.ts';
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

  it('takes an unknown time for an untold one', () => {
    const vague = sampleTicket({ answers: { startedAt: 'unknown', scope: 'unknown' } });
    expect(knownAnswers(vague, agent, false)).not.toHaveProperty('startedAt');
    expect(knownAnswers(vague, agent, false)).not.toHaveProperty('scope');
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
});
