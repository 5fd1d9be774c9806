// Stored things with nothing optional in them; a test adds what it is about.
import type { Chat } from '../../src/domain/chat.ts';
import { priorities } from '../../src/domain/delivery.ts';
import type { Escalation } from '../../src/domain/escalation.ts';
import type { Lesson } from '../../src/domain/lesson.ts';
import type { Message } from '../../src/domain/message.ts';
import type { Person } from '../../src/domain/person.ts';
import type { Question } from '../../src/domain/question.ts';
import type { Watcher } from '../../src/domain/service-issue.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import type { NewOutboxRow } from '../../src/flows/outbox-ports.ts';
import type { StoredCard, Timer } from '../../src/flows/ports.ts';

export const ourTenant = 'tenant-ours';
export const otherTenant = 'tenant-other';

export function chat(parts: Partial<Chat> = {}): Chat {
  return {
    tenantId: ourTenant,
    id: 'chat-1',
    kind: 'personal',
    serviceUrl: 'https://smba.example/emea/',
    botId: '28:bot',
    ...parts,
  };
}

export function person(parts: Partial<Person> = {}): Person {
  return {
    tenantId: ourTenant,
    id: 'person-1',
    name: 'Ольга 李 O’Neil',
    locale: 'ru',
    localeFrom: 'client',
    zone: 'Europe/Berlin',
    ...parts,
  };
}

export function question(parts: Partial<Question> = {}): Question {
  return {
    id: 'question-1',
    tenantId: ourTenant,
    personId: 'person-1',
    chatId: 'chat-1',
    text: 'Outlook asks for my password again and again',
    locale: 'en',
    confidence: 'sure',
    articleIds: ['outlook-password'],
    shown: [],
    category: 'technical-connectivity',
    product: 'outlook',
    answers: {},
    state: 'answered',
    askedAt: 1000,
    ...parts,
  };
}

export function lesson(parts: Partial<Lesson> = {}): Lesson {
  return {
    tenantId: ourTenant,
    chatId: 'chat-1',
    questionId: 'question-1',
    articleId: 'outlook-password',
    locale: 'en',
    upshot: 'silent',
    shownAt: 1000,
    changedAt: 1000,
    ...parts,
  };
}

export function ticket(parts: Partial<Ticket> = {}): Ticket {
  return {
    id: 'ticket-1',
    number: 1001,
    tenantId: ourTenant,
    requesterId: 'person-1',
    requesterName: 'Olga',
    requesterChatId: 'chat-1',
    queueId: 'technical',
    planId: 'business',
    planVersion: '1',
    state: 'new',
    severity: 'B',
    severityRule: 'one-user/none',
    category: 'technical-connectivity',
    product: 'outlook',
    question: 'Outlook asks for my password',
    shown: [],
    answers: {},
    language: 'en',
    openedAt: 1000,
    firstResponseDueAt: 5000,
    firstResponseWarnAt: 4000,
    cycle: 0,
    version: 1,
    ...parts,
  };
}

export function message(parts: Partial<Message> = {}): Message {
  return {
    id: 'message-1',
    tenantId: ourTenant,
    ticketId: 'ticket-1',
    kind: 'relay',
    from: 'agent',
    authorId: 'agent-1',
    authorName: 'Alex',
    text: 'Please restart Outlook',
    files: [],
    edited: false,
    deleted: false,
    delivery: 'sending',
    saidAt: 1000,
    ...parts,
  };
}

export function escalation(parts: Partial<Escalation> = {}): Escalation {
  return {
    id: 'escalation-1',
    tenantId: ourTenant,
    ticketId: 'ticket-1',
    target: { kind: 'microsoft' },
    state: 'asking',
    answers: {},
    contactId: 'agent-1',
    startedAt: 1000,
    version: 1,
    ...parts,
  };
}

export function watcher(parts: Partial<Watcher> = {}): Watcher {
  return {
    tenantId: ourTenant,
    issueId: 'EX1',
    personId: 'person-1',
    chatId: 'chat-1',
    questionId: 'question-1',
    since: 1000,
    toldAt: 1000,
    ...parts,
  };
}

export function card(parts: Partial<StoredCard> = {}): StoredCard {
  return {
    id: 'card-1',
    tenantId: ourTenant,
    notice: { kind: 'request', tenantId: ourTenant, ticketId: 'ticket-1' },
    destination: { to: 'chat', tenantId: ourTenant, chatId: 'chat-1' },
    createdAt: 1000,
    ...parts,
  };
}

export function outboxRow(parts: Partial<NewOutboxRow> = {}): NewOutboxRow {
  return {
    id: 'row-1',
    lane: 'chat:1',
    tenantId: ourTenant,
    destination: { to: 'chat', tenantId: ourTenant, chatId: 'chat-1' },
    notice: { kind: 'greeting' },
    class: 'notice',
    priority: priorities.words,
    createdAt: 1000,
    ...parts,
  };
}

export function timer(parts: Partial<Timer> = {}): Timer {
  return {
    id: 'timer-1',
    kind: 'clock-warning',
    tenantId: ourTenant,
    subjectId: 'ticket-1',
    dueAt: 1000,
    ...parts,
  };
}
