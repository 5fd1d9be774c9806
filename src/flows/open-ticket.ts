// A question becomes a ticket: number, queue, clock, and a card on both sides.
import { type Answers, assessSeverity } from '../domain/diagnostics.ts';
import type { Flash } from '../domain/notice.ts';
import type { Person } from '../domain/person.ts';
import { currentArticleId, isUnsettled, type Question } from '../domain/question.ts';
import { limits } from '../domain/rate-limit.ts';
import { queueFor } from '../domain/routing.ts';
import { customerOf, planOf } from '../domain/settings.ts';
import { clockState, firstResponseDue, firstResponseWarning, isTold } from '../domain/sla.ts';
import type { Ticket } from '../domain/ticket.ts';
import { healthAlong } from './find-issue.ts';
import { learnMovedOn } from './learn-from-answer.ts';
import type { StoredCard, Turn } from './ports.ts';
import { postNotice, refOf, toThread } from './post-notice.ts';

/**
 * The card that showed the question shows the ticket from now on. Its clock starts at once and counts
 * the plan's working minutes. A question that is a ticket already is left alone; who opened
 * `limits.ticketsPerHour` within the hour is refused another.
 */
export async function openTicket(
  turn: Turn,
  person: Person,
  question: Question,
  answers: Answers,
  card: StoredCard | undefined,
): Promise<Flash | undefined> {
  if (!isUnsettled(question)) return undefined;
  if (await hasOpenedMany(turn, person)) return { reason: 'too-many-requests' };
  const ticket = await draftTicket(turn, person, question, answers);

  const { store } = turn;
  await store.tickets.insert(ticket);
  await store.questions.save({ ...question, answers, state: 'ticket', ticketId: ticket.id });
  await learnMovedOn(turn, question);
  await focusOn(turn, person.tenantId, question.chatId, ticket.id);
  await setClock(turn, ticket);

  const request = { kind: 'request', ...refOf(ticket) } as const;
  if (card) await store.cards.become(card.tenantId, card.id, request);
  else await postNotice(turn, { to: 'chat', tenantId: person.tenantId, chatId: question.chatId }, request);
  await postNotice(turn, toThread(ticket), { kind: 'ticket', ...refOf(ticket) });
  return undefined;
}

/** Those that ended count too. */
async function hasOpenedMany({ store, now }: Turn, { tenantId, id }: Person): Promise<boolean> {
  const latest = await store.tickets.latestOf(tenantId, id, limits.ticketsPerHour);
  const first = latest[limits.ticketsPerHour - 1];
  return first !== undefined && now - first.openedAt < 3_600_000;
}

async function draftTicket(
  turn: Turn,
  person: Person,
  question: Question,
  answers: Answers,
): Promise<Ticket> {
  const { settings, now, store } = turn;
  const customer = customerOf(settings, person.tenantId);
  if (!customer) throw new RangeError('a ticket needs a customer of the settings');
  const { plan, hours } = planOf(settings, customer.planId);
  const { severity, rule } = assessSeverity(answers, isUrgent(turn, question));
  const health = await healthAlong(turn, question);
  return {
    id: turn.newId(),
    number: await store.tickets.nextNumber(),
    tenantId: person.tenantId,
    requesterId: person.id,
    requesterName: person.name,
    requesterChatId: question.chatId,
    queueId: queueFor(settings.queues, question.category).id,
    planId: plan.id,
    planVersion: plan.version,
    state: 'new',
    severity,
    severityRule: rule,
    category: question.category,
    product: productSaid(answers) ?? question.product,
    question: question.text,
    shown: question.shown,
    ...(health && { health }),
    ...(question.formId && { formId: question.formId }),
    answers,
    language: person.locale,
    openedAt: now,
    firstResponseDueAt: firstResponseDue(plan, hours, severity, now).dueAt,
    firstResponseWarnAt: firstResponseWarning(plan, hours, severity, now),
    cycle: 0,
    version: 1,
  };
}

/** By the article on the card, or else by the nearest: who wants a person at once has chosen none. */
function isUrgent({ knowledge }: Turn, question: Question): boolean {
  const nearest =
    question.kind === 'person' ? knowledge.candidates(question.text, question.locale)[0] : undefined;
  const id = currentArticleId(question) ?? question.articleIds[0] ?? nearest;
  return id !== undefined && knowledge.article(id, question.locale)?.urgent === true;
}

/** `readForm` let only known products through. */
function productSaid(answers: Answers): Ticket['product'] | undefined {
  return answers.product as Ticket['product'] | undefined;
}

/** From now on the requester's plain text in this chat belongs to the ticket. */
export async function focusOn(turn: Turn, tenantId: string, chatId: string, ticketId: string): Promise<void> {
  const chat = await turn.store.chats.lock(tenantId, chatId);
  if (!chat) return;
  const { expects: _done, ...rest } = chat;
  await turn.store.chats.save({ ...rest, focusTicketId: ticketId, focusAt: turn.now });
}

/**
 * Timers for the first response; those of the clock `before` stay silent, for its times no longer fit. Of what the desk
 * was told already it is not told again, however often the severity goes to and fro.
 */
export async function setClock(turn: Turn, ticket: Ticket, before?: Ticket): Promise<void> {
  const { store, now } = turn;
  const { tenantId, id: subjectId } = ticket;
  const breachWasTold = before !== undefined && (await hasToldBreach(turn, before));
  const set = async (state: 'warning' | 'breached', dueAt: number) => {
    if (dueAt <= now && (breachWasTold || isTold(ticket, state))) return;
    const kind = timerKindOf[state];
    await store.timers.set({ id: clockTimerId(ticket, kind, dueAt), kind, tenantId, subjectId, dueAt });
  };
  await set('warning', ticket.firstResponseWarnAt);
  await set('breached', ticket.firstResponseDueAt);
}

const timerKindOf = { warning: 'clock-warning', breached: 'clock-breach' } as const;

/** By this id a time that has not come yet is set once. */
function clockTimerId({ id }: Ticket, kind: 'clock-warning' | 'clock-breach', dueAt: number): string {
  return `${kind} ${id} ${dueAt}`;
}

/** Older tickets do not say it: there it was told when its timer is gone. */
async function hasToldBreach({ store, now }: Turn, ticket: Ticket): Promise<boolean> {
  if (isTold(ticket, 'breached')) return true;
  if (clockState(ticket, now) !== 'breached') return false;
  const id = clockTimerId(ticket, 'clock-breach', ticket.firstResponseDueAt);
  return (await store.timers.get(ticket.tenantId, id)) === undefined;
}
