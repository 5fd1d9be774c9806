// "Tell me when it is fixed": who wants to hear of a service issue does, until Microsoft says that it is over.
import type { Flash } from '../domain/notice.ts';
import type { Person } from '../domain/person.ts';
import type { Question } from '../domain/question.ts';
import { isOver, type ServiceIssue, type Watcher } from '../domain/service-issue.ts';
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

/** Each new word of Microsoft's once, and its end; false when there are more to tell than may be told at once. */
export async function tellWatchers(turn: Turn, tenantId: string): Promise<boolean> {
  const { serviceHealth, watchers } = turn.store;
  let room = toldAtOnce;
  for (const issueId of await watchers.watched(tenantId)) {
    const issue = await serviceHealth.issue(tenantId, issueId);
    const saidAt = issue?.lastWord?.saidAt ?? 0;
    const isEnd = !issue || isOver(issue);
    // All of them hear of the end, whatever they know.
    const before = isEnd ? Number.MAX_SAFE_INTEGER : saidAt;
    const told = await watchers.untold(tenantId, issueId, before, room);
    for (const watcher of told) await tell(turn, watcher, issue, isEnd);
    room -= told.length;
    if (room <= 0) return false;
  }
  return true;
}

async function tell(
  turn: Turn,
  watcher: Watcher,
  issue: ServiceIssue | undefined,
  isEnd: boolean,
): Promise<void> {
  const { store } = turn;
  const { tenantId, issueId, personId, chatId, questionId } = watcher;
  const chat = await store.chats.get(tenantId, chatId);
  const isThere = chat?.installedAt !== undefined;
  if (isEnd || !isThere) await store.watchers.remove(tenantId, issueId, personId);
  else await store.watchers.save({ ...watcher, toldAt: issue?.lastWord?.saidAt ?? turn.now });
  if (!isThere) return;
  const news = isEnd ? 'over' : 'word';
  await postNotice(
    turn,
    { to: 'chat', tenantId, chatId },
    { kind: 'issue-news', news, tenantId, issueId, questionId },
  );
  const question = await store.questions.get(tenantId, questionId);
  if (question?.state !== 'answered') return;
  for (const card of await store.cards.ofQuestion(tenantId, questionId)) await refreshCard(turn, card);
}
