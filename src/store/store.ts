// Everything that is stored, bound to one transaction.
import type { Audit, Store } from '../flows/ports.ts';
import { cardsIn } from './cards.ts';
import { chatsIn } from './chats.ts';
import type { Engine } from './engine.ts';
import { escalationsIn } from './escalations.ts';
import { inboxIn } from './inbox.ts';
import { messagesIn } from './messages.ts';
import { outboxIn } from './outbox.ts';
import { peopleIn } from './people.ts';
import { questionsIn } from './questions.ts';
import { queueLinksIn } from './queue-links.ts';
import { retentionIn } from './retention.ts';
import type { Tx } from './schema.ts';
import { secretsIn } from './secrets.ts';
import { strangersIn } from './strangers.ts';
import { threadsIn } from './threads.ts';
import { ticketsIn } from './tickets.ts';
import { timersIn } from './timers.ts';

export function storeIn(tx: Tx, engine: Engine, audit: Audit, added: () => void): Store {
  return {
    inbox: inboxIn(tx),
    chats: chatsIn(tx, engine),
    people: peopleIn(tx),
    questions: questionsIn(tx),
    tickets: ticketsIn(tx, engine),
    threads: threadsIn(tx, engine),
    messages: messagesIn(tx, engine),
    escalations: escalationsIn(tx),
    cards: cardsIn(tx),
    queueLinks: queueLinksIn(tx),
    strangers: strangersIn(tx),
    outbox: outboxIn(tx, engine, added),
    timers: timersIn(tx, engine),
    audit,
    retention: retentionIn(tx, engine),
    secrets: secretsIn(tx),
  };
}
