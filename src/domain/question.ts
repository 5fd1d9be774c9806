// A question on its way from the first words to an answer or a ticket.
import type { Category, Confidence, Product, Route } from './article.ts';
import type { Answers, FormId } from './diagnostics.ts';
import type { Locale } from './locale.ts';

/** Three different things; silence is not consent. */
export type Verdict = 'helped' | 'not-helped' | 'unanswered';

export interface ShownArticle {
  readonly articleId: string;
  readonly verdict: Verdict;
}

export interface Question {
  readonly id: string;
  readonly tenantId: string;
  readonly personId: string;
  readonly chatId: string;
  /** The person's own words, secrets masked. */
  readonly text: string;
  readonly locale: Locale;
  readonly confidence: Confidence;
  /** Best first. */
  readonly articleIds: readonly string[];
  readonly shown: readonly ShownArticle[];
  readonly category: Category;
  /** Who can bring it further; questions of older versions have none. */
  readonly route?: Route;
  readonly product: Product;
  /** Set once the form has been offered; answers survive an interruption. */
  readonly formId?: FormId;
  readonly answers: Answers;
  readonly state: 'answered' | 'diagnosing' | 'ticket' | 'settled';
  readonly ticketId?: string;
  readonly askedAt: number;
}

/** Neither answered for good nor a ticket: only then may it still change. */
export function isUnsettled({ state }: Pick<Question, 'state'>): boolean {
  return state === 'answered' || state === 'diagnosing';
}

/** The question with this article shown and, if the person said so, judged. */
export function judge(question: Question, articleId: string, verdict: Verdict): Question {
  const others = question.shown.filter((s) => s.articleId !== articleId);
  return { ...question, shown: [...others, { articleId, verdict }] };
}

/** The article that stands on the card now: the one shown last. */
export function currentArticleId(question: Question): string | undefined {
  return question.shown.at(-1)?.articleId;
}
