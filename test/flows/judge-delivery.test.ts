import { describe, expect, it } from 'vitest';
import { cardAttempts, giveUpAfterMs, maxAttempts } from '../../src/domain/delivery.ts';
import type { Notice } from '../../src/domain/notice.ts';
import { judgeDelivery, type Sent } from '../../src/flows/judge-delivery.ts';
import type { OutboxRow, SendResult } from '../../src/flows/outbox-ports.ts';

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
const put = { ...post, type: 'put' } as const;
const judge = (one: OutboxRow, answer: SendResult, sent: Sent = newThread) =>
  judgeDelivery(1_000, 0, one, sent, answer);

const timeout = { outcome: 'ambiguous', reason: 'timeout' } as const;
const fault = { outcome: 'ambiguous', reason: 'http-500' } as const;
const redirect = { outcome: 'refused', reason: 'http-307' } as const;
const forbidden = { outcome: 'forbidden', reason: 'forbidden' } as const;
const tokenRefused = { outcome: 'forbidden', reason: 'token-refused' } as const;

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

describe.each([forbidden, tokenRefused])('a refusal that names no reason ($reason)', (refusal) => {
  const { reason } = refusal;
  const words: Notice = { kind: 'relay', ...ref, messageId: 'm' };
  const refusedUntil = (attempts: number, destination: OutboxRow['destination']) =>
    row(words, { attempts, destination, reason });

  it('is not believed at once', () => {
    for (const destination of [inChat, inThread]) {
      expect(judge(row(words, { destination }), refusal, post)).toMatchObject({ state: 'pending', reason });
      expect(judge(refusedUntil(4, destination), refusal, post)).toMatchObject({ state: 'pending', reason });
    }
  });

  it('and then only of this message or thread; a channel is tried on', () => {
    expect(judge(refusedUntil(5, inChat), refusal, post)).toEqual({ state: 'dead', reason });
    expect(judge(refusedUntil(5, inThread), refusal, post)).toMatchObject({ reason: 'thread-anew' });
    expect(judge(refusedUntil(7, inThread), refusal, newThread)).toMatchObject({
      state: 'pending',
      dueAt: 301_000,
      reason,
    });
  });
});

describe('an update that is refused for no reason that is said', () => {
  const card: Notice = { kind: 'ticket', ...ref };

  it('is of a message that is gone, as Teams answers then, and is posted anew', () => {
    expect(judge(row(card), forbidden, put)).toMatchObject({ state: 'pending', reason: 'posted-anew' });
  });

  it('but a token that one place refuses says nothing of the message: it stays, and the update ends', () => {
    for (const destination of [inChat, inThread]) {
      const tried = (attempts: number) => row(card, { destination, attempts, reason: 'token-refused' });
      expect(judge(tried(4), tokenRefused, put)).toMatchObject({ state: 'pending', reason: 'token-refused' });
      expect(judge(tried(5), tokenRefused, put)).toEqual({ state: 'dead', reason: 'token-refused' });
    }
  });
});
