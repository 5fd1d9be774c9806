import { describe, expect, it } from 'vitest';
import type { Category, Product, Route } from '../../src/domain/article.ts';
import {
  askedAbout,
  fittingIssue,
  isBeingAsked,
  isOver,
  isReportedElsewhere,
  isTrusted,
  looksLikeOutage,
  type Mentions,
  mayBeMicrosofts,
  type ServiceIssue,
  waitAfter,
} from '../../src/domain/service-issue.ts';
import { sampleIssue } from '../support/samples.ts';

const minuteMs = 60_000;

describe('an issue', () => {
  it.each([
    ['investigating', false, false],
    ['serviceDegradation', false, false],
    ['serviceInterruption', false, false],
    ['restoringService', false, false],
    ['extendedRecovery', false, false],
    ['investigationSuspended', false, false],
    ['confirmed', false, false],
    ['reported', false, false],
    ['somethingNew', false, false],
    ['', false, false],
    ['somethingNew', true, true],
    ['investigating', true, true],
    ['serviceOperational', false, true],
    ['verifyingService', false, true],
    ['serviceRestored', false, true],
    ['postIncidentReviewPublished', false, true],
    ['falsePositive', false, true],
    ['resolved', false, true],
    ['mitigatedExternal', false, true],
  ])('of status "%s", resolved %s, is over: %s', (status, isResolved, expected) => {
    expect(isOver({ status, isResolved })).toBe(expected);
  });
});

/** Words as names of their own, and products where they are one. */
const mentions = (text: string): Mentions => {
  const words = text.toLowerCase().split(/[^a-z]+/);
  const products = (['teams', 'outlook', 'exchange', 'onedrive', 'azure', 'm365'] as const).filter((one) =>
    words.includes(one),
  );
  const topics = ['signin', 'mail', 'search', 'calls', 'meeting', 'sync', 'calendar', 'slow'];
  return {
    products,
    topics: new Set(words.filter((word) => topics.includes(word))),
    isTrouble: false,
    answers: {},
  };
};

const mail = sampleIssue({ id: 'EX1', title: 'Mail may be delayed', feature: 'Mail delivery' });
const search = sampleIssue({
  id: 'EX2',
  classification: 'advisory',
  title: 'Search may be incomplete',
  feature: 'Access',
  impact: 'Calendar entries may be missing, mail may be slow',
});
const phone = sampleIssue({
  id: 'TM1',
  service: 'Microsoft Teams',
  classification: 'advisory',
  title: 'Calls may fail',
  feature: 'Teams Phone',
  impact: 'Users may be unable to hear',
});
const suite = sampleIssue({
  id: 'MO1',
  service: 'Microsoft 365 suite',
  title: 'Services may be unreachable',
  feature: 'Access',
});
const suiteAdvisory = sampleIssue({ ...suite, id: 'MO2', classification: 'advisory' });
const all = [mail, search, phone, suite, suiteAdvisory];
const entra = sampleIssue({
  id: 'AD1',
  service: 'Microsoft Entra',
  title: 'Signin may fail',
  feature: 'Access',
  impact: 'Access may fail',
});

const down = { category: 'technical-availability', route: 'escalate-microsoft' } as const;
const fault = { category: 'technical-configuration', route: 'self-help' } as const;

interface Row {
  readonly text: string;
  readonly kind: { readonly category: Category; readonly route: Route };
  readonly product?: Product;
  readonly issues?: readonly ServiceIssue[];
  readonly found: string | undefined;
}

