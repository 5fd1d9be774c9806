// A question in the requester's own words: the best article, a choice, or the way to a person.
import type { Chat } from '../domain/chat.ts';
import { formFor, mask, prefill } from '../domain/diagnostics.ts';
import type { Person } from '../domain/person.ts';
import { judge, type Question } from '../domain/question.ts';
import { isCommercial, triage } from '../domain/triage.ts';
import type { Turn } from './ports.ts';
import { postNotice, toChat } from './post-notice.ts';

/** Posts the answer's card. What the partner alone may do, and what has no sure answer, leads to the form. */
export async function answerQuestion(
  turn: Turn,
  chat: Chat,
  person: Person,
  text: string,
  replyToId: string,
): Promise<Question> {
  const { store, knowledge, now } = turn;
  const { text: masked } = mask(text);
  const found = knowledge.search(masked, person.locale);
  const best =
    found.articleIds[0] === undefined ? undefined : knowledge.article(found.articleIds[0], person.locale);
  const sure = found.confidence === 'sure' && best !== undefined;
  const { category, product } = triage(found.confidence === 'none' ? undefined : best);

  const asked: Question = {
    id: turn.newId(),
    tenantId: person.tenantId,
    personId: person.id,
    chatId: chat.id,
    text: masked,
    locale: person.locale,
    confidence: found.confidence,
    articleIds: found.confidence === 'none' ? [] : found.articleIds,
    shown: [],
    category,
    product,
    answers: {},
    state: 'answered',
    askedAt: now,
  };
  const shown = sure ? judge(asked, best.id, 'unanswered') : asked;
  const question = found.confidence === 'none' || (sure && isCommercial(category)) ? withForm(shown) : shown;

  await store.questions.save(question);
  await postNotice(
    turn,
    toChat(chat),
    { kind: 'answer', tenantId: person.tenantId, questionId: question.id },
    replyToId,
  );
  return question;
}

/** The question with its form offered, filled in with what was already said. */
export function withForm(question: Question): Question {
  const formId = formFor(question.category, question.product);
  const answers = { ...prefill(formId, question.text, question.product), ...question.answers };
  return { ...question, state: 'diagnosing', formId, answers };
}
