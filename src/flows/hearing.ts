// What hearing a requester is about: the turn, who spoke, what was said, and what is open.
import { focusMinutes, type Inbound, type Meaning, type MessagePlace } from '../domain/chat.ts';
import { maxSummary } from '../domain/diagnostics.ts';
import type { Notice, RefusalReason } from '../domain/notice.ts';
import { clip } from '../domain/plain-text.ts';
import type { Question } from '../domain/question.ts';
import { withWords } from '../domain/said-words.ts';
import { mask } from '../domain/secrets.ts';
import type { Ticket } from '../domain/ticket.ts';
import { withForm } from './answer-question.ts';
import type { Known } from './know-speaker.ts';
import { openTicket } from './open-ticket.ts';
import type { Turn } from './ports.ts';
import { maxMessageLength } from './relay-message.ts';

export type Said = Extract<Inbound['kind'], { type: 'text' }>;

/** One requester's turn: everything a command or a text needs to know. */
export interface Hearing {
  readonly turn: Turn;
  readonly known: Known;
  readonly inbound: MessagePlace;
  readonly said: Said;
  /** Not ended; solved ones are among them until they are closed. */
  readonly open: readonly Ticket[];
  /** A closed one that was picked from the list last and may come back. */
  readonly picked: Ticket | undefined;
  /** What plain text is for. */
  readonly meaning: Meaning;
  answer(notice: Notice): Promise<unknown>;
  refuse(reason: RefusalReason): Promise<unknown>;
}

/** The open tickets that plain text may be for. */
export function meantBy({ open, meaning }: Hearing): readonly Ticket[] {
  if (meaning.type === 'question') return [];
  return meaning.type === 'message' ? open.filter((t) => t.id === meaning.ticketId) : open;
}

/** A form that was offered in the last half hour takes what is typed beside it. */
export async function formInProgress({ turn, known }: Hearing): Promise<Question | undefined> {
  const question = await turn.store.questions.latest(known.person.tenantId, known.chat.id);
  const fresh = question?.state === 'diagnosing' && turn.now - question.askedAt < focusMinutes * 60_000;
  return fresh ? question : undefined;
}

/** The question becomes a ticket without its form: somebody wants a person now. */
export async function sendAsItIs(hearing: Hearing, question: Question): Promise<void> {
  const asked = question.formId ? question : withForm(question);
  const refused = await openTicket(hearing.turn, hearing.known.person, asked, asked.answers, undefined);
  if (refused) await hearing.refuse(refused.reason);
}

/** What was said beside a form belongs to it. Undefined when it would be too long for one question. */
export function withMore({ said, inbound }: Hearing, question: Question): Question | undefined {
  const added = mask(said.text).text;
  const longer = withWords(question, added, inbound.activityId);
  if (longer.text.length > maxMessageLength) return undefined;
  const summary = clip(`${question.answers.summary ?? question.text}\n${added}`, maxSummary);
  return { ...longer, answers: { ...question.answers, summary } };
}
