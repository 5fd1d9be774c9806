// A question is deleted in Teams by who asked it, often for a secret that stood in it: its words are not kept either.
import { type Change, isOvertaken } from '../domain/change.ts';
import type { Inbound, SaidCommand } from '../domain/chat.ts';
import { withoutDeleted } from '../domain/escalation.ts';
import type { Flash } from '../domain/notice.ts';
import { isUnsettled, type Question } from '../domain/question.ts';
import {
  answersWithout,
  deletedAgain,
  isTakenBack,
  withoutWords,
  withWordsBack,
} from '../domain/said-words.ts';
import { mask } from '../domain/secrets.ts';
import { isOpen, type Ticket } from '../domain/ticket.ts';
import type { TicketRef, Turn } from './ports.ts';
import { postNotice, refOf, refreshCard, refreshTicket, toThread } from './post-notice.ts';
import { maxMessageLength } from './relay-message.ts';

/** What a question was changed to; nothing when it was deleted. */
type ChangedTo = { readonly text: string; readonly command?: SaidCommand } | undefined;

/**
 * Deleted words go from the question and from the ticket that it became, whatever its state, and the desk is told;
 * nobody answers the requester. Brought back, they stand on an open ticket again. `not followed` for any other change.
 */
export async function followQuestion(
  turn: Turn,
  { chat, speaker, activityId }: Inbound,
  to: ChangedTo,
  change: Change,
): Promise<Flash | 'not followed' | undefined> {
  const { questions } = turn.store;
  const found =
    chat.kind === 'personal' ? await questions.saidAs(chat.tenantId, chat.id, activityId) : undefined;
  const question = found && (await questions.lock(found.tenantId, found.id));
  if (question?.personId !== speaker.personId) return 'not followed';
  const part = question.said?.find((one) => one.activityId === activityId);
  if (part && isOvertaken(part, change)) return undefined;
  if (!to) return deleteWords(turn, question, activityId, change.sentAt);
  const words = mask(to.text).text;
  const changed = words === '' ? undefined : withWordsBack(question, activityId, words, change.sentAt);
  return changed?.ticketId === undefined ? 'not followed' : bringBack(turn, changed);
}

async function deleteWords(
  turn: Turn,
  question: Question,
  activityId: string,
  sentAt: number | undefined,
): Promise<undefined> {
  const { questions } = turn.store;
  const changed = withoutWords(question, activityId, sentAt);
  if (!changed) {
    const again = sentAt === undefined ? undefined : deletedAgain(question, activityId, sentAt);
    return void (again && (await questions.save(again)));
  }
  if (!isUnsettled(question)) {
    await questions.save(changed);
    return deleteFromTicket(turn, question, changed, activityId);
  }
  await questions.save(isTakenBack(changed) ? { ...changed, state: 'settled' } : changed);
  // Only a form says again what was asked; an article may just be read.
  if (question.state !== 'diagnosing') return;
  for (const card of await turn.store.cards.ofQuestion(question.tenantId, question.id))
    await refreshCard(turn, card);
}

async function deleteFromTicket(
  turn: Turn,
  before: Question,
  after: Question,
  activityId: string,
): Promise<undefined> {
  const ticket = await ticketOf(turn, before);
  if (!ticket) return;
  const words = before.said?.find((part) => part.activityId === activityId)?.text ?? '';
  const changed: Ticket = {
    ...ticket,
    question: after.text,
    questionDeleted: true,
    answers: answersWithout(ticket.answers, before, after, words),
  };
  await turn.store.tickets.save(changed);
  await deleteFromEscalations(turn, ticket, changed);
  await refreshTicket(turn, refOf(ticket));
  await tellThread(turn, ticket, 'question-deleted');
}

/** Their cards in the thread name them; what was filed outside already cannot be taken back here. */
async function deleteFromEscalations(turn: Turn, before: Ticket, after: Ticket): Promise<void> {
  const { cards, escalations } = turn.store;
  const notices = (await cards.ofTicket(refOf(before))).map(({ notice }) => notice);
  const ids = notices.flatMap((notice) => (notice.kind === 'escalation' ? [notice.escalationId] : []));
  for (const id of new Set(ids)) {
    const escalation = await escalations.get(before.tenantId, id);
    const changed = escalation && withoutDeleted(escalation, before, after);
    if (changed) await escalations.save(changed);
  }
}

async function bringBack(turn: Turn, question: Question): Promise<Flash | undefined> {
  const ticket = await ticketOf(turn, question);
  if (!ticket) return { reason: 'no-ticket' };
  if (!isOpen(ticket)) return { reason: 'ended' };
  if (question.text.length > maxMessageLength) return { reason: 'message-too-long' };
  await turn.store.questions.save(question);
  const { questionDeleted: _deleted, ...rest } = ticket;
  const isWhole = question.said?.every(({ deleted }) => !deleted);
  await turn.store.tickets.save({ ...(isWhole ? rest : ticket), question: question.text });
  await refreshTicket(turn, refOf(ticket));
  await tellThread(turn, ticket, 'question-back');
  return undefined;
}

async function ticketOf({ store }: Turn, { tenantId, ticketId }: Question): Promise<Ticket | undefined> {
  return ticketId === undefined ? undefined : store.tickets.lock(tenantId, ticketId);
}

async function tellThread(
  turn: Turn,
  ticket: Ticket,
  event: 'question-deleted' | 'question-back',
): Promise<void> {
  const ref: TicketRef = refOf(ticket);
  await postNotice(turn, toThread(ticket), { kind: 'thread-event', ...ref, event });
}