describe('the issue that a question is about', () => {
  it.each<Row>([
    // Like an outage: the service is enough.
    { text: 'exchange is down', kind: down, issues: [mail, search, phone], found: 'EX1' },
    { text: 'teams is down', kind: down, issues: [mail, phone], found: 'TM1' },
    { text: 'nothing', kind: down, product: 'outlook', issues: [mail, phone], found: 'EX1' },
    { text: 'onedrive is down', kind: down, issues: [mail, phone], found: undefined },
    { text: 'azure is down', kind: down, product: 'azure', issues: all, found: undefined },
    // The incident before the advisory, whatever they share.
    { text: 'search in outlook is down', kind: down, issues: [search, mail], found: 'EX1' },
    // What stops the whole suite is felt everywhere; its small advisories are not.
    { text: 'onedrive is down', kind: down, issues: [suite, suiteAdvisory], found: 'MO1' },
    { text: 'onedrive is down', kind: down, issues: [suiteAdvisory], found: undefined },
    { text: 'nothing works', kind: down, product: 'm365', issues: [suiteAdvisory, mail], found: 'MO2' },
    { text: 'nothing works', kind: down, product: 'm365', issues: [mail], found: undefined },
    // Everything is signed in to there, and only that shows how it is felt.
    { text: 'teams signin is down', kind: down, issues: [phone, entra], found: 'AD1' },
    { text: 'nothing works', kind: down, product: 'm365', issues: [entra], found: undefined },
    { text: 'teams is down', kind: down, issues: [phone, entra], found: 'TM1' },
    { text: 'signin fails', kind: fault, product: 'm365', issues: [entra], found: 'AD1' },
    { text: 'signin fails', kind: fault, product: 'windows', issues: [entra], found: undefined },
    // Any other question has to share what is affected.
    { text: 'no mail in outlook', kind: fault, issues: all, found: 'EX1' },
    { text: 'outlook asks for a password', kind: fault, issues: all, found: undefined },
    { text: 'how is my teams', kind: fault, issues: all, found: undefined },
    { text: 'teams calls are bad', kind: fault, issues: all, found: 'TM1' },
    { text: 'search in outlook finds nothing', kind: fault, issues: all, found: 'EX2' },
    // One word of the description is chance, two are not.
    { text: 'calendar in outlook is empty', kind: fault, issues: [search], found: undefined },
    { text: 'calendar in outlook is slow', kind: fault, issues: [search], found: 'EX2' },
    // The words, not the article, say which service is meant.
    { text: 'teams calls are bad', kind: fault, product: 'outlook', issues: [mail, phone], found: 'TM1' },
  ])(
    '"$text" ($kind.category, $product): $found',
    ({ text, kind, product = 'm365', issues = all, found }) => {
      const asked = askedAbout({ ...kind, product }, mentions(text));
      expect(fittingIssue(issues, asked, mentions)?.id).toBe(found);
    },
  );

  it.each<[string, Product, boolean]>([
    ['azure is down', 'm365', true],
    ['nothing', 'azure', true],
    ['azure and teams are down', 'azure', false],
    ['nothing', 'teams', false],
  ])('stands elsewhere for "%s" (%s): %s', (text, product, expected) => {
    expect(isReportedElsewhere(askedAbout({ ...down, product }, mentions(text)))).toBe(expected);
  });

  it('is never one that is over', () => {
    const asked = askedAbout({ ...down, product: 'exchange' }, mentions(''));
    expect(fittingIssue([{ ...mail, isResolved: true }], asked, mentions)).toBeUndefined();
    expect(fittingIssue([{ ...mail, status: 'serviceRestored' }], asked, mentions)).toBeUndefined();
  });

  it('is the one that changed last where two fit alike, in whatever order they come', () => {
    const asked = askedAbout({ ...down, product: 'exchange' }, mentions(''));
    const later = { ...mail, id: 'EX9', changedAt: mail.changedAt + 1 };
    expect(fittingIssue([mail, later], asked, mentions)?.id).toBe('EX9');
    expect(fittingIssue([later, mail], asked, mentions)?.id).toBe('EX9');
  });

  it.each<[string, Product, boolean]>([
    ['Exchange Online', 'outlook', true],
    ['Microsoft Teams', 'teams', true],
    ['SharePoint Online', 'onedrive', true],
    ['OneDrive for Business', 'onedrive', true],
    ['OneDrive for Business', 'sharepoint', false],
    ['Microsoft Entra', 'entra', true],
    ['Azure Active Directory', 'entra', true],
    ['Microsoft Intune', 'intune', true],
    ['Mobile Device Management for Office 365', 'intune', true],
    ['Microsoft Defender XDR', 'defender', true],
    ['Dynamics 365 Apps', 'dynamics', true],
    ['Power Apps in Microsoft 365', 'power-platform', true],
    ['Microsoft Power Automate', 'power-platform', true],
    ['Microsoft 365 apps', 'office', true],
    ['Office for the web', 'office', true],
    ['Microsoft 365 suite', 'windows', false],
    ['Microsoft 365 suite', 'dynamics', false],
    ['Viva Engage', 'teams', false],
    ['Something Nobody Knows', 'm365', false],
  ])('%s concerns %s: %s', (service, product, expected) => {
    const asked = askedAbout({ ...down, product }, mentions(''));
    expect(fittingIssue([{ ...mail, service }], asked, mentions) !== undefined).toBe(expected);
  });
});

