// What use teaches of an article: what came of it each time that it was shown, and what that adds up to.
import type { Article } from './article.ts';
import type { Locale } from './locale.ts';
import type { Question } from './question.ts';
import { isCommercial } from './triage.ts';

/**
 * What came of an article for one question. `silent`: nothing was said. `confirmed`, `refuted`: the person said so.
 * `left`: went on to a person or to another article without a word, which says that it was not enough, not that
 * it was wrong. `returned`: came back with the same within a day, whatever was said before. `overtaken`: Microsoft's
 * service issue came before it, which says nothing of the article.
 */
export const upshots = ['silent', 'confirmed', 'refuted', 'left', 'returned', 'overtaken'] as const;
export type Upshot = (typeof upshots)[number];

export interface Lesson {
  readonly tenantId: string;
  readonly chatId: string;
  readonly questionId: string;
  readonly articleId: string;
  /** The language in which the article was read. */
  readonly locale: Locale;
  readonly upshot: Upshot;
  readonly shownAt: number;
  /** When the upshot became what it is. */
  readonly changedAt: number;
}

export type LessonKey = Pick<Lesson, 'tenantId' | 'chatId' | 'questionId' | 'articleId'>;

export type LessonEvent = 'shown' | 'helped' | 'not-helped' | 'moved-on' | 'came-back' | 'issue-found';

const begins: Readonly<Partial<Record<LessonEvent, Upshot>>> = {
  shown: 'silent',
  helped: 'confirmed',
  'not-helped': 'refuted',
};

/** What is not listed stays as it was: the same said twice, or said too late to matter. */
const follows: Readonly<Record<LessonEvent, Readonly<Partial<Record<Upshot, Upshot>>>>> = {
  shown: { left: 'silent' },
  // A person's last word counts, whatever we made of their doings.
  helped: all('confirmed'),
  'not-helped': all('refuted'),
  'moved-on': { silent: 'left' },
  'came-back': { silent: 'returned', confirmed: 'returned' },
  'issue-found': { silent: 'overtaken' },
};

function all(next: Upshot): Readonly<Record<Upshot, Upshot>> {
  return { silent: next, confirmed: next, refuted: next, left: next, returned: next, overtaken: next };
}

/** Undefined when there is nothing to be learned: only what was shown or judged can be left or come back. */
export function upshotAfter(event: LessonEvent, before: Upshot | undefined): Upshot | undefined {
  return before === undefined ? begins[event] : (follows[event][before] ?? before);
}

/** Silence this long after an article was shown is taken for help, and who comes back sooner takes it away again. */
export const silenceMs = 24 * 3_600_000;

/**
 * Steps that a person can try: what leads to a form or to the partner cannot fail them, nor can what says where to
 * look for a disturbance that stands on the card already.
 */
export function canBeTried(
  { steps, category }: Pick<Article, 'steps' | 'category'>,
  { issueId }: Pick<Question, 'issueId'>,
): boolean {
  const isSaidAlready = issueId !== undefined && category === 'technical-availability';
  return steps.length > 0 && !isCommercial(category) && !isSaidAlready;
}

/** What came of one article in one language; who was shown it less than {@link silenceMs} ago is not in it yet. */
export interface Tally {
  readonly articleId: string;
  readonly locale: Locale;
  readonly confirmed: number;
  /** Silent for long enough. */
  readonly assumed: number;
  readonly refuted: number;
  readonly left: number;
  readonly returned: number;
}

const against = ({ refuted, left, returned }: Tally): number => refuted + left + returned;

/** As often as something came of it by now. */
export const shownTimes = (tally: Tally): number => tally.confirmed + tally.assumed + against(tally);

/** 0 to 1: for how many the article was the end of it, said or assumed. */
export function endedShare(tally: Tally): number {
  return shownTimes(tally) === 0 ? 0 : (tally.confirmed + tally.assumed) / shownTimes(tally);
}

/**
 * The least share of failures that these numbers let us believe in: the lower end of Wilson's score interval at 95 %
 * (E. B. Wilson, 1927). One of one counts less than eight of ten, and ten of a hundred less than either.
 */
export function failureAtLeast(tally: Tally): number {
  const n = shownTimes(tally);
  if (n === 0) return 0;
  const z = 1.96;
  const share = against(tally) / n;
  const centre = share + z ** 2 / (2 * n);
  const spread = z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  return Math.max(0, (centre - spread) / (1 + z ** 2 / n));
}

/** Verdicts are few, and articles change: gathered for as long as this. */
export const articleDays = 90;

/** Any article fails somebody. */
const worthALook = 0.1;

/** The articles that help least, in the order in which somebody should look at them. */
export function weakest(tallies: readonly Tally[], limit: number): Tally[] {
  return tallies
    .filter((tally) => failureAtLeast(tally) >= worthALook)
    .toSorted((a, b) => failureAtLeast(b) - failureAtLeast(a) || against(b) - against(a))
    .slice(0, limit);
}
