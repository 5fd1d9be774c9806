// Everything that is stored, bound to one transaction.
import type { Audit, Store } from '../flows/ports.ts';
import { cardsIn } from './cards.ts';
import { chatsIn } from './chats.ts';
import type { Engine } from './engine.ts';
import { escalationsIn } from './escalations.ts';
import { inboxIn } from './inbox.ts';
import { lessonsIn } from './lessons.ts';
import { messagesIn } from './messages.ts';
import { outboxIn } from './outbox.ts';
import { peopleIn } from './people.ts';
import { questionsIn } from './questions.ts';
import { queueLinksIn } from './queue-links.ts';
import { retentionIn } from './retention.ts';
import type { Tx } from './schema.ts';
import { secretsIn } from './secrets.ts';
import { serviceHealthIn } from './service-health.ts';
import { strangersIn } from './strangers.ts';
import { threadsIn } from './threads.ts';
import { ticketsIn } from './tickets.ts';
import { timersIn } from './timers.ts';
import { watchersIn } from './watchers.ts';

/** Who turns rows into work hears of new ones. */
export interface Told {
  outbox(): void;
  /** A timer was set; epoch milliseconds. */
  timer(dueAt: number): void;
}

export function storeIn(tx: Tx, engine: Engine, audit: Audit, told: Told): Store {
  return {
    inbox: inboxIn(tx),
    chats: chatsIn(tx, engine),
    people: peopleIn(tx),
    lessons: lessonsIn(tx),
    questions: questionsIn(tx, engine),
    tickets: ticketsIn(tx, engine),
    threads: threadsIn(tx, engine),
    messages: messagesIn(tx, engine),
    escalations: escalationsIn(tx),
    serviceHealth: serviceHealthIn(tx),
    watchers: watchersIn(tx),
    cards: cardsIn(tx),
    queueLinks: queueLinksIn(tx),
    strangers: strangersIn(tx),
    outbox: outboxIn(tx, engine, told.outbox),
    timers: timersIn(tx, engine, told.timer),
    audit,
    retention: retentionIn(tx, engine),
    secrets: secretsIn(tx),
  };
}
