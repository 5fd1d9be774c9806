// A requester of whom every table knows something, and the agent who helped: for tests that look who is left.
import type { Question } from '../../src/domain/question.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import type { Destination } from '../../src/flows/outbox-ports.ts';
import type { Store, StoredCard } from '../../src/flows/ports.ts';
import { laneOf } from '../../src/flows/post-notice.ts';
import type { Database } from '../../src/store/database.ts';
import {
  card,
  chat,
  escalation,
  lesson,
  message,
  outboxRow,
  person,
  question,
  ticket,
  timer,
  watcher,
} from '../store/samples.ts';
import { sampleIssue } from './samples.ts';

export const partnerTenant = 'tenant-partner';

export interface Planted {
  readonly tenantId: string;
  readonly personId: string;
  readonly chatId: string;
  readonly ticket: Ticket;
}

interface Planting {
  readonly tenantId: string;
  /** Stands in every text and id of the person; the ticket's id is without it, for it stays in the audit. */
  readonly word: string;
  readonly agent: { readonly id: string; readonly name: string };
  readonly number: number;
  readonly at: number;
  readonly ended?: boolean;
}

/** One ticket with all that belongs to it, a question that became none, and everything in between. */
export async function plant(database: Database, planting: Planting): Promise<Planted> {
  const { tenantId, word } = planting;
  const personId = `person-${word}`;
  const chatId = `a:chat-${word}`;
  const asked = ticketOf(planting, personId, chatId);
  await database.transaction(async (store) => {
    await plantSpeakers(store, planting, personId, chatId);
    await plantTicket(store, planting, asked);
    await plantHealth(store, planting);
    for (const [i, one] of cardsOf(planting, asked).entries()) {
      await store.cards.insert(one);
      await store.cards.press(one.id, `press-${i}`, planting.at);
      await sendCard(store, one, i);
    }
    await plantTraces(store, planting, asked);
  });
  await fillBudgets(database, planting.at);
  return { tenantId, personId, chatId, ticket: asked };
}

function ticketOf({ tenantId, word, agent, number, at, ended }: Planting, personId: string, chatId: string) {
  return ticket({
    id: `ticket-${number}`,
    number,
    tenantId,
    requesterId: personId,
    requesterName: `Name ${word}`,
    requesterChatId: chatId,
    queueId: 'support',
    question: `My password ${word}`,
    answers: { summary: `It asks ${word}` },
    resolution: `Restarted ${word}`,
    assigneeId: agent.id,
    assigneeName: agent.name,
    solvedById: agent.id,
    solvedByName: agent.name,
    claimedAt: at,
    openedAt: at,
    ...(ended ? { state: 'closed', endedAt: at } : { state: 'assigned' }),
  });
}

async function plantSpeakers(store: Store, planting: Planting, personId: string, chatId: string) {
  const { tenantId, word, number, at } = planting;
  await store.people.save(person({ tenantId, id: personId, name: `Name ${word}`, chatId }));
  await store.chats.save(chat({ tenantId, id: chatId, personId, installedAt: at }));
  await store.inbox.take({ tenantId, conversationId: chatId, type: 'text', activityId: `said-${word}` }, at);
  await store.strangers.knock(tenantId, chatId, at);
  const settled: Question = question({
    id: `question-${word}`,
    tenantId,
    personId,
    chatId,
    text: `How to ${word}`,
    askedAt: at,
  });
  await store.questions.save(settled);
  await store.lessons.save(lesson({ tenantId, chatId, questionId: settled.id, shownAt: at, changedAt: at }));
  await store.questions.save({
    ...settled,
    id: `opened-${word}`,
    state: 'ticket',
    ticketId: `ticket-${number}`,
  });
}

/** What Microsoft reports names nobody; who wants to hear of it does. */
async function plantHealth(store: Store, { tenantId, word, at }: Planting) {
  await store.serviceHealth.keep(tenantId, [sampleIssue()], at);
  await store.serviceHealth.saveCheck({ tenantId, triedAt: at, nextAt: at, checkedAt: at });
  await store.watchers.save(
    watcher({
      tenantId,
      issueId: sampleIssue().id,
      personId: `person-${word}`,
      chatId: `a:chat-${word}`,
      questionId: `question-${word}`,
      since: at,
    }),
  );
}

