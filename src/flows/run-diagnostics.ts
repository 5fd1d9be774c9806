// The form between the question and the ticket: sent, or skipped by who wants a person at once.
import { forms, readForm } from '../domain/diagnostics.ts';
import type { CardMoment } from '../domain/notice.ts';
import type { Person } from '../domain/person.ts';
import type { Question } from '../domain/question.ts';
import { withForm } from './answer-question.ts';
import { openTicket } from './open-ticket.ts';
import type { StoredCard, Turn } from './ports.ts';

/** Opens the ticket, or gives the form back with its faults; what was right is kept. */
export async function sendDiagnostics(
  turn: Turn,
  person: Person,
  question: Question,
  raw: Readonly<Record<string, unknown>>,
  card: StoredCard,
): Promise<CardMoment | undefined> {
  if (question.state !== 'diagnosing' || !question.formId) return undefined;
  const { values, faults } = readForm(forms[question.formId], raw);
  if (faults.length > 0) {
    await turn.store.questions.save({ ...question, answers: { ...question.answers, ...values } });
    return { flash: { reason: 'incomplete' }, faults };
  }
  await openTicket(turn, person, question, values, card);
  return undefined;
}

/** A person is never more than one press away; what is known already goes along. */
export async function talkToPerson(
  turn: Turn,
  person: Person,
  question: Question,
  card: StoredCard,
): Promise<void> {
  const asked = question.formId ? question : withForm(question);
  await openTicket(turn, person, asked, asked.answers, card);
}
