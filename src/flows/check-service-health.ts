// Asks Microsoft for a tenant's service issues while somebody there needs to know, and tells what came of it.
import { currentArticleId, isUnsettled, type Question } from '../domain/question.ts';
import {
  checkEveryMs,
  type HealthCheck,
  isBeingAsked,
  looksLikeOutage,
  type ServiceIssue,
  waitAfter,
} from '../domain/service-issue.ts';
import { isOpen } from '../domain/ticket.ts';
import { askingMs, bestFit, connected, healthWith, isCandidate, setCheck } from './find-issue.ts';
import { noteLesson } from './learn-from-answer.ts';
import type { HealthAnswer, ReadServiceHealth, Timer, Turn } from './ports.ts';
import { postNotice, refOf, refreshCard, refreshTicket } from './post-notice.ts';
import { jobOf, type RunJob } from './run-job.ts';
import { tellWatchers } from './watch-issue.ts';

type Asked = Parameters<ReadServiceHealth>[0];
type Read = Extract<HealthAnswer, { ok: true }>;

/** A question asked within this time is still waiting for its answer. */
const recentMs = 15 * 60_000;
/** As long as this, somebody who asked may come back. */
const interestMs = 30 * 60_000;
const questionsAtOnce = 200;
/** Nobody has filled in much of a form by then: it may still be drawn anew. */
const formIsFreshMs = 60_000;

/**
 * The job of a tenant's timer. It comes again every five minutes while somebody asks, watches or has an open ticket,
 * and waits longer after each failure; a customer who is not connected any more is not asked for.
 */
export function serviceHealthJob(read: ReadServiceHealth): RunJob {
  return jobOf<Asked, HealthAnswer>({
    plan,
    ask: read,
    finish: async (turn, { tenantId }, _asked, answer) => {
      if (answer.ok) await learn(turn, tenantId, answer);
      else await noteFailure(turn, tenantId, answer);
    },
  });
}

async function plan(turn: Turn, { tenantId }: Timer): Promise<Asked | undefined> {
  const customer = connected(turn, tenantId);
  if (!customer || !(await isNeeded(turn, tenantId))) return undefined;
  const { serviceHealth, watchers } = turn.store;
  // Who asks meanwhile waits for this answer.
  await serviceHealth.claim(tenantId, turn.now, turn.now + askingMs);
  return { tenantId, cloud: customer.cloud, issueIds: await watchers.watched(tenantId) };
}

async function learn(turn: Turn, tenantId: string, read: Read): Promise<void> {
  const { store, now } = turn;
  const before = await store.serviceHealth.check(tenantId);
  await store.serviceHealth.keep(tenantId, [...read.open, ...(await othersKnown(turn, tenantId, read))], now);
  await showInQuestions(turn, tenantId, read.open, before);
  const isComplete = await tellWatchers(turn, tenantId);
  const waitMs = isComplete ? checkEveryMs : askingMs;
  await follow(turn, { tenantId, triedAt: now, nextAt: now + waitMs, checkedAt: now });
}

/**
 * What was open and is not named any more is over, also when nobody asked how it ended; what is named and cannot be
 * read is kept as it was.
 */
async function othersKnown(
  { store }: Turn,
  tenantId: string,
  { open, ended, unread }: Read,
): Promise<ServiceIssue[]> {
  const named = new Set([...open, ...ended].map(({ id }) => id));
  const unnamed = (await store.serviceHealth.issues(tenantId)).filter(({ id }) => !named.has(id));
  const same = unnamed.filter(({ id }) => unread.includes(id));
  const gone = unnamed.filter((issue) => !unread.includes(issue.id) && !issue.isResolved);
  return [...ended, ...same, ...gone.map((issue) => ({ ...issue, isResolved: true }))];
}

async function noteFailure(
  turn: Turn,
  tenantId: string,
  { reason, afterMs = 0 }: Extract<HealthAnswer, { ok: false }>,
): Promise<void> {
  const { store, now } = turn;
  const before = await store.serviceHealth.check(tenantId);
  const failure = { reason, times: (before?.failure?.times ?? 0) + 1 };
  turn.remark({ event: 'service-health-unread', reason });
  const nextAt = now + Math.max(afterMs, waitAfter(failure));
  await follow(turn, { ...before, tenantId, triedAt: now, nextAt, failure });
  for (const question of await recentQuestions(turn, tenantId)) {
    if (isCandidate(turn, question) && saysItIsAsking(question, before, now)) await redraw(turn, question);
  }
}