async function plantTicket(store: Store, { tenantId, word, agent, at }: Planting, asked: Ticket) {
  const ref = { tenantId, ticketId: asked.id };
  const threadId = `19:desk@thread.tacv2;messageid=${word}`;
  await store.tickets.insert(asked);
  await store.threads.save(partnerTenant, threadId, ref, asked.queueId);
  const said = { tenantId, ticketId: asked.id, saidAt: at };
  await store.messages.save(
    message({
      ...said,
      id: `asked-${word}`,
      from: 'requester',
      authorId: asked.requesterId,
      authorName: asked.requesterName,
      text: `Please ${word}`,
      sourceTenantId: tenantId,
      sourceConversationId: asked.requesterChatId,
      sourceActivityId: `said-${word}`,
    }),
  );
  await store.messages.save(
    message({ ...said, id: `answered-${word}`, authorId: agent.id, authorName: agent.name, text: 'Done' }),
  );
  await store.escalations.save(
    escalation({
      id: `escalation-${word}`,
      tenantId,
      ticketId: asked.id,
      contactId: agent.id,
      answers: { englishSummary: `Broken ${word}`, contactPhone: '+493055501299' },
      startedAt: at,
    }),
  );
  await store.timers.set(timer({ id: `clock ${asked.id}`, tenantId, subjectId: asked.id, dueAt: at }));
  await store.timers.set(
    timer({ id: `check ${word}`, kind: 'escalation-check', tenantId, subjectId: `escalation-${word}` }),
  );
}

function cardsOf({ tenantId, word, at }: Planting, asked: Ticket): StoredCard[] {
  const ref = { tenantId, ticketId: asked.id };
  const inChat: Destination = { to: 'chat', tenantId, chatId: asked.requesterChatId };
  const inThread: Destination = {
    to: 'thread',
    ticketTenantId: tenantId,
    ticketId: asked.id,
    queueId: asked.queueId,
  };
  const held = { text: `Which ${word}`, files: [`${word}.png`], activityId: `held-${word}` };
  const own: StoredCard['notice'][] = [
    { kind: 'welcome', tenantId },
    { kind: 'answer', tenantId, questionId: `question-${word}` },
    { kind: 'answer', tenantId, questionId: `opened-${word}` },
    { kind: 'request', ...ref },
    { kind: 'request-list', tenantId, personId: asked.requesterId, ticketIds: [asked.id] },
    { kind: 'which-ticket', tenantId, ticketIds: [asked.id], held },
    { kind: 'resolution', ...ref },
  ];
  const theDesks: StoredCard['notice'][] = [
    { kind: 'ticket', ...ref },
    { kind: 'escalation', ...ref, escalationId: `escalation-${word}` },
  ];
  const common = { createdAt: at };
  return [
    ...own.map((notice, i) =>
      card({ ...common, id: `card-${word}-${i}`, tenantId, notice, destination: inChat }),
    ),
    ...theDesks.map((notice, i) =>
      card({
        ...common,
        id: `desk-card-${word}-${i}`,
        tenantId: partnerTenant,
        notice,
        destination: inThread,
        conversationId: `19:desk@thread.tacv2;messageid=${word}`,
      }),
    ),
  ];
}

function sendCard(store: Store, { id, tenantId, notice, destination, createdAt }: StoredCard, n: number) {
  const lane = laneOf(destination);
  const row = { tenantId, notice, destination, createdAt, cardId: id, class: 'owed' } as const;
  return store.outbox.add(outboxRow({ ...row, id: `out-${id}-${n}`, lane }));
}

/** Refusals that name the agent, the requester's acts in the audit, the agent's too. */
async function plantTraces(store: Store, { tenantId, word, agent, at }: Planting, asked: Ticket) {
  const destination: Destination = {
    to: 'chat',
    tenantId: partnerTenant,
    chatId: '19:desk@thread.tacv2',
    threadId: `19:desk@thread.tacv2;messageid=${word}`,
  };
  await store.outbox.add(
    outboxRow({
      id: `refused-${word}`,
      lane: laneOf(destination),
      tenantId: partnerTenant,
      destination,
      notice: { kind: 'refused', flash: { reason: 'claimed-by-other', by: agent.name } },
      createdAt: at,
    }),
  );
  const about = { at, outcome: 'done', tenantId, ticketId: asked.id } as const;
  await store.audit.append({
    ...about,
    actor: { tenantId: partnerTenant, personId: agent.id },
    act: 'claim-ticket',
  });
  await store.audit.append({
    ...about,
    actor: { tenantId, personId: asked.requesterId },
    act: 'withdraw-ticket',
  });
}

/** Some rows are sent, some wait, and what was sent was counted. */
async function fillBudgets(database: Database, now: number): Promise<void> {
  await database.transaction(async ({ outbox }) => {
    const claim = { owner: 'test', now, leaseUntil: now + 30_000, limit: 100 };
    const { rows } = await outbox.claim(claim);
    for (const row of rows) await outbox.complete(row, { state: 'sent', activityId: `sent-${row.id}` });
  });
}
