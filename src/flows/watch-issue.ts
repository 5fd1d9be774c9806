// "Tell me when it is fixed": who wants to hear of a service issue does, until Microsoft says that it is over.
import type { Flash } from '../domain/notice.ts';
import type { Person } from '../domain/person.ts';
import type { Question } from '../domain/question.ts';
import { isOver, type Watcher } from '../domain/service-issue.ts';
import { connected, wantCheck } from './find-issue.ts';
import type { Turn } from './ports.ts';
import { postNotice, refreshCard } from './post-notice.ts';

/** More would keep other turns waiting; the rest follows with the next look. */
const toldAtOnce = 200;

/** From now on; what Microsoft has said by now stands on the card. */
export async function watchIssue(turn: Turn, person: Person, question: Question): Promise<Flash | undefined> {
  const { store, now } = turn;
  const { tenantId, issueId, chatId, id: questionId } = question;
  const issue = issueId === undefined ? undefined : await store.serviceHealth.issue(tenantId, issueId);
  if (!issue || !connected(turn, tenantId)) return { reason: 'card-outdated' };
  if (isOver(issue)) return { reason: 'issue-over' };
  const toldAt = issue.lastWord?.saidAt ?? issue.changedAt;
  const { id: personId } = person;
  await store.watchers.save({
    tenantId,
    issueId: issue.id,
    personId,
    chatId,
    questionId,
    since: now,
    toldAt,
  });
  // Nobody may have needed it for a while.
  await wantCheck(turn, tenantId);
  return undefined;
}

export async function unwatchIssue(
  { store }: Turn,
  person: Person,
  { tenantId, issueId }: Question,
): Promise<undefined> {
  if (issueId !== undefined) await store.watchers.remove(tenantId, issueId, person.id);
}

/** By words, which name none: that of the question asked last, else the one that was told of last. */
export async function unwatchLast(
  { store }: Turn,
  person: Person,
  asked: Question | undefined,
): Promise<Watcher | undefined> {
  const watched = await store.watchers.ofPerson(person.tenantId, person.id);
  const watcher = watched.find(({ issueId }) => issueId === asked?.issueId) ?? watched[0];
  if (watcher) await store.watchers.remove(person.tenantId, watcher.issueId, person.id);
  return watcher;
}

interface News {
  readonly watcher: Watcher;
  readonly news: 'word' | 'over';
  /** When the word was said. */
  readonly saidAt: number;
}

/**
 * Each new word of Microsoft's once, and its end: ends first, then who knows least. False when there are more to
 * tell than may be told at once.
 */
export async function tellWatchers(turn: Turn, tenantId: string): Promise<boolean> {
  const { store } = turn;
  const all: News[] = [];
  for (const issueId of await store.watchers.watched(tenantId)) {
    all.push(...(await newsOf(turn, tenantId, issueId)));
  }
  all.sort((a, b) => rank(a) - rank(b) || a.watcher.toldAt - b.watcher.toldAt);
  for (const one of all.slice(0, toldAtOnce)) await tell(turn, one);
  return all.length <= toldAtOnce;
}

const rank = ({ news }: News) => (news === 'over' ? 0 : 1);

/** One more than may be told at once, so that it shows. */
async function newsOf({ store }: Turn, tenantId: string, issueId: string): Promise<News[]> {
  const issue = await store.serviceHealth.issue(tenantId, issueId);
  const saidAt = issue?.lastWord?.saidAt ?? 0;
  const news = !issue || isOver(issue) ? 'over' : 'word';
  // All of them hear of the end, whatever they know.
  const before = news === 'over' ? Number.MAX_SAFE_INTEGER : saidAt;
  const untold = await store.watchers.untold(tenantId, issueId, before, toldAtOnce + 1);
  return untold.map((watcher) => ({ watcher, news, saidAt }));
}

/** Who has said meanwhile that it is enough hears nothing. */
async function tell(turn: Turn, { watcher, news, saidAt }: News): Promise<void> {
  const { watchers, chats } = turn.store;
  const { tenantId, issueId, personId, chatId, questionId } = watcher;
  const chat = await chats.get(tenantId, chatId);
  const isThere = chat?.installedAt !== undefined;
  const isOne =
    news === 'over' || !isThere
      ? await watchers.remove(tenantId, issueId, personId)
      : await watchers.told(watcher, saidAt);
  if (!isOne || !isThere) return;
  const about = { kind: 'issue-news', news, tenantId, issueId, questionId } as const;
  await postNotice(turn, { to: 'chat', tenantId, chatId }, about);
  await redrawIssue(turn, watcher);
}

/** On the card where the wish was made, as long as that shows the issue. */
export async function redrawIssue(
  turn: Turn,
  { tenantId, questionId }: Pick<Watcher, 'tenantId' | 'questionId'>,
): Promise<void> {
  const question = await turn.store.questions.get(tenantId, questionId);
  if (question?.state !== 'answered') return;
  for (const card of await turn.store.cards.ofQuestion(tenantId, questionId)) await refreshCard(turn, card);
}
