import { describe, expect, it } from 'vitest';
import { cardAttempts, giveUpAfterMs, maxAttempts } from '../../src/domain/delivery.ts';
import type { Notice } from '../../src/domain/notice.ts';
import { judgeDelivery } from '../../src/flows/judge-delivery.ts';
import type { OutboxRow, SendResult } from '../../src/flows/ports.ts';

const ref = { tenantId: 't', ticketId: 'k' };
const inThread = { to: 'thread', ticketTenantId: 't', ticketId: 'k', queueId: 'q' } as const;
const inChat = { to: 'chat', tenantId: 't', chatId: 'a:1' } as const;

function row(notice: Notice, change: Partial<OutboxRow> = {}): OutboxRow {
  return {
    id: '1',
    lane: 'l',
    tenantId: 't',
    destination: inThread,
    notice,
    class: 'owed',
    priority: 1,
    createdAt: 0,
    sequence: 1,
    attempts: 1,
    leaseOwner: 'w',
    leaseUntil: 30_000,
    lostAnswers: 0,
    part: 0,
    ...change,
  };
}

const post = { type: 'post', part: 0, parts: 0 } as const;
const newThread = { ...post, type: 'new-thread' } as const;
const judge = (one: OutboxRow, answer: SendResult, sent: typeof post | typeof newThread = newThread) =>
  judgeDelivery(1_000, 0, one, sent, answer);

const timeout = { outcome: 'ambiguous', reason: 'timeout' } as const;
const fault = { outcome: 'ambiguous', reason: 'http-500' } as const;
const redirect = { outcome: 'refused', reason: 'http-307' } as const;
const forbidden = { outcome: 'gone', reason: 'forbidden' } as const;

describe('a card without which somebody waits in vain', () => {
  const ticket: Notice = { kind: 'ticket', ...ref };

  it.each<[string, Exclude<SendResult, { outcome: 'sent' }>, number, number]>([
    ['hangs', timeout, 30_000, 900_000],
    ['fails', fault, 30_000, 900_000],
    ['sends it elsewhere', redirect, 5_000, 300_000],
  ])('is tried again and again while Teams %s', (_name, answer, soonMs, laterMs) => {
    const soon = judge(row(ticket, { attempts: 2, lostAnswers: 1 }), answer);
    expect(soon).toEqual({ state: 'pending', dueAt: 1_000 + soonMs, reason: answer.reason });
    const later = judge(row(ticket, { attempts: 7 }), answer);
    expect(later).toMatchObject({ state: 'pending', dueAt: 1_000 + laterMs });
  });

  it.each<Notice>([
    ticket,
    { kind: 'escalation', ...ref, escalationId: 'e' },
    { kind: 'request', ...ref },
    { kind: 'resolution', ...ref },
  ])('$kind, and is given up after a day', (notice) => {
    const tried = { destination: inChat, attempts: maxAttempts };
    expect(judge(row(notice, tried), timeout, post).state).toBe('pending');
    const old = { ...tried, createdAt: 1_000 - giveUpAfterMs };
    expect(judge(row(notice, old), timeout, post)).toEqual({ state: 'dead', reason: 'timeout' });
  });

  it('is said in words when it is answered with the same fault each time, but not while nobody answers', () => {
    const often = { attempts: cardAttempts };
    expect(judge(row(ticket, often), fault)).toMatchObject({ state: 'pending', part: 1 });
    expect(judge(row(ticket, often), redirect)).toMatchObject({ state: 'pending', part: 1 });
    expect(judge(row(ticket, often), timeout)).not.toHaveProperty('part');
    expect(judge(row(ticket, { attempts: cardAttempts - 1 }), fault)).not.toHaveProperty('part');
  });

  it('is not posted for a day where it is taken each time and only its name is lost', () => {
    const nameless = { outcome: 'ambiguous', reason: 'no-id' } as const;
    expect(judge(row(ticket), nameless).state).toBe('pending');
    expect(judge(row(ticket, { lostAnswers: 1 }), nameless).state).toBe('ambiguous');
  });

  it('unlike words, of which a double confuses', () => {
    const words: Notice = { kind: 'relay', ...ref, messageId: 'm' };
    expect(judge(row(words, { lostAnswers: 1 }), timeout).state).toBe('ambiguous');
    expect(judge(row(words), redirect).state).toBe('dead');
    expect(judge(row({ kind: 'welcome', tenantId: 't' }, { lostAnswers: 1 }), timeout).state).toBe(
      'ambiguous',
    );
  });
});

describe('a refusal that names no reason', () => {
  const words: Notice = { kind: 'relay', ...ref, messageId: 'm' };
  const refusedUntil = (attempts: number, destination: OutboxRow['destination']) =>
    row(words, { attempts, destination, reason: 'forbidden' });

  it('is not believed at once', () => {
    for (const destination of [inChat, inThread]) {
      expect(judge(row(words, { destination }), forbidden, post)).toMatchObject({ state: 'pending' });
      expect(judge(refusedUntil(4, destination), forbidden, post)).toMatchObject({
        state: 'pending',
        reason: 'forbidden',
      });
    }
  });

  it('and then only of this message or thread; a channel is tried on', () => {
    expect(judge(refusedUntil(5, inChat), forbidden, post)).toEqual({ state: 'dead', reason: 'forbidden' });
    expect(judge(refusedUntil(5, inThread), forbidden, post)).toMatchObject({ reason: 'thread-anew' });
    expect(judge(refusedUntil(7, inThread), forbidden, newThread)).toMatchObject({
      state: 'pending',
      dueAt: 301_000,
      reason: 'forbidden',
    });
  });
});
