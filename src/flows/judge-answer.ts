// What the requester says of an article: it helped, it did not, or another one may. No button brings a question
// back that is settled or a ticket, for an old card's may come late; words bring one back that was settled lately.
import { canBeTried } from '../domain/lesson.ts';
import { isUnsettled, judge, type Question, type Verdict } from '../domain/question.ts';
import { triageOf } from '../domain/triage.ts';
import { withForm } from './answer-question.ts';
import { endedLately, learnMovedOn, noteLesson, triedArticleId } from './learn-from-answer.ts';
import type { Turn } from './ports.ts';

export async function articleHelped(turn: Turn, question: Question): Promise<void> {
  if (!isUnsettled(question)) return;
  const judged = await withVerdict(turn, question, 'helped');
  await turn.store.questions.save({ ...judged, state: 'settled' });
}

/** Nothing more is wanted of it; whether it helped was not said. */
export async function letGo(turn: Turn, question: Question): Promise<void> {
  if (isUnsettled(question)) await turn.store.questions.save({ ...question, state: 'settled' });
}

/** Leads to the form; what was shown and refuted goes along to the ticket. */
export async function articleDidNotHelp(turn: Turn, question: Question): Promise<void> {
  if (isUnsettled(question)) await refute(turn, question);
}

async function refute(turn: Turn, question: Question): Promise<void> {
  await turn.store.questions.save(withForm(await withVerdict(turn, question, 'not-helped')));
}

/** Only what can be tried: the way to a form is no verdict on what led there. */
async function withVerdict(
  turn: Turn,
  question: Question,
  verdict: Exclude<Verdict, 'unanswered'>,
): Promise<Question> {
  const articleId = triedArticleId(turn, question);
  if (articleId === undefined) return question;
  await noteLesson(turn, question, articleId, verdict);
  return judge(question, articleId, verdict);
}

/**
 * Said in words, not by an old card's button: what was the end of it is none, within a day, and the question goes on
 * with its form. False when there is nothing to take back.
 */
export async function helpedNotAfterAll(turn: Turn, question: Question): Promise<boolean> {
  if (!(await endedLately(turn, question))) return false;
  await refute(turn, question);
  return true;
}

/** Shows the n-th of the articles found; the one shown before stays unjudged. False when there is none, or no more. */
export async function chooseArticle(turn: Turn, question: Question, n: number): Promise<boolean> {
  const article = turn.knowledge.article(question.articleIds[n] ?? '', question.locale);
  if (!article || !isUnsettled(question)) return false;
  const chosen = { ...question, ...triageOf(article), confidence: 'sure' as const };
  await turn.store.questions.save(judge(chosen, article.id, 'unanswered'));
  await learnMovedOn(turn, question, article.id);
  if (canBeTried(article, question)) await noteLesson(turn, question, article.id, 'shown');
  return true;
}
