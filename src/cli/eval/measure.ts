// Compares the answers to labelled questions with their labels.
import { z } from 'zod';
import type { SearchResult } from '../../domain/article.ts';
import { requestCategories, routes } from '../../domain/article.ts';
import { mask } from '../../domain/secrets.ts';

const row = z.tuple([
  z.string(),
  z.enum(['en', 'ru', 'zh']),
  z.string().min(1),
  z.string().transform((ids) => ids.split(',').map((id) => id.trim())),
  z.enum(requestCategories),
  z.enum(routes),
]);

export interface LabelledQuestion {
  readonly id: string;
  readonly lang: 'en' | 'ru' | 'zh';
  /** As the service searches it: secrets masked. */
  readonly text: string;
  /** Any of them is a right answer; `none` alone means that no article is. */
  readonly gold: readonly string[];
  readonly category: string;
  readonly route: string;
}

/** All but `n` and `msPerQuestion` are fractions of 1. */
export interface Figures {
  readonly n: number;
  readonly r1: number;
  readonly r3: number;
  readonly mrr: number;
  readonly category: number;
  readonly route: number;
  readonly msPerQuestion: number;
}

/** @throws Error naming the line of a table that is not as documented. */
export function readQuestions(table: string): readonly LabelledQuestion[] {
  const [, ...lines] = table.replaceAll('\r\n', '\n').trim().split('\n');
  return lines.map((line, i) => {
    const parsed = row.safeParse(line.split('\t'));
    if (!parsed.success) throw new Error(`Line ${i + 2}: ${z.prettifyError(parsed.error)}`);
    const [id, lang, text, gold, category, route] = parsed.data;
    return { id, lang, text: mask(text).text, gold, category, route };
  });
}

/** The place of the first right answer; when nothing should be answered, answering nothing is the first. */
export function placeOf({ gold }: LabelledQuestion, answer: SearchResult): number | undefined {
  if (gold.includes('none') && answer.confidence === 'none') return 1;
  const at = answer.articleIds.findIndex((id) => gold.includes(id));
  return at < 0 ? undefined : at + 1;
}

export function measure(
  questions: readonly LabelledQuestion[],
  answer: (question: LabelledQuestion) => SearchResult,
): Figures {
  const since = performance.now();
  const answers = questions.map((question) => ({ question, result: answer(question) }));
  const msPerQuestion = (performance.now() - since) / Math.max(1, questions.length);
  const places = answers.map(({ question, result }) => placeOf(question, result));
  const share = (count: number) => count / Math.max(1, questions.length);
  return {
    n: questions.length,
    r1: share(places.filter((place) => place === 1).length),
    r3: share(places.filter((place) => place !== undefined && place <= 3).length),
    mrr: share(places.reduce<number>((sum, place) => sum + (place === undefined ? 0 : 1 / place), 0)),
    category: share(answers.filter(({ question, result }) => result.category === question.category).length),
    route: share(answers.filter(({ question, result }) => result.route === question.route).length),
    msPerQuestion,
  };
}