/** Whether anybody needs it is asked when its time has come. */
async function follow({ store }: Turn, check: HealthCheck): Promise<void> {
  await store.serviceHealth.saveCheck(check);
  await setCheck(store, check.tenantId, check.nextAt);
}

async function isNeeded({ store, now }: Turn, tenantId: string): Promise<boolean> {
  return (
    (await store.questions.askedSince(tenantId, now - interestMs, 1)).length > 0 ||
    (await store.watchers.watched(tenantId)).length > 0 ||
    store.tickets.hasOpen(tenantId)
  );
}

function recentQuestions({ store, now }: Turn, tenantId: string): Promise<Question[]> {
  return store.questions.askedSince(tenantId, now - recentMs, questionsAtOnce);
}

/** What newly fits a question is shown where it was asked, or goes to the ticket that it has become. */
async function showInQuestions(
  turn: Turn,
  tenantId: string,
  open: readonly ServiceIssue[],
  before: HealthCheck | undefined,
): Promise<void> {
  for (const listed of await recentQuestions(turn, tenantId)) {
    if (listed.issueId !== undefined || !isCandidate(turn, listed)) continue;
    const issue = bestFit(listed, open, turn.knowledge.mentions);
    const mayConcern = issue || listed.state === 'ticket' || saysItIsAsking(listed, before, turn.now);
    // Whoever asked may have spoken since the list was read.
    const question = mayConcern ? await turn.store.questions.lock(tenantId, listed.id) : undefined;
    if (!question || question.issueId !== undefined) continue;
    if (question.state === 'ticket') await giveToTicket(turn, question, issue);
    else if (issue && isUnsettled(question)) await showIssue(turn, question, issue);
    else if (saysItIsAsking(question, before, turn.now)) await redraw(turn, question);
  }
}

/** Its card shall tell what came of it. */
function saysItIsAsking(question: Question, before: HealthCheck | undefined, now: number): boolean {
  const isAsking =
    isUnsettled(question) && looksLikeOutage(question) && isBeingAsked(before, question.askedAt);
  return isAsking && mayRedraw(question, now);
}

/** An update takes away what somebody is just typing into a form. */
function mayRedraw({ state, askedAt }: Question, now: number): boolean {
  return state === 'answered' || now - askedAt <= formIsFreshMs;
}

async function showIssue(turn: Turn, question: Question, issue: ServiceIssue): Promise<void> {
  const { tenantId, chatId, id: questionId } = question;
  const mayShow = mayRedraw(question, turn.now);
  // The form waits behind the button that leads to it.
  await turn.store.questions.save({
    ...question,
    issueId: issue.id,
    ...(mayShow && { state: 'answered' as const }),
  });
  const articleId = currentArticleId(question);
  if (articleId !== undefined) await noteLesson(turn, question, articleId, 'issue-found');
  if (mayShow) return redraw(turn, question);
  const about = { kind: 'issue-news', news: 'found', tenantId, issueId: issue.id, questionId } as const;
  await postNotice(turn, { to: 'chat', tenantId, chatId }, about);
}

async function redraw(turn: Turn, { tenantId, id }: Question): Promise<void> {
  for (const card of await turn.store.cards.ofQuestion(tenantId, id)) await refreshCard(turn, card);
}

async function giveToTicket(turn: Turn, question: Question, issue: ServiceIssue | undefined): Promise<void> {
  const { tenantId, ticketId = '' } = question;
  const ticket = await turn.store.tickets.lock(tenantId, ticketId);
  if (!ticket || !isOpen(ticket) || (ticket.health && !issue)) return;
  await turn.store.tickets.save({ ...ticket, health: healthWith(turn.now, issue) });
  if (!issue) return;
  await turn.store.questions.save({ ...question, issueId: issue.id });
  await refreshTicket(turn, refOf(ticket));
}
