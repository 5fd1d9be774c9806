// Reads what use has taught: which questions found no good answer, and which articles do not help.
import { withoutTraces } from '../domain/anonymous.ts';
import { articleDays, silenceMs, type Tally, weakest } from '../domain/lesson.ts';
import type { Locale } from '../domain/locale.ts';
import { clip, oneLine } from '../domain/plain-text.ts';
import type { Question } from '../domain/question.ts';
import {
  groupAlike,
  isStillOpen,
  type Lack,
  lackOf,
  lacks,
  questionDays,
  type Terms,
  type Unanswered,
  type UnansweredGroup,
} from '../domain/unanswered.ts';
import { hideAsker } from './hide-asker.ts';
import { isAbout } from './learn-from-answer.ts';
import type { Turn } from './ports.ts';

const dayMs = 86_400_000;
/** Read, cut into terms and grouped while a turn runs: 30 to 60 ms. */
const mostQuestions = 300;
const mostTallies = 500;
const mostShown = 10;
const examplesShown = 2;
const exampleLength = 160;
/** People name the trouble first; a pasted log says nothing more of what it is about. */
const readLength = 300;
/** Far beyond what is shown of an example. */
const maskedLength = 1200;

interface Read {
  readonly question: Question;
  readonly terms: Terms;
}

export async function loadUnanswered(turn: Turn): Promise<Unanswered> {
  const { store, now, knowledge } = turn;
  const found = await store.questions.unanswered(now - questionDays * dayMs, mostQuestions + 1);
  const taken = found.slice(0, mostQuestions);
  const read = taken
    .filter((question) => !isStillOpen(question, now))
    .map((question): Read => ({ question, terms: knowledge.terms(withoutTraces(beginningOf(question))) }));
  const groups = groupAlike(read);
  const shown = await Promise.all(groups.slice(0, mostShown).map((group) => groupOf(turn, group)));
  const oldest = found.length > mostQuestions ? taken.at(-1) : undefined;
  return {
    groups: shown,
    more: Math.max(0, groups.length - mostShown),
    ...(oldest && { newest: { count: taken.length, since: oldest.askedAt } }),
  };
}

async function groupOf(turn: Turn, [first, ...others]: readonly Read[]): Promise<UnansweredGroup> {
  if (!first) throw new RangeError('a group has at least one question');
  const questions = [first, ...others].map(({ question }) => question);
  const newest = first.question;
  const nearestId = newest.articleIds[0] ?? nearestTo(turn, first);
  return {
    count: questions.length,
    customers: new Set(questions.map(({ tenantId }) => tenantId)).size,
    locales: byFrequency(questions.map(({ locale }) => locale)),
    lacks: countLacks(questions),
    lastAt: newest.askedAt,
    examples: await examplesOf(turn, questions),
    ...(nearestId !== undefined && { nearestId }),
  };
}

/** Something always comes first: it must have more in common with the question than chance. */
function nearestTo({ knowledge }: Turn, { question, terms }: Read): string | undefined {
  const { locale } = question;
  const article = knowledge.article(knowledge.candidates(question.text, locale)[0] ?? '', locale);
  return article && isAbout(knowledge, article, terms) ? article.id : undefined;
}

function byFrequency(all: readonly Locale[]): Locale[] {
  const count = (locale: Locale) => all.filter((one) => one === locale).length;
  return [...new Set(all)].toSorted((a, b) => count(b) - count(a));
}

function countLacks(questions: readonly Question[]): Record<Lack, number> {
  const counts = Object.fromEntries(lacks.map((lack) => [lack, 0])) as Record<Lack, number>;
  for (const question of questions) {
    const lack = lackOf(question);
    if (lack) counts[lack] += 1;
  }
  return counts;
}

async function examplesOf(turn: Turn, questions: readonly Question[]): Promise<string[]> {
  const different = new Map<string, Question>();
  for (const question of questions) {
    const text = question.text.toLowerCase();
    if (different.size < examplesShown && !different.has(text)) different.set(text, question);
  }
  const texts = await Promise.all(
    [...different.values()].map((question) =>
      hideAsker(turn, question, oneLine(question.text.slice(0, maskedLength))),
    ),
  );
  return texts.map((text) => clip(text, exampleLength, '…'));
}

function beginningOf({ text }: Question): string {
  return oneLine(text.slice(0, readLength));
}

export async function loadWeakArticles({ store, now }: Turn): Promise<Tally[]> {
  const shownSince = now - articleDays * dayMs;
  const tallies = await store.lessons.tally({ shownSince, silentUntil: now - silenceMs, limit: mostTallies });
  return weakest(tallies, mostShown);
}
