// What becomes of an article that was shown is written down where it happens, one row for each question and article.
import type { Article } from '../domain/article.ts';
import { focusMinutes } from '../domain/chat.ts';
import { canBeTried, type Lesson, type LessonEvent, silenceMs, upshotAfter } from '../domain/lesson.ts';
import { currentArticleId, placesOffered, type Question } from '../domain/question.ts';
import { isTakenBack } from '../domain/said-words.ts';
import type { Terms } from '../domain/unanswered.ts';
import type { Turn } from './ports.ts';

/** As many as stand on the answer's card. */
const foundFirst = 3;

/**
 * A question was asked and has its answer: what was shown to the same person within a day, and is among the first
 * found again, did not end it. Silence about what is shown now begins.
 */
export async function learnFromQuestion(turn: Turn, question: Question): Promise<void> {
  turn.remark({ event: 'answered', reason: question.confidence });
  await takeBack(turn, question);
  const articleId = triedArticleId(turn, question);
  // Who reads of a disturbance first may be silent for that.
  if (articleId !== undefined && question.state === 'answered' && question.issueId === undefined) {
    // Just asked, it has taught nothing yet.
    await noteAfter(turn, undefined, question, articleId, 'shown');
  }
}

/** The article that stands on the card now, if there is anything to try in it. */
export function triedArticleId({ knowledge }: Turn, question: Question): string | undefined {
  const articleId = currentArticleId(question);
  const article = articleId === undefined ? undefined : knowledge.article(articleId, question.locale);
  return article && canBeTried(article, question) ? articleId : undefined;
}

async function takeBack(turn: Turn, question: Question): Promise<void> {
  const { tenantId, chatId, articleIds } = question;
  const offered = placesOffered(question).slice(0, foundFirst);
  const again = new Set(offered.map((place) => articleIds[place]));
  if (again.size === 0) return;
  for (const lesson of await turn.store.lessons.changedSince(tenantId, chatId, turn.now - silenceMs)) {
    const asked = { ...lesson, id: lesson.questionId };
    if (again.has(lesson.articleId)) await noteLesson(turn, asked, lesson.articleId, 'came-back');
  }
}

/** On to a person, or to the article `toId`: what was shown before was left without a word. */
export async function learnMovedOn(turn: Turn, question: Question, toId?: string): Promise<void> {
  for (const { articleId, verdict } of question.shown) {
    if (verdict === 'unanswered' && articleId !== toId)
      await noteLesson(turn, question, articleId, 'moved-on');
  }
}

/** Who reads steps for longer has tried them. */
const readingMs = focusMinutes * 60_000;

/** A person is wanted at once for what was shown just before: it was left without a word. */
export async function learnFromPersonWanted(turn: Turn, question: Question): Promise<void> {
  const { knowledge, store, now } = turn;
  const terms = knowledge.terms(question.text);
  for (const lesson of await store.lessons.changedSince(
    question.tenantId,
    question.chatId,
    now - readingMs,
  )) {
    const article = knowledge.article(lesson.articleId, lesson.locale);
    if (article && isAbout(knowledge, article, terms))
      await noteLesson(turn, { ...lesson, id: lesson.questionId }, article.id, 'moved-on');
  }
}

/** Terms below this are parts of words, and hints. */
const sayingMuch = 0.5;

/** The article has a word of the question that is no mere chance. */
export function isAbout(knowledge: Turn['knowledge'], { title, symptoms }: Article, terms: Terms): boolean {
  const own = knowledge.terms([title, ...symptoms].join('\n'));
  return [...terms].some(([term, weight]) => weight >= sayingMuch && own.has(term));
}

type Asked = Pick<Question, 'id' | 'tenantId' | 'chatId' | 'locale'>;

/** The same said twice changes nothing. */
export async function noteLesson(
  turn: Turn,
  asked: Asked,
  articleId: string,
  event: LessonEvent,
): Promise<void> {
  const { id: questionId, tenantId, chatId } = asked;
  const before = await turn.store.lessons.get({ tenantId, chatId, questionId, articleId });
  await noteAfter(turn, before, asked, articleId, event);
}

async function noteAfter(
  { store, now, remark }: Turn,
  before: Lesson | undefined,
  { id: questionId, tenantId, chatId, locale }: Asked,
  articleId: string,
  event: LessonEvent,
): Promise<void> {
  const upshot = upshotAfter(event, before?.upshot);
  if (upshot === undefined || upshot === before?.upshot) return;
  const shownAt = before?.shownAt ?? now;
  await store.lessons.save({
    tenantId,
    chatId,
    questionId,
    articleId,
    locale,
    upshot,
    shownAt,
    changedAt: now,
  });
  if (upshot !== 'silent') remark({ event: 'learned', reason: upshot });
}

/** Less than a day ago it was said that the article helped, or nothing was said of it: that can be taken back. */
export async function endedLately({ store, now }: Turn, question: Question): Promise<boolean> {
  const { id: questionId, tenantId, chatId, state } = question;
  const articleId = currentArticleId(question);
  if (articleId === undefined || (state !== 'settled' && state !== 'answered') || isTakenBack(question))
    return false;
  const lesson = await store.lessons.get({ tenantId, chatId, questionId, articleId });
  const isEnd = lesson?.upshot === 'confirmed' || lesson?.upshot === 'silent';
  return isEnd && now - lesson.changedAt < silenceMs;
}
