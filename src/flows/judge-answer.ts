// What the requester says of an article: it helped, it did not, or another one may. Nothing of it brings a
// question back that is settled or a ticket: an old card's button may come late.
import { currentArticleId, isUnsettled, judge, type Question } from '../domain/question.ts';
import { triageOf } from '../domain/triage.ts';
import { withForm } from './answer-question.ts';
import type { Turn } from './ports.ts';

export async function articleHelped(turn: Turn, question: Question): Promise<void> {
  if (!isUnsettled(question)) return;
  const articleId = currentArticleId(question);
  const judged = articleId === undefined ? question : judge(question, articleId, 'helped');
  await turn.store.questions.save({ ...judged, state: 'settled' });
}

/** Leads to the form; what was shown and refuted goes along to the ticket. */
export async function articleDidNotHelp(turn: Turn, question: Question): Promise<void> {
  if (!isUnsettled(question)) return;
  const articleId = currentArticleId(question);
  const judged = articleId === undefined ? question : judge(question, articleId, 'not-helped');
  await turn.store.questions.save(withForm(judged));
}

/** Shows the n-th of the articles found; the one shown before stays unjudged. False when there is none, or no more. */
export async function chooseArticle(turn: Turn, question: Question, n: number): Promise<boolean> {
  const article = turn.knowledge.article(question.articleIds[n] ?? '', question.locale);
  if (!article || !isUnsettled(question)) return false;
  const chosen = { ...question, ...triageOf(article), confidence: 'sure' as const };
  await turn.store.questions.save(judge(chosen, article.id, 'unanswered'));
  return true;
}
