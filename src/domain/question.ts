// A question on its way from the first words to an answer or a ticket.
import type { Category, Confidence, Product, RequestKind, Route } from './article.ts';
import type { Answers, FormId } from './diagnostics.ts';
import type { Locale } from './locale.ts';

/** Three different things; silence is not consent. */
export type Verdict = 'helped' | 'not-helped' | 'unanswered';

export interface ShownArticle {
  readonly articleId: string;
  readonly verdict: Verdict;
}

/** What was typed as one message. */
export interface SaidPart {
  readonly activityId: string;
  /** Secrets masked; empty once the message was deleted. */
  readonly text: string;
  readonly deleted?: true;
  /** When it was deleted or restored, by Teams' clock. */
  readonly changedAt?: number;
}

export interface Question {
  readonly id: string;
  readonly tenantId: string;
  readonly personId: string;
  readonly chatId: string;
  /** The person's own words, secrets masked. */
  readonly text: string;
  /** The Teams messages that say it, in their order; questions of older versions do not know. */
  readonly said?: readonly SaidPart[];
  readonly locale: Locale;
  readonly confidence: Confidence;
  /** As they were found, best first. A place never changes its article, for cards carry places. */
  readonly articleIds: readonly string[];
  /** Places in `articleIds` in the order of offering, once a model has proposed another than theirs. */
  readonly offered?: readonly number[];
  readonly shown: readonly ShownArticle[];
  /** What the text is before it is anything else; questions of older versions do not say. */
  readonly kind?: RequestKind;
  readonly category: Category;
  /** Who can bring it further; questions of older versions have none. */
  readonly route?: Route;
  readonly product: Product;
  /** Set once the form has been offered; answers survive an interruption. */
  readonly formId?: FormId;
  readonly answers: Answers;
  readonly state: 'answered' | 'diagnosing' | 'ticket' | 'settled';
  /** The service issue of Microsoft's that it is most likely about. */
  readonly issueId?: string;
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

/** Places in `articleIds`, the one to be offered first at first. */
export function placesOffered({ articleIds, offered }: Question): readonly number[] {
  return offered ?? [...articleIds.keys()];
}

/** These are offered instead, best first; what was not among the found joins them, in places of its own. */
export function offer(question: Question, ids: readonly string[]): Question {
  const articleIds = [...new Set([...question.articleIds, ...ids])];
  return { ...question, articleIds, offered: ids.map((id) => articleIds.indexOf(id)) };
}

/** Several articles were offered, and nothing has come of it so far. */
export function isUndecided({ state, confidence, shown }: Question): boolean {
  return state === 'answered' && confidence === 'choice' && shown.length === 0;
}

/** The article that stands on the card now: the one shown last. */
export function currentArticleId(question: Question): string | undefined {
  return question.shown.at(-1)?.articleId;
}
