// A question in the requester's own words: the best article, a choice, or the way to a person.
import type { SearchResult } from '../domain/article.ts';
import type { Chat } from '../domain/chat.ts';
import { answersOf, formFor, prefill } from '../domain/diagnostics.ts';
import type { Person } from '../domain/person.ts';
import { judge, type Question } from '../domain/question.ts';
import { mask } from '../domain/secrets.ts';
import { leadsToCommercialForm, triage } from '../domain/triage.ts';
import { issueFor, isWatchedOver } from './find-issue.ts';
import type { Turn } from './ports.ts';
import { postNotice, toChat } from './post-notice.ts';
import { haveRankedAgain } from './rank-again.ts';

/** What was asked, secrets masked, and what the library says of it. */
export interface Asked {
  readonly text: string;
  readonly found: SearchResult;
}

export function lookUp({ knowledge }: Turn, person: Person, text: string): Asked {
  const masked = mask(text).text;
  return { text: masked, found: knowledge.search(masked, person.locale) };
}

/**
 * Posts the answer's card. What the partner alone may do leads to its form at once, unless it cannot wait, and so
 * does what has no answer; a weak match is a choice, never an answer. What Microsoft reports as disturbed comes before all of it.
 */
export async function answerQuestion(
  turn: Turn,
  chat: Chat,
  person: Person,
  asked: Asked,
  replyToId: string,
): Promise<Question> {
  const { found } = asked;
  const [bestId] = found.articleIds;
  const best = bestId === undefined ? undefined : turn.knowledge.article(bestId, person.locale);
  const plain = keep(turn, chat, person, asked);
  const shown = found.confidence === 'sure' && best ? judge(plain, best.id, 'unanswered') : plain;
  const issue = await issueFor(turn, plain);
  // Where to look for a disturbance needs no article: it is being looked for.
  const isAboutLooking = best?.category === 'technical-availability';
  const isLookedFor = isAboutLooking && isWatchedOver(turn, plain);
  const leadsToForm =
    found.confidence === 'none' ||
    leadsToCommercialForm(
      found,
      found.articleIds.map((id) => turn.knowledge.article(id, person.locale)),
    ) ||
    isLookedFor;
  const question: Question = issue
    ? { ...(isAboutLooking ? plain : shown), issueId: issue.id }
    : leadsToForm
      ? withForm(isLookedFor ? plain : shown)
      : shown;

  await turn.store.questions.save(question);
  const notice = { kind: 'answer', tenantId: person.tenantId, questionId: question.id } as const;
  await postNotice(turn, toChat(chat), notice, replyToId);
  await haveRankedAgain(turn, question);
  return question;
}

/** The question as it was asked, before anything came of it. */
export function keep(turn: Turn, chat: Chat, person: Person, { text, found }: Asked): Question {
  const { confidence, articleIds, kind } = found;
  const best = articleIds[0] === undefined ? undefined : turn.knowledge.article(articleIds[0], person.locale);
  const { products, answers } = turn.knowledge.mentions(text);
  return {
    id: turn.newId(),
    tenantId: person.tenantId,
    personId: person.id,
    chatId: chat.id,
    text,
    ...(turn.activityId !== undefined && { said: [{ activityId: turn.activityId, text }] }),
    locale: person.locale,
    confidence,
    articleIds: confidence === 'none' ? [] : articleIds,
    shown: [],
    kind,
    ...triage(found, best, products),
    answers,
    state: 'answered',
    askedAt: turn.now,
  };
}

/** The question with its form offered, filled in with what was already said. */
export function withForm(question: Question): Question {
  const formId = formFor(question.category, question.product);
  const known = { ...prefill(formId, question.text, question.product), ...question.answers };
  return { ...question, state: 'diagnosing', formId, answers: answersOf(formId, known) };
}
