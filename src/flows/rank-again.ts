// Where the search found several articles and none for sure, a model may put them in another order: after the
// answer, beside everything else, and with no say in anything but the order.
import type { Article } from '../domain/article.ts';
import type { Outcome } from '../domain/errors.ts';
import { clip } from '../domain/plain-text.ts';
import { isUndecided, offer, placesOffered, type Question } from '../domain/question.ts';
import { hideAsker } from './hide-asker.ts';
import type { RankAgain, RankRequest, Timer, Turn } from './ports.ts';
import { refreshCard } from './post-notice.ts';
import { jobOf, type RunJob } from './run-job.ts';

/** Who waited longer has read the card: what moves under the eyes then only confuses. */
const latestMs = 15_000;
const mostCandidates = 8;
/** Long enough for a pasted error, short enough to be read at once. */
const maxQuestion = 1_500;
const maxTitle = 200;
const maxSummary = 400;

interface Plan {
  /** In the order of `asked.articles`. */
  readonly ids: readonly string[];
  readonly asked: RankRequest;
}

type Answer = Outcome<readonly number[], string>;

/** Called where a question was just answered with a choice; does nothing while no model is switched on. */
export async function haveRankedAgain(turn: Turn, question: Question): Promise<void> {
  if (!turn.ranksAgain || !isUndecided(question) || question.route === 'commercial') return;
  const { tenantId, id: subjectId } = question;
  const kind = 'rank-again';
  await turn.store.timers.set({ id: `${kind} ${subjectId}`, kind, tenantId, subjectId, dueAt: turn.now });
}

export function rankAgainJob(rankAgain: RankAgain): RunJob {
  return jobOf<Plan, Answer>({ plan, ask: ({ asked }) => rankAgain(asked), finish });
}

async function plan(turn: Turn, { tenantId, subjectId }: Timer): Promise<Plan | undefined> {
  const question = await turn.store.questions.get(tenantId, subjectId);
  if (!question || !isUndecided(question) || turn.now - question.askedAt > latestMs) return undefined;
  const articles = candidates(turn, question);
  if (articles.length < 2) return undefined;
  return {
    ids: articles.map(({ id }) => id),
    asked: {
      question: await askedOutside(turn, question),
      articles: articles.map(({ title, summary }) => ({
        title: clip(title, maxTitle),
        summary: clip(summary, maxSummary),
      })),
    },
  };
}

/** What was found first, in its order: what is not ranked again stays so. */
function candidates({ knowledge }: Turn, { text, locale, articleIds }: Question): Article[] {
  const ids = [...new Set([...articleIds, ...knowledge.candidates(text, locale)])];
  return ids
    .map((id) => knowledge.article(id, locale))
    .filter((article) => article !== undefined)
    .slice(0, mostCandidates);
}

/** Nobody outside needs to know who asks. */
async function askedOutside(turn: Turn, question: Question): Promise<string> {
  return clip(await hideAsker(turn, question, question.text), maxQuestion);
}

async function finish(
  turn: Turn,
  { tenantId, subjectId }: Timer,
  { ids }: Plan,
  answer: Answer,
): Promise<void> {
  // Locked: who chooses at this moment has chosen from what stood there, and that counts.
  const question = await turn.store.questions.lock(tenantId, subjectId);
  if (!answer.ok) return turn.remark({ event: 'rank-again', reason: answer.reason });
  if (!question || !isUndecided(question)) return turn.remark({ event: 'rank-again', reason: 'overtaken' });

  const before = placesOffered(question).map((place) => question.articleIds[place]);
  const best = [...new Set([...answer.value, ...ids.keys()])]
    .flatMap((place) => ids[place] ?? [])
    .slice(0, before.length);
  if (best.every((id, n) => id === before[n])) {
    return turn.remark({ event: 'rank-again', reason: 'same-order' });
  }
  await turn.store.questions.save(offer(question, best));
  for (const card of await turn.store.cards.ofQuestion(tenantId, subjectId)) await refreshCard(turn, card);
  turn.remark({ event: 'rank-again', reason: 'new-order' });
}
