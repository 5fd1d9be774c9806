// What Microsoft reports as disturbed, before any answer; and, when somebody asks about a disturbance of which
// nothing is reported, that it was looked for.

import { gistOf } from '../../domain/issue-post.ts';
import { clip } from '../../domain/plain-text.ts';
import type { Question } from '../../domain/question.ts';
import { isOver, isTrusted, looksLikeOutage, type ServiceIssue } from '../../domain/service-issue.ts';
import type { Facts, HealthFacts } from '../../flows/ports.ts';
import type { Translate } from '../../i18n/translate.ts';
import { dated, datedInZone } from '../../i18n/when.ts';
import type { CardData } from './render.ts';

/** What fits a phone beside all else; the rest is folded. */
const gistLength = 280;
const wordLength = 1_200;
/** Each line is an element of its own; posts have about ten. */
const wordLines = 24;
const titleLength = 200;
/** A post that has nothing but its present state is shown whole without the word that says so. */
const headingLength = 40;

/** As template data: one element or none. */
export function issueShown(facts: Facts, t: Translate): readonly CardData[] {
  const issue = facts.health?.issue;
  if (!issue) return [];
  const { recipient, health } = facts;
  const isEnded = isOver(issue);
  const mayWatch = !isEnded && health?.isConnected === true;
  return [
    {
      style: isEnded ? 'good' : 'warning',
      heading: issueHeading(issue, t),
      title: clip(issue.title, titleLength),
      state: stateWord(issue, t),
      facts: t('issue.facts', { when: datedInZone(issue.startedAt, recipient), id: issue.id }),
      ...wordData(issue, facts, t),
      next: nextUpdate(issue, facts, t),
      watched: mayWatch && health.isWatched ? t('issue.watched') : '',
      canWatch: mayWatch && !health.isWatched,
      canUnwatch: mayWatch && health.isWatched,
      watch: t('issue.watch'),
      unwatch: t('issue.unwatch'),
      fold: t('issue.word.all'),
    },
  ];
}

export function issueHeading(issue: ServiceIssue, t: Translate): string {
  const service = serviceName(issue);
  if (isOver(issue)) return t('issue.heading.over', { service });
  return t(`issue.heading.${issue.classification}`, { service });
}

const harmlessName = /^[\p{L}\p{N} .,&()’'+-]{1,60}$/u;

/** A heading is read as Markdown: the name stands there where it can be nothing but a name. */
export function serviceName({ service }: Pick<ServiceIssue, 'service'>): string {
  return harmlessName.test(service) ? service : 'Microsoft 365';
}

const knownStates = [
  'investigating',
  'serviceDegradation',
  'serviceInterruption',
  'restoringService',
  'extendedRecovery',
  'investigationSuspended',
] as const;

export function stateWord(issue: ServiceIssue, t: Translate): string {
  if (isOver(issue)) return t('issue.state.over');
  const known = knownStates.find((state) => state === issue.status);
  return t(known ? `issue.state.${known}` : 'issue.state.other');
}

/** Microsoft's own words, in English as they came; for a TextRun. */
function wordData({ lastWord }: ServiceIssue, { recipient }: Facts, t: Translate): CardData {
  if (!lastWord) return { wordLabel: '', word: '', isLong: false, rest: [] };
  const gist = gistOf(lastWord.text);
  const word = clip(gist, gistLength);
  const whole = clip(lastWord.text, wordLength);
  const isLong = whole.length > word.length + headingLength;
  const lines = isLong ? firstLines(whole) : [];
  return {
    wordLabel: t('issue.word', { when: dated(lastWord.saidAt, recipient) }),
    word,
    isLong,
    rest: lines.map((line) => ({ line })),
  };
}

function firstLines(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length > wordLines ? [...lines.slice(0, wordLines), '…'] : lines;
}

/** A promise that has passed says nothing any more. */
export function nextUpdate(issue: ServiceIssue, { now, recipient }: Facts, t: Translate): string {
  const { nextUpdateAt = 0 } = issue;
  if (isOver(issue) || nextUpdateAt <= now) return '';
  return t('issue.next', { when: datedInZone(nextUpdateAt, recipient) });
}

const statusPage = 'https://status.cloud.microsoft';
const azureStatusPage = 'https://azure.status.microsoft';

/** One element or none: for a question about a disturbance, what is known of it beside an issue that fits. */
export function healthShown(question: Question, facts: Facts, t: Translate): readonly CardData[] {
  const { health, customer } = facts;
  if (!health || health.issue || !looksLikeOutage(question)) return [];
  const isGlobal = customer === undefined || customer.cloud === 'global';
  const url = question.product === 'azure' ? azureStatusPage : statusPage;
  return [
    {
      text: healthText(question, health, facts, t),
      // Microsoft's other clouds do not stand on the public page.
      links: isGlobal ? [{ title: t('issue.public-page'), url }] : [],
    },
  ];
}

function healthText(question: Question, health: HealthFacts, facts: Facts, t: Translate): string {
  const { check, isConnected, isAsking } = health;
  // Microsoft reports Azure itself elsewhere.
  if (!isConnected || question.product === 'azure') return t('issue.not-connected');
  if (isAsking) return t('issue.asking');
  if (check?.checkedAt === undefined || !isTrusted(check, facts.now)) return t('issue.unread');
  return t('issue.nothing', { when: dated(check.checkedAt, facts.recipient) });
}

/** On the form of somebody who asks for a person all the same. */
export function issueOnForm(question: Question, facts: Facts, t: Translate): readonly CardData[] {
  const issue = facts.health?.issue;
  if (!issue) return healthShown(question, facts, t);
  return [{ text: t('issue.goes-along', { id: issue.id, service: serviceName(issue) }), links: [] }];
}
