// The form between the question and the ticket: sent, or skipped by who wants a person at once.
import { forms, readForm } from '../domain/diagnostics.ts';
import type { CardMoment, Flash } from '../domain/notice.ts';
import type { Person } from '../domain/person.ts';
import { isUnsettled, type Question } from '../domain/question.ts';
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
  // A service issue may have taken the form's place while it was being filled in.
  if (!isUnsettled(question) || !question.formId) return undefined;
  const { values, faults } = readForm(forms[question.formId], raw, {
    now: turn.now,
    zone: person.zone,
  });
  const refused: CardMoment | undefined =
    faults.length > 0
      ? { flash: { reason: 'incomplete' }, faults }
      : momentOf(await openTicket(turn, person, question, values, card));
  if (refused) {
    const answers = { ...question.answers, ...values };
    await turn.store.questions.save({ ...question, state: 'diagnosing', answers });
  }
  return refused;
}

const momentOf = (flash: Flash | undefined): CardMoment | undefined => flash && { flash };

/** A person is never more than one press away; what is known already goes along. */
export async function talkToPerson(
  turn: Turn,
  person: Person,
  question: Question,
  card: StoredCard,
): Promise<Flash | undefined> {
  const asked = question.formId ? question : withForm(question);
  return openTicket(turn, person, asked, asked.answers, card);
}
