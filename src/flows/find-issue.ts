// Whether a question is about something that Microsoft reports as disturbed already, as far as is known by now.
import type { Customer } from '../domain/customer.ts';
import type { Question } from '../domain/question.ts';
import {
  askedAbout,
  checkEveryMs,
  fittingIssue,
  isReportedElsewhere,
  isTrusted,
  looksLikeOutage,
  mayBeMicrosofts,
  type ServiceIssue,
} from '../domain/service-issue.ts';
import { customerOf } from '../domain/settings.ts';
import type { TicketHealth } from '../domain/ticket.ts';
import type { Knowledge, Turn } from './ports.ts';

/** Longer than a job has: should it get lost, the next question asks again. */
export const askingMs = 60_000;

type Kind = Pick<Question, 'category' | 'route' | 'product'>;
type About = Kind & Pick<Question, 'tenantId' | 'text'>;
type Found = Pick<Question, 'confidence' | 'articleIds' | 'locale'>;

/**
 * The open issue that fits best by what is stored; Microsoft is asked anew beside the turn when that is older
 * than five minutes, and the question's card follows. Nothing for a customer whose service health is not connected.
 */
export async function issueFor(turn: Turn, question: About & Found): Promise<ServiceIssue | undefined> {
  if (!connected(turn, question.tenantId) || !isCandidate(turn, question)) return undefined;
  await wantCheck(turn, question.tenantId);
  return storedIssueFor(turn, question);
}

/** By its kind, its words and what was found alone. */
export function isCandidate({ knowledge }: Turn, question: Kind & Pick<Question, 'text'> & Found): boolean {
  const said = knowledge.mentions(question.text);
  if (cannotWait(knowledge, question)) return false;
  return mayBeMicrosofts(question, said) && !isReportedElsewhere(askedAbout(question, said));
}

/** Whose account was stolen must not read first that mail is slow today. */
function cannotWait(knowledge: Knowledge, question: Kind & Found): boolean {
  const { confidence, articleIds, locale } = question;
  const [bestId = ''] = articleIds;
  if (confidence !== 'sure' || looksLikeOutage(question)) return false;
  return knowledge.article(bestId, locale)?.urgent === true;
}

/** Whether Microsoft's list could name a disturbance of what is asked about, and we may read it. */
export function isListed(turn: Turn, question: About): boolean {
  if (!connected(turn, question.tenantId)) return false;
  return !isReportedElsewhere(askedAbout(question, turn.knowledge.mentions(question.text)));
}

/** A disturbance is asked about, and Microsoft's answer will be shown. */
export function isWatchedOver(turn: Turn, question: About): boolean {
  return looksLikeOutage(question) && question.product !== 'azure' && isListed(turn, question);
}

/** The customer, when Microsoft may be asked about them. */
export function connected({ settings }: Turn, tenantId: string): Customer | undefined {
  const customer = customerOf(settings, tenantId);
  return customer?.serviceHealth ? customer : undefined;
}

async function storedIssueFor(turn: Turn, question: About): Promise<ServiceIssue | undefined> {
  const { serviceHealth } = turn.store;
  if (!isTrusted(await serviceHealth.check(question.tenantId), turn.now)) return undefined;
  return bestFit(question, await serviceHealth.issues(question.tenantId), turn.knowledge.mentions);
}

export function bestFit(
  question: Kind & Pick<Question, 'text'>,
  issues: readonly ServiceIssue[],
  mentions: Knowledge['mentions'],
): ServiceIssue | undefined {
  return fittingIssue(issues, askedAbout(question, mentions(question.text)), mentions);
}

/** Of all who want to know within five minutes, one asks. */
export async function wantCheck({ store, now }: Turn, tenantId: string): Promise<void> {
  if (await store.serviceHealth.claim(tenantId, now, now + askingMs)) await setCheck(store, tenantId, now);
}

export async function setCheck(store: Turn['store'], tenantId: string, dueAt: number): Promise<void> {
  const kind = 'service-health';
  await store.timers.set({ id: `${kind} ${tenantId}`, kind, tenantId, subjectId: kind, dueAt });
}

/** What a ticket of this question is given along; nothing when nobody could look. */
export async function healthAlong(turn: Turn, question: Question): Promise<TicketHealth | undefined> {
  const { tenantId } = question;
  if (!connected(turn, tenantId) || !isCandidate(turn, question)) return undefined;
  const { serviceHealth } = turn.store;
  const check = await serviceHealth.check(tenantId);
  const issue =
    question.issueId === undefined
      ? await issueFor(turn, question)
      : await serviceHealth.issue(tenantId, question.issueId);
  if (check?.checkedAt === undefined || !(issue || isTrusted(check, turn.now))) return undefined;
  return healthWith(check.checkedAt, issue);
}

export function healthWith(checkedAt: number, issue: ServiceIssue | undefined): TicketHealth {
  return {
    checkedAt,
    ...(issue && { issue: { id: issue.id, service: issue.service, title: issue.title } }),
  };
}

/** For the desk before it hands a ticket on: nothing fits, by a list that is fresh. */
export async function nothingPublished(turn: Turn, question: About): Promise<boolean> {
  if (!isListed(turn, question)) return false;
  const check = await turn.store.serviceHealth.check(question.tenantId);
  const isFresh = check?.checkedAt !== undefined && turn.now - check.checkedAt <= 2 * checkEveryMs;
  return isFresh && (await storedIssueFor(turn, question)) === undefined;
}