describe('what may be Microsoft’s', () => {
  it.each<[Category, Route, boolean, boolean]>([
    ['technical-availability', 'self-help', true, true],
    ['technical-desktop', 'escalate-microsoft', true, true],
    ['technical-connectivity', 'self-help', false, true],
    ['updates', 'self-help', false, true],
    ['how-to', 'self-help', false, false],
    ['billing', 'commercial', false, false],
    ['subscription-change', 'commercial', false, false],
    ['technical-configuration', 'commercial', false, false],
  ])('%s, %s: like an outage %s, at all %s', (category, route, outage, any) => {
    expect(looksLikeOutage({ category, route })).toBe(outage);
    expect(mayBeMicrosofts({ category, route }, { isTrouble: false })).toBe(any);
  });

  it.each<[Category, Route, boolean]>([
    ['how-to', 'self-help', true],
    ['how-to', 'partner', true],
    ['billing', 'commercial', false],
    ['subscription-change', 'commercial', false],
  ])('%s, %s that tells of trouble: %s', (category, route, any) => {
    expect(mayBeMicrosofts({ category, route }, { isTrouble: true })).toBe(any);
  });

  it('questions of an older version have no route', () => {
    expect(looksLikeOutage({ category: 'technical-availability' })).toBe(true);
    expect(mayBeMicrosofts({ category: 'technical-desktop' }, { isTrouble: false })).toBe(true);
  });
});

describe('how long Microsoft is left alone', () => {
  it.each([
    ['unreachable', 1, 5],
    ['unreachable', 2, 10],
    ['unreachable', 4, 40],
    ['unreachable', 5, 60],
    ['throttled', 1, 5],
    ['not-understood', 99, 60],
    // Somebody has to act first.
    ['no-consent', 1, 30],
    ['no-consent', 2, 60],
    ['no-consent', 9, 60],
    ['no-secret', 1, 30],
  ] as const)('%s, time %i: %i minutes', (reason, times, minutes) => {
    expect(waitAfter({ reason, times })).toBe(minutes * minuteMs);
  });
});

describe('what is stored', () => {
  const check = { tenantId: 't', triedAt: 1_000, nextAt: 1_000 + 5 * minuteMs };
  it('is trusted for an hour', () => {
    expect(isTrusted(undefined, 0)).toBe(false);
    expect(isTrusted(check, 1_000)).toBe(false);
    expect(isTrusted({ ...check, checkedAt: 1_000 }, 1_000 + 60 * minuteMs)).toBe(true);
    expect(isTrusted({ ...check, checkedAt: 1_000 }, 1_001 + 60 * minuteMs)).toBe(false);
  });

  it('is being renewed for a question that found it old, until there is an answer', () => {
    expect(isBeingAsked(undefined, 5)).toBe(true);
    expect(isBeingAsked(check, check.nextAt - 1)).toBe(false);
    expect(isBeingAsked(check, check.nextAt)).toBe(true);
    const answered = { ...check, triedAt: check.nextAt + 1, nextAt: check.nextAt + 1 + 5 * minuteMs };
    expect(isBeingAsked(answered, check.nextAt)).toBe(false);
  });
});
